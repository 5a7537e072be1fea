//! What a value is not that its field takes: a sentence that names the field, never its content. serde hands
//! an error on as words and as nothing else; so each kind has its words, and is known by them again where the
//! path of the field is known as well.

use std::fmt::Display;

use domain::service_chain::ChainText;
use domain::slips::NoTimeOfDay;
use domain::{IdError, NoLanguage, Refusal, TextError};

use crate::printable;
use crate::refusals::Problem;

/// It is no day.
pub(super) const NO_DAY: &str = "no day";
const UNKNOWN_WORD: &str = "a word that is none of ";
const TOO_LONG: &str = "the text has more than ";
const UNPRINTABLE: &str = "letters that no paper can print: ";

/// It is none of the words that the field knows.
pub(super) fn unknown_word(known: &[&str]) -> String {
    format!("{UNKNOWN_WORD}{}", known.join(", "))
}

/// It has letters that no paper can print, if it has.
pub(super) fn unprintable(text: &str) -> Option<String> {
    not_printable(text).map(|_| format!("{UNPRINTABLE}{text}"))
}

fn not_printable(text: &str) -> Option<Refusal> {
    // What is no text at all is refused as such, by the type that it should become.
    let text = ChainText::parse(text).ok()?;
    printable::check(text).err()
}

/// The problem that such words stand for; none for those of serde itself.
pub(super) fn problem(field: &str, words: &str) -> Option<Problem> {
    if let Some(text) = words.strip_prefix(UNPRINTABLE) {
        return not_printable(text).map(|refusal| Problem::from(refusal).in_field(field));
    }
    let is = |error: &dyn Display| words == error.to_string();
    let rest = if words == NO_DAY {
        "ist kein Tag. Schreiben Sie ihn wie 2026-11-22.".to_owned()
    } else if let Some(known) = words.strip_prefix(UNKNOWN_WORD) {
        format!("enthält einen unbekannten Wert. Möglich sind: {known}.")
    } else if let Some((max, _)) = words
        .strip_prefix(TOO_LONG)
        .and_then(|rest| rest.split_once(' '))
    {
        format!("hat mehr als {max} Zeichen. Bitte kürzen Sie es.")
    } else {
        let sentences: [(&dyn Display, &str); _] = [
            (
                &IdError,
                "ist keine Kennung: Sie hat 32 hexadezimale Ziffern.",
            ),
            (&TextError::ControlCharacter, "enthält ein Steuerzeichen."),
            (&TextError::Invisible, "enthält nur unsichtbare Zeichen."),
            (&TextError::Empty, "ist leer."),
            (
                &NoTimeOfDay,
                "ist keine Uhrzeit. Schreiben Sie sie wie 09:30.",
            ),
            (
                &NoLanguage,
                "ist keine Sprache. Schreiben Sie sie wie de oder ar.",
            ),
        ];
        let (_, sentence) = sentences.into_iter().find(|(error, _)| is(*error))?;
        sentence.to_owned()
    };
    Some(Problem::bad_input(&format!("Das Feld „{field}“ {rest}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Letters;

    #[test]
    fn each_kind_is_known_by_its_words() {
        let long = TextError::TooLong { max: 200 };
        for (words, part) in [
            (NO_DAY.to_owned(), "ist kein Tag. Schreiben"),
            (unknown_word(&["one", "two"]), "Möglich sind: one, two."),
            (IdError.to_string(), "ist keine Kennung"),
            (NoTimeOfDay.to_string(), "ist keine Uhrzeit"),
            (NoLanguage.to_string(), "ist keine Sprache"),
            (long.to_string(), "hat mehr als 200 Zeichen"),
            (TextError::Empty.to_string(), "ist leer"),
            (TextError::Invisible.to_string(), "unsichtbare Zeichen"),
            (TextError::ControlCharacter.to_string(), "ein Steuerzeichen"),
        ] {
            let said = problem("reason", &words).unwrap();
            let detail = said.detail();
            assert!(detail.starts_with("Das Feld „reason“ ") && detail.contains(part));
        }
        let serde = "invalid type: string \"Sabine\", expected i16";
        assert!(problem("birth_year", serde).is_none());
    }

    #[test]
    fn letters_that_no_paper_can_print_are_named_and_nothing_else() {
        let said = problem("reason", &unprintable("Termin 😀").unwrap()).unwrap();
        assert!(said.is(&Refusal::NotPrintable {
            letters: Letters::default()
        }));
        assert!(said.detail().starts_with("Feld „reason“: Für „😀“"));
        assert!(!said.detail().contains("Termin"));
        assert_eq!(unprintable("Termin\u{200f} heute"), None);
    }
}
