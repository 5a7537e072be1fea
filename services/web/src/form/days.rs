//! Days as people write them.

use jiff::civil::Date;

/// What stands at a field whose day cannot be read.
pub(crate) const EXAMPLE: &str = "Bitte geben Sie einen Tag ein, zum Beispiel 30.11.2026.";

/// A day as a browser's field sends it, or as it is written here.
pub(crate) fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    // jiff would also take a time of day and drop it.
    let iso = Some(text).filter(|text| text.len() == 10);
    iso.and_then(|iso| iso.parse().ok())
        .or_else(|| german(text))
}

fn german(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('.');
    let day = parts.next()?.trim().parse().ok()?;
    let month = parts.next()?.trim().parse().ok()?;
    let year = year(parts.next()?.trim())?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// Two digits mean this century; three, or five, mean nothing.
fn year(text: &str) -> Option<i16> {
    let digits = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = digits.parse::<i16>().ok()?;
    match digits.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_in_both_ways_of_writing() {
        for text in [
            "2026-12-01",
            "1.12.2026",
            " 01. 12. 2026 ",
            "1.12.26",
            "01.12.26",
        ] {
            assert_eq!(read(text), Some(date(2026, 12, 1)), "{text}");
        }
        for text in [
            "",
            "bald",
            "31.2.2026",
            "1.12.",
            "1.12.6",
            "1.12.026",
            "1.12.+26",
            "1.12.-2026",
            "1.12.20266",
            "1.12.2026.",
            "2026-12-01T10:00",
            "20261201",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
