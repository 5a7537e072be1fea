//! Parsing a field's value: what does not fit is a problem that names the field, never its content.

use std::collections::BTreeSet;
use std::str::FromStr;

use domain::{Text, TextError};
use jiff::civil::Date;

use super::codes::{Code, Vocabulary};
use crate::printable;
use crate::refusals::Problem;

/// A text that may be left out; white space is none.
pub(crate) fn text<const MAX: usize, const SEVERAL_LINES: bool>(
    field: &str,
    sent: Option<&str>,
) -> Result<Option<Text<MAX, SEVERAL_LINES>>, Problem> {
    let text = Text::optional(sent.unwrap_or_default()).map_err(|error| {
        Problem::bad_input(&match error {
            TextError::TooLong { max } => {
                format!("Das Feld „{field}“ hat mehr als {max} Zeichen. Bitte kürzen Sie es.")
            }
            TextError::ControlCharacter => {
                format!("Das Feld „{field}“ enthält ein Steuerzeichen.")
            }
            TextError::Invisible => {
                format!("Das Feld „{field}“ enthält nur unsichtbare Zeichen.")
            }
            TextError::Empty => format!("Das Feld „{field}“ ist leer."),
        })
    })?;
    let printable = text.map(printable::check).transpose();
    printable.map_err(|refusal| Problem::from(refusal).in_field(field))
}

/// An id in a body.
pub(crate) fn id<T: FromStr>(field: &str, sent: &str) -> Result<T, Problem> {
    sent.parse().map_err(|_| {
        Problem::bad_input(&format!(
            "Das Feld „{field}“ ist keine Kennung: Sie hat 32 hexadezimale Ziffern."
        ))
    })
}

/// A day.
pub(crate) fn day(field: &str, sent: &str) -> Result<Date, Problem> {
    // jiff would also take a time of day and drop it.
    let day = if sent.len() == 10 {
        sent.parse().ok()
    } else {
        None
    };
    day.ok_or_else(|| {
        Problem::bad_input(&format!(
            "Das Feld „{field}“ ist kein Tag. Schreiben Sie ihn wie 2026-11-22."
        ))
    })
}

/// A day that may be left out.
pub(crate) fn optional_day(field: &str, sent: Option<&str>) -> Result<Option<Date>, Problem> {
    sent.map(|sent| day(field, sent)).transpose()
}

/// A code that may be left out.
pub(crate) fn maybe<T: Vocabulary>(
    field: &str,
    sent: Option<&Code<T>>,
) -> Result<Option<T>, Problem> {
    sent.map(|code| code.read(field)).transpose()
}

/// Several codes, each once however often it was sent.
pub(crate) fn words<T: Vocabulary>(field: &str, sent: &[Code<T>]) -> Result<BTreeSet<T>, Problem> {
    sent.iter().map(|code| code.read(field)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Letters, Line, Refusal, SlipId};
    use jiff::civil::date;

    #[test]
    fn a_text_that_is_too_long_is_named_with_its_limit() {
        let long = "Sabine".repeat(40);
        let problem = text::<200, false>("appointment", Some(&long)).unwrap_err();
        assert!(problem.detail().contains("„appointment“"));
        assert!(problem.detail().contains("200"));
        assert!(!problem.detail().contains("Sabine"));
        assert!(text::<200, false>("appointment", Some("a\u{7}")).is_err());
        let problem = text::<200, false>("reason", Some("Termin 😀")).unwrap_err();
        assert!(problem.is(&Refusal::NotPrintable {
            letters: Letters::default()
        }));
        assert!(problem.detail().starts_with("Feld „reason“: Für „😀“"));
        assert_eq!(text::<200, false>("appointment", Some("  ")).unwrap(), None);
        let taken = text("appointment", Some(" Mo 9 Uhr ")).unwrap();
        assert_eq!(taken, Line::parse("Mo 9 Uhr").ok());
    }

    #[test]
    fn a_day_is_a_day_and_nothing_else() {
        assert_eq!(day("given_on", "2026-11-22").unwrap(), date(2026, 11, 22));
        for text in [
            "",
            "22.11.2026",
            "2026-02-30",
            "2026-11-22T09:00",
            "2026-1-2",
        ] {
            assert!(day("given_on", text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_id_that_is_none_is_not_repeated() {
        let problem = id::<SlipId>("client", "Sabine").unwrap_err();
        assert!(!problem.detail().contains("Sabine"));
        let fits = "0123456789abcdef0123456789abcdef";
        assert_eq!(id::<SlipId>("client", fits).unwrap().to_string(), fits);
    }
}
