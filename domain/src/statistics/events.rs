//! The stored facts of statistics.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Made, Period};
use crate::ReleaseId;

crate::vocabulary::words! {
    /// Why a release is never made.
    NotMade, "reason" {
        /// A quarter needs 300 persons; otherwise the network counts half-years or years.
        TooFewPersons = "too_few_persons",
    }
}

/// An event of the calendar's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum CalendarEvent {
    /// A release was made; it is served as it is.
    ReleaseMade(Made),
    /// A period's releases are never made, neither access nor paths.
    ReleaseNotMade {
        /// The period.
        period: Period,
        /// Why.
        reason: NotMade,
        /// The day.
        on: Date,
    },
}

/// The one event of a release's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ReleaseEvent {
    /// The figures, once and for all.
    ReleasePublished {
        /// The release.
        release: ReleaseId,
        /// The frozen bytes, a JSON text: what is served is this, not what it means.
        body: String,
    },
}

crate::aggregate::stored!(
    ReleaseEvent,
    ReleaseId,
    ReleaseId::bytes,
    [ReleasePublished = "ReleasePublished",]
);
