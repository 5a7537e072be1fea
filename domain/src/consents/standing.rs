//! Where one item stands.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Heard, Item, MessageReleased, Route};
use crate::InstitutionId;

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Granted from a day to a day, both included.
    Granted {
        /// The day of her word.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// Put to her and refused.
    Refused,
    /// Granted once and taken back.
    Withdrawn,
    /// Granted once, and the last day passed.
    Expired,
}

impl Standing {
    pub(super) fn lives_on(self, day: Date) -> bool {
        matches!(self, Self::Granted { from, until } if from <= day && day <= until)
    }
}

/// One item on one route, and what she said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) route: Route,
    pub(super) item: Item,
    pub(super) heard: Heard,
}

/// One message that she let cross, and where she took it back. She says it at the moment; what she takes back
/// in a letter of before that is not this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Released {
    pub(super) said: MessageReleased,
    pub(super) taken_back_at: BTreeSet<InstitutionId>,
}
