//! The days of the timelines: two closed quarters before today, and business days in them.

use domain::working_days;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The first day of the second closed quarter before today.
pub(crate) fn first_day(today: Date) -> Date {
    let quarter_starts_in = (today.month() - 1) / 3 * 3 + 1;
    date(today.year(), quarter_starts_in, 1).saturating_sub(6.months())
}

/// The business day that a step names: from the start of the two quarters, or back from today.
pub(crate) fn day_of_step(step: i16, today: Date) -> Date {
    if step >= 0 {
        walk(first_day(today), 1, step.unsigned_abs() + 1)
    } else {
        walk(today.saturating_sub(1.day()), -1, step.unsigned_abs())
    }
}

/// The `nth` business day, `from` included, walking by `direction` days.
fn walk(from: Date, direction: i64, nth: u16) -> Date {
    let mut day = from;
    let mut seen = u16::from(working_days::is_one(day));
    while seen < nth {
        day = day.saturating_add(direction.days());
        seen += u16::from(working_days::is_one(day));
    }
    day
}

/// The day, or the next one on which offices are open.
pub(crate) fn open_on(day: Date) -> Date {
    walk(day, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_two_closed_quarters() {
        assert_eq!(first_day(date(2026, 11, 22)), date(2026, 4, 1));
        assert_eq!(first_day(date(2026, 3, 31)), date(2025, 7, 1));
        assert_eq!(first_day(date(2026, 4, 1)), date(2025, 10, 1));
    }

    #[test]
    fn nobody_works_on_weekends_and_holidays() {
        // Good Friday, Easter Monday, Labour Day, Ascension, Whit Monday of 2026.
        let free = [(4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (4, 4), (4, 5)];
        assert!(
            free.iter()
                .all(|&(m, d)| !working_days::is_one(date(2026, m, d)))
        );
        assert!(working_days::is_one(date(2026, 4, 2)));
    }

    #[test]
    fn steps_count_from_the_window_and_back_from_today() {
        let sunday = date(2026, 11, 22);
        assert_eq!(day_of_step(0, sunday), date(2026, 4, 1));
        assert_eq!(day_of_step(2, sunday), date(2026, 4, 7));
        assert_eq!(day_of_step(-1, sunday), date(2026, 11, 20));
        assert_eq!(day_of_step(-2, sunday), date(2026, 11, 19));
    }
}
