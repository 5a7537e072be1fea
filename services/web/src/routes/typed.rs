//! Single values as they were typed: days, texts, years; each mistake at its field.

use std::borrow::Cow;

use domain::clients::birth_years;
use domain::slips::{Appointment, TimeOfDay};
use domain::{Refusal, Text, TextError};
use jiff::civil::Date;

use super::{days, times};
use crate::pages::{FieldErrors, Proposed};
use crate::printable;
use crate::refusals::Problem;
use crate::words;

/// A day, as a browser sends it or as people write it.
pub(crate) fn day(
    errors: &mut FieldErrors,
    field: impl Into<Cow<'static, str>>,
    text: &str,
) -> Option<Date> {
    let day = days::read(text);
    if day.is_none() {
        errors.add(field, days::EXAMPLE);
    }
    day
}

/// The names of an appointment's three fields on a page.
pub(crate) struct AppointmentFields {
    pub(crate) on: String,
    pub(crate) time: String,
    pub(crate) remark: String,
}

/// An appointment that may be left out: nothing without its day.
pub(crate) fn appointment(
    errors: &mut FieldErrors,
    fields: &AppointmentFields,
    [on, time, remark]: [&str; 3],
) -> Option<Appointment> {
    if on.trim().is_empty() {
        if !time.trim().is_empty() {
            errors.add(fields.on.clone(), "Zur Uhrzeit fehlt der Tag des Termins.");
        } else if !remark.trim().is_empty() {
            errors.add(fields.on.clone(), "Zum Termin fehlt der Tag.");
        }
        return None;
    }
    let at = time_of_day(errors, &fields.time, time);
    let remark = text(errors, fields.remark.clone(), remark);
    let on = day(errors, fields.on.clone(), on)?;
    Some(Appointment { on, at, remark })
}

fn time_of_day(errors: &mut FieldErrors, field: &str, text: &str) -> Option<TimeOfDay> {
    if text.trim().is_empty() {
        return None;
    }
    let time = times::read(text);
    if time.is_none() {
        errors.add(field.to_owned(), times::EXAMPLE);
    }
    time
}

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

/// A text that may be left out.
pub(crate) fn text<const MAX: usize, const SEVERAL_LINES: bool>(
    errors: &mut FieldErrors,
    field: impl Into<Cow<'static, str>>,
    text: &str,
) -> Option<Text<MAX, SEVERAL_LINES>> {
    match read(text) {
        Ok(text) => text,
        Err(wrong) => {
            errors.add(field, wrong);
            None
        }
    }
}

/// A text that may be left out, or what is wrong with it.
pub(crate) fn read<const MAX: usize, const SEVERAL_LINES: bool>(
    text: &str,
) -> Result<Option<Text<MAX, SEVERAL_LINES>>, String> {
    let text = Text::optional(text).map_err(|error| long(&error))?;
    let printable = text.map(printable::check).transpose();
    printable.map_err(|refusal| Problem::from(refusal).into_detail())
}

/// A year of birth that may be left out.
pub(crate) fn birth_year(errors: &mut FieldErrors, typed: &str, today: Date) -> Option<i16> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let years = birth_years(today);
    let digits = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let year = typed.parse::<i16>().ok().filter(|_| digits);
    let year = year.filter(|year| years.contains(year));
    if year.is_none() {
        let (earliest, latest) = years.into_inner();
        let refused = Problem::from(Refusal::BirthYearOutOfRange { earliest, latest });
        errors.add("birth_year", refused.detail());
    }
    year
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
