//! Times of day as people write them.

use domain::slips::TimeOfDay;

/// What stands at a field whose time cannot be read.
pub(crate) const EXAMPLE: &str = "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 10:30. Anderes gehört in das Feld „Bei wem, wo?“.";

/// A time as a browser's field sends it, or as it is written here: "10", "10 Uhr", "10.30 Uhr",
/// "10 Uhr 30".
pub(crate) fn read(text: &str) -> Option<TimeOfDay> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("um ").unwrap_or(&text);
    let (hour, rest) = digits(text)?;
    if rest.is_empty() && hour.len() > 2 {
        // 930 and 1030.
        let (hour, minute) = hour.split_at(hour.len() - 2);
        return time(hour, minute);
    }
    let (rest, ended) = separated(rest)?;
    if rest.is_empty() {
        return time(hour, "00");
    }
    let (minute, rest) = digits(rest)?;
    let rest = rest.strip_prefix(":00").unwrap_or(rest).trim();
    let over = rest.is_empty() || !ended && rest == "uhr" || !ended && rest == "h";
    time(hour, minute).filter(|_| over)
}

/// The digits in front, and what follows them.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// What follows the sign between hours and minutes, and whether that sign was the word itself.
fn separated(rest: &str) -> Option<(&str, bool)> {
    let rest = rest.trim_start();
    for word in ["uhr", "h"] {
        if let Some(after) = rest.strip_prefix(word) {
            return Some((after.trim(), true));
        }
    }
    // Without such a sign nothing else follows an hour.
    match rest.strip_prefix([':', '.']) {
        Some(minute) => (!minute.is_empty()).then_some((minute, false)),
        None => rest.is_empty().then_some((rest, false)),
    }
}

fn time(hour: &str, minute: &str) -> Option<TimeOfDay> {
    let minute = Some(minute).filter(|minute| minute.len() == 2)?;
    let hour = Some(hour).filter(|hour| hour.len() <= 2)?;
    TimeOfDay::new(hour.parse().ok()?, minute.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, time) in [
            ("10", "10:00"),
            ("10 Uhr", "10:00"),
            ("10:00", "10:00"),
            ("10:00:00", "10:00"),
            ("10.30 Uhr", "10:30"),
            (" 9.05 ", "09:05"),
            ("9 Uhr 30", "09:30"),
            ("9h30", "09:30"),
            ("14:15uhr", "14:15"),
            ("um 8 UHR", "08:00"),
            ("930", "09:30"),
            ("1030", "10:30"),
            ("0:00", "00:00"),
            ("23:59", "23:59"),
        ] {
            let read = read(text).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Some(time), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "bald",
            "halb elf",
            "24",
            "24:00",
            "10:60",
            "10-12",
            "10 bis 12 Uhr",
            "ab 10 Uhr",
            "10:3",
            "10:30 Uhr Uhr",
            "10 Uhr Uhr",
            "10 Uhr 30 Uhr",
            "10:30:15",
            "-1",
            "10:",
            "10:30 Uhr früh",
            "1:000",
            "001:00",
            "12345",
            "٣",
            "10,5",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
