//! The fixed cube: the cells that a person feeds, at most eight.
//!
//! | release | cells of a person |
//! | --- | --- |
//! | access | where she came in |
//! | paths | her first three transitions; the edge of her first broken hand-over; one class of quality; one bin of waiting; one class of outcome |

use serde::{Deserialize, Serialize};

use super::place::{Detail, Place};
use crate::episodes::{Episode, OutcomeClass, Quality, WaitingBin};
use crate::journeys::{Journeys, StationNumber};

/// So many transitions of a person are counted.
const TRANSITIONS: usize = 3;

/// Which of a period's two releases; their cells are disjoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Where parents come in; at the period's end.
    Access,
    /// Where they go and get lost; after the observation.
    Paths,
}

/// One figure of a release: how many persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum Cell {
    /// Came in here.
    Access {
        /// Where.
        at: Place,
    },
    /// Went from one place to another, as her first, second or third transition.
    Transition {
        /// The how-manieth, from 1; absent where steps are counted together.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        step: Option<u8>,
        /// Who sent her.
        from: Place,
        /// Where she arrived.
        to: Place,
    },
    /// Her first broken hand-over was between these.
    Broken {
        /// Who sent her.
        from: Place,
        /// Where she did not get help.
        to: Place,
    },
    /// Her way's class of quality.
    Quality {
        /// Which.
        class: Quality,
    },
    /// Her first wait.
    Waiting {
        /// Where she arrived; absent in releases of groups.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        to: Option<Place>,
        /// How long it took.
        bin: WaitingBin,
    },
    /// How her way ended.
    Outcome {
        /// Which class.
        class: OutcomeClass,
    },
}

/// What a release can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cube {
    /// Access or paths.
    pub content: Content,
    /// How finely places are told apart.
    pub detail: Detail,
    /// Whether the first, second and third transition are counted apart.
    pub by_step: bool,
}

impl Cube {
    /// Whether the cell is one of the cube's.
    #[must_use]
    pub fn holds(self, cell: &Cell) -> bool {
        let fits = |place: &Place| place.fits(self.detail);
        let of_paths = self.content == Content::Paths;
        match cell {
            Cell::Access { at } => !of_paths && fits(at),
            Cell::Transition { step, from, to } => {
                let counted = step.map(|step| (1..=TRANSITIONS).contains(&usize::from(step)));
                of_paths && counted == self.by_step.then_some(true) && fits(from) && fits(to)
            }
            Cell::Broken { from, to } => of_paths && fits(from) && fits(to),
            Cell::Waiting { to, .. } => {
                of_paths && to.is_some() == self.waits_by_place() && to.iter().all(fits)
            }
            Cell::Quality { .. } | Cell::Outcome { .. } => of_paths,
        }
    }

    /// In small networks waits are counted of all together: five bins of seven groups show nothing.
    fn waits_by_place(self) -> bool {
        self.detail != Detail::Groups
    }

    /// The cells that an episode feeds; each once, in the cube's order.
    #[must_use]
    pub fn cells(self, episode: &Episode, journeys: &Journeys) -> Vec<Cell> {
        let place =
            |at: StationNumber| Place::of(journeys.station(at), episode.protected, self.detail);
        if self.content == Content::Access {
            let at = place(episode.access);
            return vec![Cell::Access { at }];
        }
        let counted = episode.transitions.iter().take(TRANSITIONS);
        let mut cells: Vec<Cell> = (1..)
            .zip(counted)
            .map(|(step, transition)| Cell::Transition {
                step: self.by_step.then_some(step),
                from: place(transition.from),
                to: place(transition.to),
            })
            .collect();
        cells.extend(episode.breaks.first().map(|broken| Cell::Broken {
            from: place(broken.from),
            to: place(broken.to),
        }));
        cells.push(Cell::Quality {
            class: episode.quality,
        });
        cells.extend(episode.waiting.map(|waiting| Cell::Waiting {
            to: self.waits_by_place().then(|| place(waiting.to)),
            bin: waiting.bin,
        }));
        cells.push(Cell::Outcome {
            class: episode.outcome,
        });
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}
