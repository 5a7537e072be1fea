//! Her word, kept as she gave it and read from no event: what the rules are held against.

use std::collections::BTreeMap;

use domain::consents::{Item, Route};
use domain::slips::Message;
use domain::{HandoverId, PathId};
use jiff::civil::Date;

/// What she said and did not take back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Her {
    granted: BTreeMap<(PathId, Route, Item), (Date, Date)>,
    released: Vec<(PathId, Route, HandoverId, Message)>,
}

impl Her {
    pub(crate) fn says(
        &mut self,
        (path, route, item): (PathId, Route, Item),
        granted: bool,
        days: (Date, Date),
    ) {
        if granted {
            self.granted.insert((path, route, item), days);
        } else {
            self.granted.remove(&(path, route, item));
        }
    }

    pub(crate) fn releases(&mut self, path: PathId, route: Route, of: HandoverId, what: Message) {
        self.released.push((path, route, of, what));
    }

    pub(crate) fn takes_back(&mut self, path: PathId, route: Route, item: Item) {
        self.granted.remove(&(path, route, item));
        self.released
            .retain(|(p, r, _, m)| (*p, *r, m.item()) != (path, route, item));
    }

    pub(crate) fn takes_everything_back(&mut self, path: PathId) {
        self.granted.retain(|(p, ..), _| *p != path);
        self.released.retain(|(p, ..)| *p != path);
    }

    pub(crate) fn allows(&self, path: PathId, route: Route, item: Item, today: Date) -> bool {
        let days = self.granted.get(&(path, route, item));
        days.is_some_and(|(from, until)| (*from..=*until).contains(&today))
    }

    pub(crate) fn released(
        &self,
        path: PathId,
        route: Route,
        of: HandoverId,
        what: Message,
    ) -> bool {
        self.released.contains(&(path, route, of, what))
    }

    /// Whether she released this message for any hand-over of this route.
    pub(crate) fn released_on(&self, path: PathId, route: Route, what: Message) -> bool {
        let mut all = self.released.iter();
        all.any(|(p, r, _, m)| (*p, *r, *m) == (path, route, what))
    }
}
