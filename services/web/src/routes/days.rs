//! Days as people write them.

use jiff::civil::Date;

/// What stands at a field whose day cannot be read.
pub(crate) const EXAMPLE: &str = "Bitte geben Sie einen Tag ein, zum Beispiel 30.11.2026.";

/// A day as a browser's field sends it, or as it is written here.
pub(crate) fn read(text: &str) -> Option<Date> {
    text.trim().parse().ok().or_else(|| german(text))
}

fn german(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('.');
    let day = parts.next()?.trim().parse().ok()?;
    let month = parts.next()?.trim().parse().ok()?;
    let year = parts.next()?.trim().parse().ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_in_both_ways_of_writing() {
        for text in ["2026-12-01", "1.12.2026", " 01. 12. 2026 "] {
            assert_eq!(read(text), Some(date(2026, 12, 1)), "{text}");
        }
        for text in ["", "bald", "31.2.2026", "1.12."] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
