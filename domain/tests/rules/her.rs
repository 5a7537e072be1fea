//! Her word, kept as she gave it and read from no event: what the rules are held against. It counts by the
//! day on which she said it, whenever somebody wrote it down.

use domain::consents::{Item, Route};
use domain::slips::Message;
use domain::{HandoverId, InstitutionId, PathId};
use jiff::civil::Date;

/// One thing that she was asked about.
type Thing = (PathId, Route, Item);

/// One message that she let cross.
type Released = (PathId, Route, HandoverId, Message);

/// What she said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Her {
    words: Vec<Said>,
    backs: Vec<Back>,
    /// Each with its day: a letter of before is not about it.
    released: Vec<(Released, Date)>,
}

#[derive(Debug, Clone)]
struct Said {
    thing: Thing,
    granted: bool,
    on: Date,
    until: Date,
    /// Staff confirmed that she signed after these withdrawals, if they were of that day and their own.
    after: usize,
}

#[derive(Debug, Clone)]
struct Back {
    path: PathId,
    /// None: everything.
    what: Option<(Route, Item)>,
    on: Date,
    at: InstitutionId,
}

impl Her {
    pub(crate) fn says(
        &mut self,
        thing: Thing,
        granted: bool,
        (on, until): (Date, Date),
        confirmed: bool,
    ) {
        self.words.push(Said {
            thing,
            granted,
            on,
            until,
            after: if confirmed { self.backs.len() } else { 0 },
        });
    }

    pub(crate) fn releases(&mut self, message: Released, on: Date) {
        self.released.push((message, on));
    }

    pub(crate) fn takes_back(
        &mut self,
        (path, route, item): Thing,
        (on, at): (Date, InstitutionId),
    ) {
        self.backs.push(Back {
            path,
            what: Some((route, item)),
            on,
            at,
        });
        self.released.retain(|((p, r, _, m), said_on)| {
            *said_on > on || (*p, *r, m.item()) != (path, route, item)
        });
    }

    pub(crate) fn takes_everything_back(&mut self, path: PathId, (on, at): (Date, InstitutionId)) {
        self.backs.push(Back {
            path,
            what: None,
            on,
            at,
        });
        self.released
            .retain(|((p, ..), said_on)| *said_on > on || *p != path);
    }

    /// Two paths turn out to be hers: what she took back on one she took back on the other.
    pub(crate) fn has_both(&mut self, one: PathId, other: PathId) {
        let on = |path: PathId| {
            let backs = self.backs.iter().filter(move |back| back.path == path);
            backs.cloned()
        };
        let (of_one, of_other) = (on(one).collect::<Vec<_>>(), on(other).collect::<Vec<_>>());
        for (path, backs) in [(one, of_other), (other, of_one)] {
            self.backs
                .extend(backs.into_iter().map(|back| Back { path, ..back }));
        }
    }

    pub(crate) fn allows(&self, path: PathId, route: Route, item: Item, today: Date) -> bool {
        let thing = (path, route, item);
        let words = || self.words.iter().filter(|said| said.thing == thing);
        let Some(last) = words().max_by_key(|said| said.on) else {
            return false;
        };
        let backs = self.backs.iter().enumerate().filter(|(_, back)| {
            back.path == path && back.what.is_none_or(|what| what == (route, item))
        });
        let stands = backs.into_iter().all(|(number, back)| {
            let confirmed = || {
                let mut that_day = words().filter(|said| said.on == back.on && said.granted);
                back.at == route.sender && that_day.any(|said| number < said.after)
            };
            back.on < last.on || (back.on == last.on && confirmed())
        });
        last.granted && stands && (last.on..=last.until).contains(&today)
    }

    pub(crate) fn released(
        &self,
        path: PathId,
        route: Route,
        of: HandoverId,
        what: Message,
    ) -> bool {
        let mut all = self.released.iter();
        all.any(|(message, _)| *message == (path, route, of, what))
    }

    /// Whether she released this message for any hand-over of this route.
    pub(crate) fn released_on(&self, path: PathId, route: Route, what: Message) -> bool {
        let mut all = self.released.iter();
        all.any(|((p, r, _, m), _)| (*p, *r, *m) == (path, route, what))
    }
}
