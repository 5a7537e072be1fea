//! Single values: days and texts, each mistake at its field.

use domain::{Line, Note, Text};
use jiff::civil::Date;

use super::Fields;
use crate::routes::days;

impl Fields<'_> {
    pub(super) fn day(&mut self, field: &'static str, text: &str) -> Option<Date> {
        let day = days::read(text);
        if day.is_none() {
            self.errors.add(field, days::EXAMPLE);
        }
        day
    }

    pub(super) fn line(&mut self, field: &'static str, text: &str) -> Option<Line> {
        self.text(field, text)
    }

    pub(super) fn note(&mut self, field: &'static str, text: &str) -> Option<Note> {
        self.text(field, text)
    }

    pub(super) fn text<const MAX: usize>(
        &mut self,
        field: &'static str,
        text: &str,
    ) -> Option<Text<MAX>> {
        match Text::optional(text) {
            Ok(text) => text,
            Err(error) => {
                self.errors.add(field, long(&error));
                None
            }
        }
    }
}

/// What is wrong with a text.
pub(super) fn long(error: &domain::TextError) -> String {
    match error {
        domain::TextError::TooLong { max } => {
            format!("Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens {max} Zeichen.")
        }
        domain::TextError::ControlCharacter => {
            "Der Text enthält Steuerzeichen. Bitte tippen Sie ihn neu.".into()
        }
        domain::TextError::Empty => "Bitte füllen Sie dieses Feld aus.".into(),
    }
}
