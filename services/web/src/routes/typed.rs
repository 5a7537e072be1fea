//! Single values as they were typed: days, texts, years; each mistake at its field.

use domain::{Text, TextError};
use jiff::civil::Date;

use super::days;
use crate::pages::FieldErrors;

/// A day, as a browser sends it or as people write it.
pub(crate) fn day(errors: &mut FieldErrors, field: &'static str, text: &str) -> Option<Date> {
    let day = days::read(text);
    if day.is_none() {
        errors.add(field, days::EXAMPLE);
    }
    day
}

/// A day that may be left out.
pub(crate) fn optional_day(
    errors: &mut FieldErrors,
    field: &'static str,
    text: &str,
) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    day(errors, field, text)
}

/// A text that may be left out.
pub(crate) fn text<const MAX: usize>(
    errors: &mut FieldErrors,
    field: &'static str,
    text: &str,
) -> Option<Text<MAX>> {
    match Text::optional(text) {
        Ok(text) => text,
        Err(error) => {
            errors.add(field, long(&error));
            None
        }
    }
}

/// A text that must be there.
pub(crate) fn required<const MAX: usize>(
    errors: &mut FieldErrors,
    field: &'static str,
    typed: &str,
    missing: &str,
) -> Option<Text<MAX>> {
    let before = errors.all().len();
    let text = text(errors, field, typed);
    if text.is_none() && errors.all().len() == before {
        errors.add(field, missing);
    }
    text
}

/// A year of birth that may be left out.
pub(crate) fn birth_year(errors: &mut FieldErrors, typed: &str, today: Date) -> Option<i16> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let year = typed.parse::<i16>().ok();
    let year = year.filter(|year| (today.year() - 110..=today.year() - 10).contains(year));
    if year.is_none() {
        let message = "Das Geburtsjahr hat vier Ziffern, zum Beispiel 1998.";
        errors.add("birth_year", message);
    }
    year
}

/// What is wrong with a text.
pub(crate) fn long(error: &TextError) -> String {
    match error {
        TextError::TooLong { max } => {
            format!("Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens {max} Zeichen.")
        }
        TextError::ControlCharacter => {
            "Der Text enthält Steuerzeichen. Bitte tippen Sie ihn neu.".into()
        }
        TextError::Empty => "Bitte füllen Sie dieses Feld aus.".into(),
    }
}
