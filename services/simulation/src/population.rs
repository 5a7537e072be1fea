//! A town's plan: who comes in where, is sent on, gets lost, over closed and fully observed quarters.
//!
//! Drawn from a seed and a today, in whole numbers only, so that every machine draws the same town. The
//! plan is in the words of the domain: it can be played by commands, or counted directly
//! ([`TownPlan::facts`]). What offices and parents do is invented after the handbook's cases: a few main
//! entries, strong main chains, a long tail. It is no statistic of any real town.

mod facts;
mod habits;
mod offices;
mod play;
mod truth;
mod way;

pub(crate) use offices::open_to_parents;
pub use play::play_plan;
pub(crate) use play::{OfficeHours, Parents};

use domain::consents::{Item, Preset};
use domain::vocabulary::{Experience, HoldReason, InstitutionKind, Need, Outcome, RejectionReason};
use domain::working_days;
use domain::{InstitutionId, Line};
use jiff::ToSpan;
use jiff::civil::Date;
use path_statistics::episodes::{Period, Rhythm};
use serde::{Deserialize, Serialize};

use crate::chance::Chance;

pub use truth::NoTruth;

/// How many persons come in, over how many quarters.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Persons who come in.
    pub persons: u32,
    /// Over the last so many quarters that are closed and fully observed.
    pub quarters: u8,
    /// The same seed and the same today give the same town.
    pub seed: u64,
    /// The plan's today: everything in it lies before.
    pub today: Date,
}

/// A town that could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownPlan {
    /// Its institutions, in the order of kinds.
    pub institutions: Vec<PlannedInstitution>,
    /// Its parents, by number from 1.
    pub persons: Vec<PlannedPerson>,
}

/// A member of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedInstitution {
    /// Its id, the same in each plan of its size.
    pub id: InstitutionId,
    /// What it is.
    pub kind: InstitutionKind,
    /// The how-manieth of its kind, from 1.
    pub nth: u8,
    /// An ordinary office that sends neutrally.
    pub neutral_sender: bool,
}

/// An institution's place in [`TownPlan::institutions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At(pub u16);

/// A slip's number, of all slips of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slip(pub u32);

/// A parent and what happens with her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPerson {
    /// Her number.
    pub number: u32,
    /// Her records carry the protection flag.
    pub protected: bool,
    /// She agrees to statistics.
    pub statistics: bool,
    /// On this day all her records are erased.
    pub erased_on: Option<Date>,
    /// What happens, in the order of days.
    pub acts: Vec<PlannedAct>,
}

/// Something done at an institution on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedAct {
    /// When: a business day, but for the clock's acts.
    pub on: Date,
    /// Where, or by whom.
    pub at: At,
    /// What.
    #[serde(flatten)]
    pub act: Act,
}

/// What travels with a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discloses {
    /// Her need only: a pseudonymous slip.
    NeedOnly,
    /// Who she is, how to reach her, what she needs.
    Usual,
    /// And why, and her children.
    Everything,
}

