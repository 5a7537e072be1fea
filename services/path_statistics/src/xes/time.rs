//! The times of a log: `xs:dateTime` of XML Schema 1.1.
//!
//! Read by hand, since it is wider than a calendar's clock: a day may end at 24:00:00, a second may have any
//! number of digits, a year more than four or a minus. What it is not is refused: a date alone, a named
//! zone, an offset beyond 14 hours, a minute of 61 seconds.

#[cfg(test)]
mod tests;

/// White space that XML puts around a value.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];
/// So that the time between two moments, and the sum of two such times, can still be said.
const FURTHEST: i64 = i64::MAX / 4;

const MINUTES_OF_AN_HOUR: i64 = 60;
const MINUTES_OF_A_DAY: i64 = 24 * MINUTES_OF_AN_HOUR;
const MICROS_OF_A_SECOND: i64 = 1_000_000;
/// A second's digits that are kept.
const KEPT_DIGITS: usize = 6;
/// Days from 1 March of the year 0 to 1 January 1970.
const DAYS_TO_1970: i64 = 719_468;
/// Days of four hundred years, after which the calendar repeats itself.
const DAYS_OF_AN_ERA: i64 = 146_097;

/// Microseconds since 1970; UTC unless an offset is given.
pub(super) fn micros(text: &str) -> Option<i64> {
    let (date, rest) = date(text.trim_matches(BLANK))?;
    // A blank instead of the letter is no XML Schema, but common.
    let (clock, rest) = clock(rest.strip_prefix(['T', ' '])?)?;
    let minutes = clock.minutes - offset(rest)?;
    let seconds = date
        .checked_mul(MINUTES_OF_A_DAY)?
        .checked_add(minutes)?
        .checked_mul(60)?
        .checked_add(clock.seconds)?;
    let micros = seconds
        .checked_mul(MICROS_OF_A_SECOND)?
        .checked_add(clock.micros)?;
    (micros.unsigned_abs() <= FURTHEST.unsigned_abs()).then_some(micros)
}

/// A moment of a day; the end of a day is the beginning of the next.
struct Clock {
    minutes: i64,
    seconds: i64,
    micros: i64,
}

/// Days since 1970, and what follows.
fn date(text: &str) -> Option<(i64, &str)> {
    let (before, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text),
    };
    let (year, text) = digits(text);
    // Without leading zeros, but for a year of less than four digits.
    if year.len() < 4 || (year.len() > 4 && year.starts_with('0')) {
        return None;
    }
    let year = before * year.parse::<i64>().ok()?;
    let (month, text) = two(text.strip_prefix('-')?)?;
    let (day, text) = two(text.strip_prefix('-')?)?;
    let days_of_month = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if !(1..=days_of_month).contains(&day) {
        return None;
    }
    Some((days_since_1970(year, month, day)?, text))
}

/// In years that begin in March, so that a leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era.checked_mul(DAYS_OF_AN_ERA)?
        .checked_add(days - DAYS_TO_1970)
}

/// The time of a day, and what follows.
fn clock(text: &str) -> Option<(Clock, &str)> {
    let (hours, text) = two(text)?;
    let (minutes, text) = two(text.strip_prefix(':')?)?;
    let (seconds, text) = two(text.strip_prefix(':')?)?;
    let (fraction, text) = match text.strip_prefix('.') {
        Some(text) => match digits(text) {
            ("", _) => return None,
            found => found,
        },
        None => ("", text),
    };
    let ends_a_day =
        hours == 24 && minutes == 0 && seconds == 0 && fraction.bytes().all(|digit| digit == b'0');
    if !(hours < 24 || ends_a_day) || minutes > 59 || seconds > 59 {
        return None;
    }
    let kept = &fraction[..fraction.len().min(KEPT_DIGITS)];
    let clock = Clock {
        minutes: hours * MINUTES_OF_AN_HOUR + minutes,
        seconds,
        micros: format!("{kept:0<KEPT_DIGITS$}").parse().ok()?,
    };
    Some((clock, text))
}

/// How many minutes the place is ahead of UTC.
fn offset(text: &str) -> Option<i64> {
    if text.is_empty() || text == "Z" {
        return Some(0);
    }
    let (ahead, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, text) = two(text)?;
    let (minutes, rest) = two(text.strip_prefix(':')?)?;
    let minutes_ahead = hours * MINUTES_OF_AN_HOUR + minutes;
    let is_one = minutes <= 59 && minutes_ahead <= 14 * MINUTES_OF_AN_HOUR && rest.is_empty();
    is_one.then_some(ahead * minutes_ahead)
}

/// A number of exactly two digits, and what follows.
fn two(text: &str) -> Option<(i64, &str)> {
    let (number, rest) = text.split_at_checked(2)?;
    let only_digits = number.bytes().all(|digit| digit.is_ascii_digit());
    only_digits.then(|| number.parse().ok().zip(Some(rest)))?
}

/// The digits at the beginning, and what follows.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}
