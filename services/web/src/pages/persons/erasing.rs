//! `/personen/{id}/loeschen`: what happens, and two ways to let it happen.
use crate::pages::{FieldErrors, Frame, TICKED};
use askama::Template;
use serde::Deserialize;

/// What the page posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct EraseForm {
    /// Idempotency key.
    pub form_key: String,
    /// `her_wish`, `wrong_person` or `everywhere`.
    pub what: String,
    /// Checkbox, required: that it cannot be undone was read.
    pub understood: String,
}

impl EraseForm {
    /// Whether a checkbox value says yes.
    #[must_use]
    pub fn ticked(value: &str) -> bool {
        value == TICKED
    }
}

/// `/personen/{id}/loeschen`. Form: `POST` there with [`EraseForm`].
#[derive(Template)]
#[template(path = "persons/erasing.html")]
pub struct ErasePage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// The record's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: EraseForm,
    /// What goes, one line each.
    pub goes: Vec<String>,
    /// What keeps it for now, else empty.
    pub kept: String,
    /// Ids: `what`, `understood`.
    pub errors: FieldErrors,
}
