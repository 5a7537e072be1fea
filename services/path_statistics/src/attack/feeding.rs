//! Who feeds which cells, by number: many releases of the same persons are then quickly made.

use std::collections::BTreeMap;

use crate::episodes::Episode;
use crate::journeys::{Journeys, Person};
use crate::releases::{Cell, Count, Cube, ReleaseKey, THRESHOLD};

pub(super) struct Feeding {
    pub(super) persons: Vec<(Person, Vec<usize>)>,
    pub(super) cells: Vec<Cell>,
}

impl Feeding {
    pub(super) fn of(cube: Cube, episodes: &[Episode], journeys: &Journeys) -> Self {
        let mut numbers: BTreeMap<Cell, usize> = BTreeMap::new();
        let mut cells = Vec::new();
        let persons = episodes.iter().map(|episode| {
            let fed = cube.cells(episode, journeys).into_iter().map(|cell| {
                *numbers.entry(cell).or_insert_with(|| {
                    cells.push(cell);
                    cells.len() - 1
                })
            });
            (episode.person, fed.collect())
        });
        let persons = persons.collect();
        Self { persons, cells }
    }

    /// Noisy counts, none where they are under the threshold; without one person.
    pub(super) fn noisy(&self, key: ReleaseKey, without: Option<usize>) -> Vec<Option<u32>> {
        let record_key = key.record_keys();
        let counts = self.counts(without, record_key);
        let noisy = counts.into_iter().map(Count::noisy);
        noisy.map(|n| (n >= THRESHOLD).then_some(n)).collect()
    }

    /// Exact counts, none under ten; without one person.
    pub(super) fn exact(&self, without: Option<usize>) -> Vec<Option<u32>> {
        let counts = self.counts(without, |_| 0).into_iter();
        counts
            .map(|count| Some(count.persons).filter(|n| *n >= THRESHOLD))
            .collect()
    }

    fn counts(&self, without: Option<usize>, record_key: impl Fn(Person) -> u64) -> Vec<Count> {
        let mut counts = vec![Count::default(); self.cells.len()];
        for (place, (person, cells)) in self.persons.iter().enumerate() {
            if Some(place) == without {
                continue;
            }
            let key = record_key(*person);
            for &cell in cells {
                counts[cell].add(key);
            }
        }
        counts
    }
}
