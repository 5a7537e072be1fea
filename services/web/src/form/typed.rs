//! Single values as they were typed: texts, and a day that was proposed.

use domain::{Refusal, Text, TextError};

use crate::pages::Proposed;
use crate::printable;
use crate::refusals::Problem;
use crate::words;

/// The day that a refusal proposes, as a button beside the field: asked, never put in silently.
pub(crate) fn proposed(refusal: &Refusal) -> Option<Proposed> {
    let day = refusal.proposed_on()?;
    let (name, label) = match refusal {
        Refusal::SlipEndsBeforeAppointment { .. } => (
            "proposed_valid_until",
            format!("Ja, bis {} gültig ausstellen", words::day(day)),
        ),
        _ => (
            "proposed_appointment_on",
            format!("Ja, Termin am {}", words::day(day)),
        ),
    };
    Some(Proposed {
        name,
        value: day.to_string(),
        label,
    })
}

/// A text that may be left out, or what is wrong with it.
pub(crate) fn read<const MAX: usize, const SEVERAL_LINES: bool>(
    text: &str,
) -> Result<Option<Text<MAX, SEVERAL_LINES>>, String> {
    let text = Text::optional(text).map_err(|error| long(&error))?;
    let printable = text.map(printable::check).transpose();
    printable.map_err(|refusal| Problem::from(refusal).into_detail())
}

/// What is wrong with a text.
fn long(error: &TextError) -> String {
    match error {
        TextError::TooLong { max } => {
            format!("Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens {max} Zeichen.")
        }
        TextError::ControlCharacter => {
            "Der Text enthält Steuerzeichen. Bitte tippen Sie ihn neu.".into()
        }
        TextError::Invisible => {
            "In diesem Feld stehen nur unsichtbare Zeichen. Bitte tippen Sie den Text neu.".into()
        }
        TextError::Empty => "Bitte füllen Sie dieses Feld aus.".into(),
    }
}
