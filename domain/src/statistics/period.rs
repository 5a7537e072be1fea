//! Periods of counting: closed, and disjoint where their rhythms are the same.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// An episode is observed until so many days after the end of its period.
pub const OBSERVATION_DAYS: i32 = 90;

crate::vocabulary::words! {
    /// How long a period is: a network rule.
    Rhythm, "rhythm" {
        /// Three months.
        Quarter = "quarter",
        /// Six months.
        HalfYear = "half_year",
        /// Twelve months.
        Year = "year",
    }
}

/// A quarter, a half-year or a year of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Period {
    from: Date,
    rhythm: Rhythm,
}

/// Days that are no period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a period begins and ends with a quarter, half-year or year of the calendar")]
pub struct NoPeriod;

impl Default for Rhythm {
    /// Half-years show more of a small network than quarters, and sooner than years.
    fn default() -> Self {
        Self::HalfYear
    }
}

impl Rhythm {
    const fn months(self) -> i8 {
        match self {
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

impl Period {
    /// The period of this rhythm that holds the day.
    #[must_use]
    pub fn holding(day: Date, rhythm: Rhythm) -> Self {
        let month = (day.month() - 1) / rhythm.months() * rhythm.months() + 1;
        Self {
            from: date(day.year(), month, 1),
            rhythm,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn from(self) -> Date {
        self.from
    }

    /// Its last day.
    #[must_use]
    pub fn to(self) -> Date {
        let months = i32::from(self.rhythm.months());
        self.from
            .saturating_add(months.months())
            .saturating_sub(1.day())
    }

    /// How long it is.
    #[must_use]
    pub fn rhythm(self) -> Rhythm {
        self.rhythm
    }

    /// The last day on which its episodes are observed.
    #[must_use]
    pub fn observed_until(self) -> Date {
        self.to().saturating_add(OBSERVATION_DAYS.days())
    }

    /// The period of the same length after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::holding(self.to().saturating_add(1.day()), self.rhythm)
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to()
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to() && other.from <= self.to()
    }
}

/// As a release writes it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    from: Date,
    to: Date,
}

impl From<Period> for Written {
    fn from(period: Period) -> Self {
        Self {
            from: period.from,
            to: period.to(),
        }
    }
}

impl TryFrom<Written> for Period {
    type Error = NoPeriod;

    fn try_from(written: Written) -> Result<Self, NoPeriod> {
        Rhythm::ALL
            .iter()
            .map(|rhythm| Self::holding(written.from, *rhythm))
            .find(|period| period.from == written.from && period.to() == written.to)
            .ok_or(NoPeriod)
    }
}
