//! The fixed cube: the cells that a person feeds, at most eight.
//!
//! | release | cells of a person |
//! | --- | --- |
//! | access | where she came in |
//! | paths | her first three transitions; the edge of her first broken hand-over; one class of quality; one bin of waiting; one class of outcome |
//!
//! **Steps are counted together.** Counted apart (first, second, third transition) the same way is spread
//! over three cells, of which fewer reach the threshold. Measured when this was chosen, on planned towns
//! of the simulation (five seeds each; the share of all transitions that lies in shown cells; 86 of 100
//! persons are counted, the rest refuse or are erased):
//!
//! | persons | counted | together | by step |
//! | --- | --- | --- | --- |
//! | 50, groups | 44 | .15 | .05 |
//! | 150, groups | 129 | .63 | .34 |
//! | 200, groups | 172 | .70 | .44 |
//! | 300, groups | 258 | .77 | .54 |
//! | 500, groups | 430 | .89 | .68 |
//! | 2,000, kinds | 1,719 | .80 | .68 |
//! | 2,000, groups | 1,719 | .98 | .93 |
//!
//! Together is also the safer one. By step nobody leaves a place for the first time who did not come in
//! there, so that a shown access and shown first steps bound a hidden first step between them (attack 4),
//! and more cells would have to be hidden for it; together, arrivals loosen that bound.
//!
//! **Waits are told apart as the size allows** ([`Waits`]). Where groups are told apart, waits by the place
//! of arrival show nothing. By the place where she came in they show enough from 200 persons on, and say
//! what a coordinator asks: of a hundred who come in here, how many reach a next place within a week.
//! Measured on planned towns, five seeds each, persons in shown cells of waiting:
//!
//! | persons | together | by access |
//! | --- | --- | --- |
//! | 100 | 71 | 18 |
//! | 150 | 106 | 61 |
//! | 200 | 141 | 100 |
//! | 300 | 210 | 164 |
//! | 500 | 354 | 301 |

use domain::statistics::Content;
use serde::{Deserialize, Serialize};

use super::place::{Detail, Place};
use crate::episodes::{Episode, OutcomeClass, Quality, WaitingBin};
use crate::journeys::{Journeys, StationNumber};

/// So many transitions of a person are counted.
const TRANSITIONS: usize = 3;

/// One figure of a release: how many persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum Cell {
    /// Came in here.
    Access {
        /// Where.
        at: Place,
    },
    /// Went from one place to another, among her first three transitions; once, however often.
    Transition {
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
        /// Where she came in, where waits are told apart by that.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Place>,
        /// Where she arrived, where waits are told apart by that.
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

/// By what waits are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// By nothing: small networks.
    Together,
    /// By where she came in: networks of groups that are not small.
    ByAccess,
    /// By where she arrived: networks of kinds or institutions.
    ByArrival,
}

/// What a release can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cube {
    /// Access or paths.
    pub content: Content,
    /// How finely places are told apart.
    pub detail: Detail,
    /// By what waits are told apart.
    pub waits: Waits,
}

impl Cube {
    /// Whether the cell is one of the cube's.
    #[must_use]
    pub fn holds(self, cell: &Cell) -> bool {
        let fits = |place: &Place| place.fits(self.detail);
        let of_paths = self.content == Content::Paths;
        match cell {
            Cell::Access { at } => !of_paths && fits(at),
            Cell::Transition { from, to } | Cell::Broken { from, to } => {
                of_paths && fits(from) && fits(to)
            }
            Cell::Waiting { from, to, .. } => {
                let by = match (from, to) {
                    (None, None) => Some(Waits::Together),
                    (Some(_), None) => Some(Waits::ByAccess),
                    (None, Some(_)) => Some(Waits::ByArrival),
                    (Some(_), Some(_)) => None,
                };
                of_paths && by == Some(self.waits) && from.iter().chain(to).all(fits)
            }
            Cell::Quality { .. } | Cell::Outcome { .. } => of_paths,
        }
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
        let mut cells: Vec<Cell> = counted
            .map(|transition| Cell::Transition {
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
            from: (self.waits == Waits::ByAccess).then(|| place(episode.access)),
            to: (self.waits == Waits::ByArrival).then(|| place(waiting.to)),
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
