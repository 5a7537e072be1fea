//! The days of the timelines: two closed quarters before today, and business days in them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Nationwide holidays that move with Easter, in days from Easter Sunday.
const AROUND_EASTER: [i64; 4] = [-2, 1, 39, 50];
/// Nationwide holidays with a fixed day. The town belongs to no federal state, so it has no others.
const FIXED: [(i8, i8); 5] = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)];

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
    let mut seen = u16::from(is_business_day(day));
    while seen < nth {
        day = day.saturating_add(direction.days());
        seen += u16::from(is_business_day(day));
    }
    day
}

/// The day, or the next one on which offices are open.
pub(crate) fn open_on(day: Date) -> Date {
    walk(day, 1, 1)
}

pub(crate) fn is_business_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

fn is_holiday(day: Date) -> bool {
    let easter = easter_sunday(day.year());
    FIXED.contains(&(day.month(), day.day()))
        || AROUND_EASTER
            .iter()
            .any(|&offset| easter.saturating_add(offset.days()) == day)
}

/// Gauss's rule with both of its exceptions, in the form of Butcher.
fn easter_sunday(year: i16) -> Date {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let moon_shift = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let correction = (golden + 11 * moon + 22 * weekday) / 451;
    let after_march_22 = moon + weekday - 7 * correction;
    date(year, 3, 22).saturating_add(after_march_22.days())
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
    fn easter_falls_where_the_calendar_says() {
        for known in [
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2026, 4, 5),
            date(2027, 3, 28),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(known.year()), known);
        }
    }

    #[test]
    fn nobody_works_on_weekends_and_holidays() {
        // Good Friday, Easter Monday, Labour Day, Ascension, Whit Monday of 2026.
        let free = [(4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (4, 4), (4, 5)];
        assert!(
            free.iter()
                .all(|&(m, d)| !is_business_day(date(2026, m, d)))
        );
        assert!(is_business_day(date(2026, 4, 2)));
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
