//! A month of the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

/// A month of the calendar, as text `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A text that is no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no month")]
pub struct NoMonth;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The month before.
    #[must_use]
    pub const fn before(self) -> Self {
        match self.month {
            1 => Self {
                year: self.year - 1,
                month: 12,
            },
            month => Self {
                month: month - 1,
                year: self.year,
            },
        }
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NoMonth;

    fn from_str(text: &str) -> Result<Self, NoMonth> {
        let (year, month) = text.split_once('-').ok_or(NoMonth)?;
        let number = |text: &str, digits| {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten().ok_or(NoMonth)
        };
        let (year, month): (i16, i16) = (number(year, 4)?, number(month, 2)?);
        let month = i8::try_from(month).map_err(|_| NoMonth)?;
        let first = Date::new(year, month, 1).map_err(|_| NoMonth)?;
        // There is always one before it.
        (year > 0).then(|| Self::of(first)).ok_or(NoMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written_and_has_one_before_it() {
        for (text, before) in [("2026-11", "2026-10"), ("2026-01", "2025-12")] {
            let month: Month = text.parse().unwrap();
            assert_eq!(month.to_string(), text);
            assert_eq!(month.before().to_string(), before);
            assert_eq!(Month::of(month.first_day()), month);
        }
        for wrong in [
            "", "2026", "2026-13", "2026-00", "2026-1", "26-01", "0000-01", "+026-01",
        ] {
            assert_eq!(wrong.parse::<Month>(), Err(NoMonth), "{wrong}");
        }
    }
}
