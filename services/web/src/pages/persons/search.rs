//! `/personen`: finding own people again. What is looked for travels in a form, never in an address.
use crate::pages::{Badge, FieldErrors, Frame};
use askama::Template;
use serde::Deserialize;

/// What the search posts to `/personen`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    /// Her name, or a part of it.
    pub person_name: String,
    /// Four digits, may be empty.
    pub birth_year: String,
}

/// Somebody who was found.
pub struct FoundPerson {
    /// Name, or "Ohne Namen".
    pub who: String,
    /// Year of birth and since when the record is kept.
    pub text: String,
    /// State, where there is something to say.
    pub badge: Option<Badge>,
    /// The record.
    pub href: String,
}

/// `/personen`. Form: `POST /personen` with [`SearchForm`].
#[derive(Template)]
#[template(path = "persons/search.html")]
pub struct SearchPage {
    /// Header and footer.
    pub frame: Frame,
    /// As typed.
    pub form: SearchForm,
    /// What has just been done, else empty.
    pub just_done: String,
    /// Who was found; none before anybody searched.
    pub found: Option<Vec<FoundPerson>>,
    /// There are more than are shown.
    pub more: bool,
    /// Ids: `person_name`, `birth_year`.
    pub errors: FieldErrors,
}
