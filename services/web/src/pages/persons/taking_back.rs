//! `/personen/{id}/ruecknahme` and its neighbours: she takes something back, and how she said so.
use crate::pages::{FieldErrors, Frame};
use askama::Template;
use serde::Deserialize;

/// What the page posts; an address names what is taken back in the same words.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TakingBackForm {
    /// Idempotency key.
    pub form_key: String,
    /// Towards whom it held; empty when it is everything.
    pub recipient: String,
    /// The item; empty when it is everything, or a release from confidentiality.
    pub item: String,
    /// `in_person`, `by_phone` or `in_writing`; required.
    pub said_how: String,
    /// Her own code, on the telephone.
    pub own_code: String,
    /// The day of her word, ISO.
    pub said_on: String,
}

/// She takes an item, a release or everything back. Form: `POST` to `action` with [`TakingBackForm`].
#[derive(Template)]
#[template(path = "persons/taking_back.html")]
pub struct TakingBackPage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// What she takes back, as a heading.
    pub title: String,
    /// What that means, in a sentence.
    pub sentence: String,
    /// Words on the button.
    pub button: String,
    /// The record's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: TakingBackForm,
    /// Today, ISO.
    pub today: String,
    /// Ids: `said_how`, `said_code`, `said_on`.
    pub errors: FieldErrors,
}
