//! Where a hand-over stands, with what is true only there, and where it goes on when it is reopened.

use serde::{Deserialize, Serialize};

use super::Hold;
use super::table::Stage;
use crate::SlipId;
use crate::vocabulary::{Outcome, RejectionReason};

/// Where a hand-over stands, with what is true only there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The office knows that she may come.
    Announced,
    /// She arrived.
    Acknowledged,
    /// The office takes her on.
    Accepted,
    /// The office waits for something.
    OnHold(Hold),
    /// The office could not take her on.
    Rejected(RejectionReason),
    /// The office sent her on with this slip.
    Forwarded(SlipId),
    /// The work is done.
    Concluded(Outcome),
    /// She ended it.
    EndedByHer,
    /// It should never have been written.
    InError,
}

impl Phase {
    /// The stage of the table.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Announced => Stage::Announced,
            Self::Acknowledged => Stage::Acknowledged,
            Self::Accepted => Stage::Accepted,
            Self::OnHold(_) => Stage::OnHold,
            Self::Rejected(_) => Stage::Rejected,
            Self::Forwarded(_) => Stage::Forwarded,
            Self::Concluded(_) => Stage::Concluded,
            Self::EndedByHer => Stage::EndedByHer,
            Self::InError => Stage::InError,
        }
    }

    /// Where it goes on when it is reopened: after the work, with the work; otherwise where she
    /// stood at the counter, or was about to come.
    #[must_use]
    pub const fn reopened(self, arrived: bool) -> Self {
        match self {
            Self::Concluded(_) | Self::Forwarded(_) => Self::Accepted,
            _ if arrived => Self::Acknowledged,
            _ => Self::Announced,
        }
    }
}
