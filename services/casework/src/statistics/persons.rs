//! A person is the linked component of her paths: those that were linked by a code, and those of records
//! that turned out to be the same person's. Records that no code ever linked count apart.

use std::collections::BTreeMap;

use domain::clients::ClientEvent;
use domain::{PathId, RecordId};
use path_statistics::journeys::Person;

/// Which paths are one person's.
#[derive(Default, Clone)]
pub(super) struct Persons {
    /// Towards the path that stands for all of its component.
    above: BTreeMap<PathId, PathId>,
    path_of: BTreeMap<RecordId, PathId>,
    protected: BTreeMap<RecordId, bool>,
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
