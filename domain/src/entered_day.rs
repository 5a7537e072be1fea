//! Days that somebody enters with a command: each kind has a first and a last day that make sense, so that
//! a mistyped year is refused at its field and is never remembered.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Now, Refusal};

/// A day that somebody enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredDay {
    /// The last day of a slip or of a voucher: it holds at most as long as a consent.
    LastDay,
    /// An appointment: no slip would hold for a later one.
    Appointment,
    /// When she came without a slip. With one, the slip's own day is the first.
    Arrival,
    /// When she agreed to a slip or a voucher.
    Agreement,
    /// When she took something back.
    Withdrawal,
    /// When an office looks again at what it put on hold.
    Resume,
    /// The last day of a legal hold. Nothing has to be kept for longer than the longest limitation
    /// (section 199 BGB).
    LegalHold,
}

impl EnteredDay {
    /// The first and the last day that make sense.
    #[must_use]
    pub fn range(self, today: Date) -> RangeInclusive<Date> {
        let ahead = |span: jiff::Span| today.saturating_add(span);
        match self {
            Self::LastDay | Self::Appointment => today..=ahead(12.months()),
            Self::Arrival | Self::Agreement | Self::Withdrawal => {
                today.saturating_sub(12.months())..=today
            }
            Self::Resume => ahead(1.day())..=ahead(12.months()),
            Self::LegalHold => today..=ahead(30.years()),
        }
    }

    /// Takes a day that makes sense.
    pub fn check(self, day: Date, now: Now) -> Result<(), Refusal> {
        self.check_within(day, self.range(now.today))
    }

    /// Takes a day within narrower limits, such as those that a slip sets to an arrival.
    pub(crate) fn check_within(
        self,
        day: Date,
        range: RangeInclusive<Date>,
    ) -> Result<(), Refusal> {
        if range.contains(&day) {
            return Ok(());
        }
        let (earliest, latest) = range.into_inner();
        Err(Refusal::DayOutOfRange {
            day: self,
            earliest,
            latest,
        })
    }
}

#[cfg(test)]
mod tests;
