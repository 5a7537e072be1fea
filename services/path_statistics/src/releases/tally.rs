//! Counting persons into cells, with the sums of their keys.

use std::collections::BTreeMap;

use super::cell::{Cell, Cube};
use super::noise::noise;
use crate::episodes::Episode;
use crate::journeys::{Journeys, Person};

/// How many persons a cell has, and the sum of their record keys modulo 2^64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// The true count: never leaves.
    pub persons: u32,
    /// The cell key.
    pub key: u64,
}

/// Every cell that somebody feeds.
pub type Tally = BTreeMap<Cell, Count>;

impl Count {
    /// One more person.
    pub fn add(&mut self, record_key: u64) {
        self.persons += 1;
        self.key = self.key.wrapping_add(record_key);
    }

    /// The count with its noise.
    #[must_use]
    pub fn noisy(self) -> u32 {
        noise(self.persons, self.key)
    }
}

/// Counts the episodes into the cube's cells.
pub fn tally(
    cube: Cube,
    episodes: &[Episode],
    journeys: &Journeys,
    record_key: impl Fn(Person) -> u64,
) -> Tally {
    let mut tally = Tally::new();
    for episode in episodes {
        let key = record_key(episode.person);
        for cell in cube.cells(episode, journeys) {
            tally.entry(cell).or_default().add(key);
        }
    }
    tally
}
