//! When which release is due, and which is refused.
//!
//! A period's access release is due on the day after its end, its path release on the day after its
//! observation. Periods do not overlap: two releases that differ by a few weeks would say by their
//! difference who came in then. One revision of each at most, and only if ten persons changed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Period;
use crate::Refusal;

/// A revision needs so many persons whose figures changed.
pub const REVISION_FROM: u32 = 10;

crate::vocabulary::words! {
    /// Which of a period's two releases; their cells are disjoint.
    Content, "content" {
        /// Where parents come in; at the period's end.
        Access = "access",
        /// Where they go and get lost; after the observation.
        Paths = "paths",
    }
}

/// Which release of a network, wanted or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edition {
    /// The period that it counts.
    pub period: Period,
    /// Access or paths.
    pub content: Content,
    /// 0, or 1 for the one revision.
    pub revision: u8,
}

impl Edition {
    /// The first edition.
    #[must_use]
    pub const fn first(period: Period, content: Content) -> Self {
        Self {
            period,
            content,
            revision: 0,
        }
    }

    /// The last day of which it counts something.
    #[must_use]
    pub fn observed_until(self) -> Date {
        match self.content {
            Content::Access => self.period.to(),
            Content::Paths => self.period.observed_until(),
        }
    }

    /// The first day on which it may be made.
    #[must_use]
    pub fn due_on(self) -> Date {
        let until = self.observed_until();
        until.tomorrow().unwrap_or(until)
    }
}

/// Whether the release may be made today, beside those that are made. `changed` is in how many
/// persons a revision would differ.
pub fn admit(wanted: Edition, made: &[Edition], today: Date, changed: u32) -> Result<(), Refusal> {
    let Edition {
        period,
        content,
        revision,
    } = wanted;
    let overlapping = |other: &&Edition| other.period != period && other.period.overlaps(period);
    if let Some(other) = made.iter().find(overlapping) {
        let (from, to) = (other.period.from(), other.period.to());
        return Err(Refusal::PeriodsOverlap { from, to });
    }
    if today <= period.to() {
        let ends_on = period.to();
        return Err(Refusal::PeriodStillOpen { ends_on });
    }
    if today <= wanted.observed_until() {
        let until = wanted.observed_until();
        return Err(Refusal::StillObserved { until });
    }
    let is_made = |content, revision| {
        made.contains(&Edition {
            period,
            content,
            revision,
        })
    };
    if content == Content::Paths && !is_made(Content::Access, 0) {
        return Err(Refusal::AccessReleaseMissing);
    }
    match revision {
        0 if is_made(content, 0) => Err(Refusal::ReleaseMadeAlready),
        1 if !is_made(content, 0) => Err(Refusal::NothingToRevise),
        1 if is_made(content, 1) => Err(Refusal::RevisedAlready),
        1 if changed < REVISION_FROM => Err(Refusal::TooFewChanged),
        0 | 1 => Ok(()),
        _ => Err(Refusal::RevisedAlready),
    }
}
