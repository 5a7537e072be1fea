//! `/personen/{id}/kopie-fuer-andere`: who asks for what about a child, and exactly what would go out.
use crate::pages::{Choice, Fact, FieldErrors, Frame};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What the page posts, to look at it and to give it. Entries come as often as they are ticked, so the
/// form is read pair by pair.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct ChildCopyForm {
    /// Idempotency key.
    pub form_key: String,
    /// Who asks.
    pub asked_by: String,
    /// With which right.
    pub entitlement: String,
    /// How that was made sure.
    pub proof: String,
    /// Ticked names of the child.
    pub names: Vec<String>,
    /// Ticked age bands of the child.
    pub age_bands: Vec<String>,
    /// Ticked notes, by their place.
    pub notes: BTreeSet<String>,
}

impl From<Vec<(String, String)>> for ChildCopyForm {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "form_key" => form.form_key = value,
                "asked_by" => form.asked_by = value,
                "entitlement" => form.entitlement = value,
                "proof" => form.proof = value,
                "name" => form.names.push(value),
                "age_band" => form.age_bands.push(value),
                "note" => {
                    form.notes.insert(value);
                }
                _ => {}
            }
        }
        form
    }
}

/// Something that is held of a child and can be chosen.
pub struct Ticked {
    /// Unique on the page.
    pub id: String,
    /// The field's name.
    pub name: &'static str,
    /// What is posted.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Whether it was chosen.
    pub ticked: bool,
}

/// Exactly what would go out.
pub struct Outgoing {
    /// Facts of the child.
    pub facts: Vec<Fact>,
    /// What the grown child had confided.
    pub confided: Vec<String>,
    /// What is said where nothing goes out; empty where something does.
    pub nothing: String,
    /// Where it is given: posts [`ChildCopyForm`] once more.
    pub give: String,
}

/// `/personen/{id}/kopie-fuer-andere`. Form: `POST` there with [`ChildCopyForm`].
#[derive(Template)]
#[template(path = "persons/child_copy.html")]
pub struct ChildCopyPage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// The record's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: ChildCopyForm,
    /// Who can ask.
    pub askers: Vec<Choice>,
    /// The rights.
    pub entitlements: Vec<Choice>,
    /// The proofs.
    pub proofs: Vec<Choice>,
    /// Names and age bands that are held.
    pub entries: Vec<Ticked>,
    /// What children confided.
    pub notes: Vec<Ticked>,
    /// Exactly what would go out, once it was asked.
    pub outgoing: Option<Outgoing>,
    /// Ids: `asked_by`, `entitlement`, `proof`, `entries`, `notes`.
    pub errors: FieldErrors,
}
