//! Broken hand-overs (Brüche): she was sent and it came to nothing.

use domain::vocabulary::Side;
use serde::{Deserialize, Serialize};

use crate::journeys::StationNumber;

/// A hand-over that came to nothing and was not mended while it was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Who sent her.
    pub from: StationNumber,
    /// To whom.
    pub to: StationNumber,
    /// Why it came to nothing.
    pub cause: Cause,
}

/// Why a hand-over came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The slip's validity ended before she arrived.
    Expired,
    /// The sender took the slip back before she arrived.
    Withdrawn,
    /// The addressee did not take it on, for a reason of the office.
    RejectedByOffice,
    /// Rejected for a reason on her side.
    RejectedOnHerSide,
    /// Rejected by rules: not eligible, documents missing, limits.
    RejectedByRules,
    /// Rejected because of the slip: wrong office, unclear, twice.
    RejectedForSlip,
    /// Rejected for another reason.
    RejectedOtherwise,
    /// She ended it.
    EndedByHer,
}

impl Cause {
    /// Every cause, in the order of release bodies.
    pub const ALL: [Self; 8] = [
        Self::Expired,
        Self::Withdrawn,
        Self::RejectedByOffice,
        Self::RejectedOnHerSide,
        Self::RejectedByRules,
        Self::RejectedForSlip,
        Self::RejectedOtherwise,
        Self::EndedByHer,
    ];
}

impl From<Side> for Cause {
    fn from(side: Side) -> Self {
        match side {
            Side::Office => Self::RejectedByOffice,
            Side::Hers => Self::RejectedOnHerSide,
            Side::Rules => Self::RejectedByRules,
            Side::Slip => Self::RejectedForSlip,
            Side::Other => Self::RejectedOtherwise,
        }
    }
}
