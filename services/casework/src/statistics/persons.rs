//! A person is the linked component of her paths: those that were linked by a code, and those of records
//! that turned out to be the same person's. Records that no code ever linked count apart.
//!
//! Her word on being counted covers the days on which it held; taken back, it covers nothing any more: a later
//! release counts her nowhere, and an earlier one stays as it is. That it expired takes nothing from the days
//! before.

use std::collections::BTreeMap;

use domain::clients::ClientEvent;
use domain::consents::{Consent, ConsentEvent, Decision, Item, Route};
use domain::{InstitutionId, PathId, RecordId};
use jiff::civil::Date;
use path_statistics::journeys::Person;

/// Which paths are one person's, and what she agreed to on them.
#[derive(Default, Clone)]
pub(super) struct Persons {
    /// Towards the path that stands for all of its component.
    above: BTreeMap<PathId, PathId>,
    path_of: BTreeMap<RecordId, PathId>,
    protected: BTreeMap<RecordId, bool>,
    agreed: BTreeMap<PathId, Agreed>,
}

impl Persons {
    pub(super) fn follow(&mut self, record: RecordId, event: &ClientEvent) {
        match event {
            ClientEvent::ClientRecorded { path, .. } => {
                self.path_of.insert(record, *path);
            }
            ClientEvent::PathAdded { path } => {
                if let Some(own) = self.path_of.get(&record).copied() {
                    self.link(own, *path);
                }
            }
            ClientEvent::RecordsJoined { record: other } => {
                let paths = (self.path_of.get(&record), self.path_of.get(other));
                if let (Some(own), Some(other)) = paths {
                    self.link(*own, *other);
                }
            }
            ClientEvent::ProtectionSet { protected } => {
                self.protected.insert(record, *protected);
            }
            _ => {}
        }
    }

    pub(super) fn heard(&mut self, path: PathId, event: &ConsentEvent) {
        if let ConsentEvent::PathLinked { path: other, .. } = event {
            self.link(path, *other);
        }
        self.agreed.entry(path).or_default().follow(event);
    }

    /// What each person agreed to.
    pub(super) fn words(&self) -> BTreeMap<PathId, Vec<&Agreed>> {
        let mut words: BTreeMap<PathId, Vec<&Agreed>> = BTreeMap::new();
        for (path, agreed) in &self.agreed {
            words.entry(self.top(*path)).or_default().push(agreed);
        }
        words
    }

    /// The record is erased, and with it what it said.
    pub(super) fn forget(&mut self, record: RecordId) {
        self.protected.remove(&record);
    }

    pub(super) fn link(&mut self, one: PathId, other: PathId) {
        let (one, other) = (self.top(one), self.top(other));
        if one != other {
            self.above.insert(other, one);
        }
    }

    /// Links what the other has linked as well.
    pub(super) fn link_all_of(&mut self, other: &Self) {
        for (path, above) in &other.above {
            self.link(*path, *above);
        }
    }

    /// The path that stands for all of hers.
    pub(super) fn top(&self, mut path: PathId) -> PathId {
        while let Some(above) = self.above.get(&path) {
            path = *above;
        }
        path
    }

    /// The paths of everybody who carries the protection flag at some record.
    pub(super) fn protected(&self) -> impl Iterator<Item = PathId> {
        let flagged = self.protected.iter().filter(|(_, protected)| **protected);
        let paths = flagged.filter_map(|(record, _)| self.path_of.get(record));
        paths.map(|path| self.top(*path))
    }
}

/// Numbers for one release, in the order in which they are asked for.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<PathId, u32>);

impl Numbers {
    pub(super) fn of(&mut self, top: PathId) -> Person {
        let next = u32::try_from(self.0.len()).expect("a network has fewer than 2^32 persons");
        Person(*self.0.entry(top).or_insert(next))
    }

    /// The path behind each number.
    pub(super) fn tops(&self) -> BTreeMap<Person, PathId> {
        let numbers = self.0.iter();
        numbers
            .map(|(top, number)| (Person(*number), *top))
            .collect()
    }

    /// The number, if anything of hers is counted.
    pub(super) fn known(&self, top: PathId) -> Option<Person> {
        self.0.get(&top).copied().map(Person)
    }
}

/// What she agreed to on one path.
#[derive(Default, Clone)]
pub(super) struct Agreed {
    said: Consent,
    /// What she allowed, with its days.
    spans: BTreeMap<Route, Vec<(Date, Date)>>,
}

impl Agreed {
    fn follow(&mut self, event: &ConsentEvent) {
        // That it is over takes nothing from the days before.
        if !matches!(event, ConsentEvent::ConsentExpired { .. }) {
            self.said.evolve(event);
        }
        if let ConsentEvent::ConsentRecorded(asked) = event {
            let yes = |d: &Decision| d.item == Item::Statistics && d.granted;
            if asked.decisions.iter().any(yes) {
                let spans = self.spans.entry(asked.route).or_default();
                spans.push((asked.given_on, asked.expires_on));
            }
        }
        let said = &self.said;
        self.spans.retain(|route, spans| {
            // What she took back, or refused later, covers no day any more.
            let stands =
                |(from, _): &(Date, Date)| !said.was_revoked(*route, Item::Statistics, *from);
            spans.retain(stands);
            !spans.is_empty()
        });
    }

    /// Whether what happened between these two on that day may be counted.
    pub(super) fn covers(&self, route: Route, day: Date) -> bool {
        self.spans.get(&route).is_some_and(|spans| held(spans, day))
    }

    /// Whether what she did at this institution on that day may be counted: it asked her, or she was sent
    /// to it by one that did.
    pub(super) fn covers_at(&self, institution: InstitutionId, day: Date) -> bool {
        let its = self
            .spans
            .iter()
            .filter(|(route, _)| route.sender == institution || route.recipient == institution);
        its.into_iter().any(|(_, spans)| held(spans, day))
    }
}

fn held(spans: &[(Date, Date)], day: Date) -> bool {
    spans.iter().any(|(from, to)| *from <= day && day <= *to)
}
