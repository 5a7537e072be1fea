//! A record's own form: a new person, or what is to be put right.
use crate::pages::{Choice, FieldErrors, Frame, TICKED};
use askama::Template;
use serde::Deserialize;

/// Who she is, as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ClientForm {
    /// Idempotency key.
    pub form_key: String,
    /// Her name; empty for somebody who says none.
    pub person_name: String,
    /// Four digits, may be empty.
    pub birth_year: String,
    /// A safe way to reach her.
    pub contact: String,
    /// Which way that is: one of the page's `channels`.
    pub channel: String,
    /// Her language: one of the page's `languages`.
    pub language: String,
    /// How many children under three.
    pub child_under_3: String,
    /// How many of three to five.
    pub child_3_to_5: String,
    /// How many of six to nine.
    pub child_6_to_9: String,
    /// How many of ten to thirteen.
    pub child_10_to_13: String,
    /// How many of fourteen to seventeen.
    pub child_14_to_17: String,
    /// Checkbox: the own work needs the children's names; without it none are kept.
    pub names_needed: String,
    /// One name a line.
    pub child_names: String,
    /// Checkbox: she is in danger. Only for a new record.
    pub protected: String,
}

impl ClientForm {
    /// Whether a checkbox value says yes.
    #[must_use]
    pub fn ticked(value: &str) -> bool {
        value == TICKED
    }
}

/// `/personen/neu` and `/personen/{id}/berichtigen`.
#[derive(Template)]
#[template(path = "persons/client_form.html")]
pub struct ClientFormPage {
    /// Header and footer.
    pub frame: Frame,
    /// "Neue Person anlegen".
    pub title: String,
    /// What it is about, in a sentence.
    pub lead: String,
    /// Where the form goes.
    pub action: String,
    /// Words on the button.
    pub button: String,
    /// Where one goes without saving.
    pub back: String,
    /// As typed, or as the record says.
    pub form: ClientForm,
    /// Whether her safe mode is asked about here.
    pub is_new: bool,
    /// Ways to reach her.
    pub channels: Vec<Choice>,
    /// Languages.
    pub languages: Vec<Choice>,
    /// Ids are the field names.
    pub errors: FieldErrors,
}
