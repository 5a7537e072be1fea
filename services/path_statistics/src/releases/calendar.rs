//! When which release is due, and which is refused.
//!
//! A period's access release is due on the day after its end, its path release on the day after its
//! observation. Periods do not overlap: two releases that differ by a few weeks would say by their
//! difference who came in then. One revision of each at most, and only if ten persons changed.

use jiff::civil::Date;

use super::cell::Content;
use crate::episodes::Period;

/// A revision needs so many persons whose facts changed.
pub const REVISION_FROM: u32 = 10;

/// A release of this network, wanted or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Frozen {
    /// The period that it counts.
    pub period: Period,
    /// Access or paths.
    pub content: Content,
    /// 0, or 1 for the one revision.
    pub revision: u8,
}

/// Why a release is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefused {
    /// Its period has not ended.
    #[error("the period ends on {ends_on}")]
    PeriodStillOpen {
        /// The last day of the period.
        ends_on: Date,
    },
    /// Its episodes are still observed.
    #[error("its episodes are observed until {until}")]
    StillObserved {
        /// The last day of observation.
        until: Date,
    },
    /// A release of another period counts some of its days.
    #[error("a release from {from} to {to} counts some of its days")]
    Overlapping {
        /// The other's first day.
        from: Date,
        /// The other's last day.
        to: Date,
    },
    /// There are no paths without the access release, which fixes the detail.
    #[error("the period has no access release")]
    AccessMissing,
    /// It was made, and is served as it is.
    #[error("it was made already")]
    AlreadyMade,
    /// There is nothing to revise.
    #[error("there is no release to revise")]
    NothingToRevise,
    /// One revision is all.
    #[error("it was revised already")]
    SecondRevision,
    /// Too few changes: the difference would say whose.
    #[error("fewer than ten persons changed")]
    TooFewChanged,
    /// A quarter needs 300 persons, otherwise the network counts half-years or years.
    #[error("the quarter has fewer than 300 persons")]
    TooFewPersons,
}

/// Whether the release may be made today, beside those that are frozen. `changed` is in how many
/// persons a revision would differ.
pub fn admit(
    wanted: Frozen,
    frozen: &[Frozen],
    today: Date,
    changed: u32,
) -> Result<(), ReleaseRefused> {
    let Frozen {
        period,
        content,
        revision,
    } = wanted;
    if today <= period.to() {
        let ends_on = period.to();
        return Err(ReleaseRefused::PeriodStillOpen { ends_on });
    }
    if content == Content::Paths && today <= period.observed_until() {
        let until = period.observed_until();
        return Err(ReleaseRefused::StillObserved { until });
    }
    let overlapping = |other: &&Frozen| other.period != period && other.period.overlaps(period);
    if let Some(other) = frozen.iter().find(overlapping) {
        let (from, to) = (other.period.from(), other.period.to());
        return Err(ReleaseRefused::Overlapping { from, to });
    }
    let made = |content, revision| {
        frozen.contains(&Frozen {
            period,
            content,
            revision,
        })
    };
    if content == Content::Paths && !made(Content::Access, 0) {
        return Err(ReleaseRefused::AccessMissing);
    }
    match revision {
        0 if made(content, 0) => Err(ReleaseRefused::AlreadyMade),
        1 if !made(content, 0) => Err(ReleaseRefused::NothingToRevise),
        1 if made(content, 1) => Err(ReleaseRefused::SecondRevision),
        1 if changed < REVISION_FROM => Err(ReleaseRefused::TooFewChanged),
        0 | 1 => Ok(()),
        _ => Err(ReleaseRefused::SecondRevision),
    }
}

/// The first releases that are due today and not made, from `first` on, in the order of days; paths
/// are due once their access release is made.
#[must_use]
pub fn due(first: Period, frozen: &[Frozen], today: Date) -> Vec<Frozen> {
    std::iter::successors(Some(first), |period| Some(period.next()))
        .take_while(|period| period.to() < today)
        .flat_map(|period| {
            [Content::Access, Content::Paths].map(|content| Frozen {
                period,
                content,
                revision: 0,
            })
        })
        .filter(|wanted| admit(*wanted, frozen, today, 0).is_ok())
        .collect()
}
