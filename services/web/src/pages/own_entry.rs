//! `/einrichtung`: how the own institution is called and reached, and under which name it appears.

use askama::Template;
use serde::Deserialize;

use super::{FieldErrors, Frame};

/// The entry as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OwnEntryForm {
    /// Idempotency key.
    pub form_key: String,
    /// The name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Where it can be called.
    pub phone: String,
    /// `ja` for the network's neutral sender.
    pub neutral_sender: String,
}

/// `/einrichtung`. Form: `POST` there with [`OwnEntryForm`].
#[derive(Template)]
#[template(path = "own_entry.html")]
pub struct OwnEntryPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// As typed, or as it is.
    pub form: OwnEntryForm,
    /// Whether its kind may have an address at all.
    pub has_address: bool,
    /// Whether its kind appears neutrally whatever it chooses (rule 11).
    pub always_neutral: bool,
    /// The network's neutral sender.
    pub neutral: String,
    /// What appearing neutrally means.
    pub neutral_hint: String,
    /// Ids: `name`, `address`, `phone`.
    pub errors: FieldErrors,
}