impl Discloses {
    /// The items.
    #[must_use]
    pub fn items(self) -> &'static [Item] {
        use Item::{Child, Contact, Identity, Need, Reason};
        match self {
            Self::NeedOnly => &[Need],
            Self::Usual => &[Identity, Contact, Need],
            Self::Everything => &[Identity, Contact, Need, Reason, Child],
        }
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// She comes in by herself.
    ComeIn {
        /// What she comes for.
        need: Need,
    },
    /// A slip is issued.
    Issue {
        /// The new slip.
        slip: Slip,
        /// To whom.
        to: At,
        /// What for.
        need: Need,
        /// What travels with it.
        discloses: Discloses,
        /// What she lets come back; nothing to offices that may reduce benefits.
        comes_back: Preset,
        /// The hand-over that is sent on with it.
        forwards: Option<Slip>,
        /// The addressee is told before.
        announced: bool,
    },
    /// She arrives with the slip.
    Arrive {
        /// Which.
        slip: Slip,
    },
    /// Her hand-over is accepted.
    Accept {
        /// Which.
        slip: Slip,
    },
    /// Her hand-over is rejected.
    Reject {
        /// Which.
        slip: Slip,
        /// Why.
        reason: RejectionReason,
    },
    /// The hand-over waits.
    Hold {
        /// Which.
        slip: Slip,
        /// For what.
        reason: HoldReason,
    },
    /// The hand-over goes on.
    Resume {
        /// Which.
        slip: Slip,
    },
    /// The hand-over is done.
    Conclude {
        /// Which.
        slip: Slip,
        /// With what.
        outcome: Outcome,
    },
    /// She ends it.
    EndOnHerWord {
        /// Which.
        slip: Slip,
    },
    /// Her word about it.
    HerWord {
        /// About which.
        slip: Slip,
        /// Her word.
        experience: Experience,
    },
    /// The sender takes the slip back.
    WithdrawSlip {
        /// Which.
        slip: Slip,
    },
    /// The slip's last day has passed; the clock's act.
    EndOfValidity {
        /// Which.
        slip: Slip,
    },
}

impl Act {
    /// The slip that it is about.
    const fn slip(self) -> Option<Slip> {
        match self {
            Self::ComeIn { .. } => None,
            Self::Issue { slip, .. }
            | Self::Arrive { slip }
            | Self::Accept { slip }
            | Self::Reject { slip, .. }
            | Self::Hold { slip, .. }
            | Self::Resume { slip }
            | Self::Conclude { slip, .. }
            | Self::EndOnHerWord { slip }
            | Self::HerWord { slip, .. }
            | Self::WithdrawSlip { slip }
            | Self::EndOfValidity { slip } => Some(slip),
        }
    }
}

impl Scope {
    /// The quarters, from the first; the last one's observation ended before today.
    #[must_use]
    pub fn quarters(&self) -> Vec<Period> {
        let mut quarters = Vec::new();
        let mut quarter = Period::holding(self.today, Rhythm::Quarter);
        while quarters.len() < usize::from(self.quarters) {
            let before = quarter.from().saturating_sub(1.day());
            quarter = Period::holding(before, Rhythm::Quarter);
            if quarter.observed_until() < self.today {
                quarters.push(quarter);
            }
        }
        quarters.reverse();
        quarters
    }

    fn open_days(&self) -> Vec<Date> {
        let quarters = self.quarters();
        let all = quarters.iter().flat_map(|quarter| {
            let days = quarter.from().series(1.day());
            days.take_while(|day| quarter.holds(*day))
        });
        all.filter(|day| working_days::is_one(*day)).collect()
    }
}

impl TownPlan {
    /// Draws a town.
    #[must_use]
    pub fn draw(scope: Scope) -> Self {
        let institutions = offices::of_town(scope.persons, scope.seed);
        Self::draw_among(scope, institutions)
    }

    /// Draws parents who go to these institutions; there is one of each kind that parents go to.
    #[must_use]
    pub fn draw_among(scope: Scope, institutions: Vec<PlannedInstitution>) -> Self {
        let days = scope.open_days();
        let mut slips = 0;
        let persons = (1..=scope.persons)
            .map(|number| {
                let chance = Chance::new(scope.seed, &format!("population/{number}"));
                way::person(
                    number,
                    chance,
                    &institutions,
                    &days,
                    scope.today,
                    &mut slips,
                )
            })
            .collect();
        Self {
            institutions,
            persons,
        }
    }

    /// The institution at this place.
    #[must_use]
    pub fn institution(&self, at: At) -> &PlannedInstitution {
        &self.institutions[usize::from(at.0)]
    }
}

/// A plan's own words.
fn line(text: &str) -> Line {
    Line::parse(text).expect("the plan's own words are lines")
}

#[cfg(test)]
mod tests;
