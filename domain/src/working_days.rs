//! Working days (Arbeitstage): Monday to Friday without the holidays of all Germany. Werktage include Saturday in
//! law, and are another thing. Holidays of the federal states are not counted yet.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// Nationwide holidays that move with Easter, in days from Easter Sunday.
const AROUND_EASTER: [i64; 4] = [-2, 1, 39, 50];
/// Nationwide holidays with a fixed day. Those of a federal state come with its choice.
const FIXED: [(i8, i8); 5] = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)];

/// Whether offices are open.
#[must_use]
pub fn is_one(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// How many working days have passed on a day since another. The day of the event itself is not counted
/// (section 187 BGB), so what is sent on a Saturday and arrives on Monday took one.
#[must_use]
pub fn after(event: Date, day: Date) -> u32 {
    let mut passed = 0;
    let mut counted = event;
    while counted < day {
        counted = counted.saturating_add(1.day());
        passed += u32::from(is_one(counted));
    }
    passed
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
    fn the_day_of_the_event_is_not_counted_and_easter_is() {
        for (event, day, passed) in [
            // Thursday to Friday a week later, with Good Friday and Easter Monday between.
            (date(2026, 4, 2), date(2026, 4, 10), 4),
            (date(2026, 4, 2), date(2026, 4, 2), 0),
            (date(2026, 4, 2), date(2026, 4, 6), 0),
            (date(2026, 4, 2), date(2026, 4, 7), 1),
            // Five days after Saturday 5 December end on Friday 11 December.
            (date(2026, 12, 5), date(2026, 12, 11), 5),
            (date(2026, 12, 5), date(2026, 12, 7), 1),
            (date(2026, 12, 6), date(2026, 12, 11), 5),
            (date(2026, 12, 4), date(2026, 12, 11), 5),
            // Christmas on Friday and Saturday, New Year on a Friday.
            (date(2026, 12, 23), date(2027, 1, 4), 6),
            // Ascension and Whit Monday.
            (date(2026, 5, 13), date(2026, 5, 26), 7),
        ] {
            assert_eq!(after(event, day), passed, "{event} {day}");
        }
    }
}
