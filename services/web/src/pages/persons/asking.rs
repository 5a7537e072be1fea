//! Asking her: one consent for several recipients, and a release from confidentiality.
use crate::pages::{AskedPart, Choice, FieldErrors, Frame, TICKED};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What the page of a consent posts. Recipients and items come as often as they are ticked, so the
/// form is read pair by pair.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct AskForm {
    /// Idempotency key.
    pub form_key: String,
    /// The ticked institutions' ids.
    pub recipients: BTreeSet<String>,
    /// `nothing`, `arrived`, `arrived_and_result` or `own` (then the ticked feedback items count).
    pub preset: String,
    /// The ticked items' codes.
    pub items: BTreeSet<String>,
    /// Who decides: one of the page's `deciders`.
    pub decider: String,
    /// Her age, if she is a minor who decides herself.
    pub decider_age: String,
    /// For what her Betreuung was appointed, if it decides.
    pub decider_sphere: String,
    /// Version of the text that was put to her.
    pub text_version: String,
    /// Language of the text that was put to her.
    pub text_language: String,
    /// Language of the conversation: one of the page's languages.
    pub spoken_language: String,
    /// Checkbox: somebody interpreted.
    pub interpreter: String,
    /// `written` or `electronic`.
    pub consent_form: String,
    /// Day of her word.
    pub consented_on: String,
    /// Last day, if she wants it shorter than twelve months.
    pub expires_on: String,
    /// Asked when she took something back here on the day of her word: `after` or `before`.
    pub signed: String,
    /// Checkbox, required: the consequences of refusing were told.
    pub consequences_told: String,
}

impl From<Vec<(String, String)>> for AskForm {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            let field = match name.as_str() {
                "recipient" => {
                    form.recipients.insert(value);
                    continue;
                }
                "item" => {
                    form.items.insert(value);
                    continue;
                }
                "form_key" => &mut form.form_key,
                "preset" => &mut form.preset,
                "decider" => &mut form.decider,
                "decider_age" => &mut form.decider_age,
                "decider_sphere" => &mut form.decider_sphere,
                "text_version" => &mut form.text_version,
                "text_language" => &mut form.text_language,
                "spoken_language" => &mut form.spoken_language,
                "interpreter" => &mut form.interpreter,
                "consent_form" => &mut form.consent_form,
                "consented_on" => &mut form.consented_on,
                "expires_on" => &mut form.expires_on,
                "signed" => &mut form.signed,
                "consequences_told" => &mut form.consequences_told,
                _ => continue,
            };
            *field = value;
        }
        form
    }
}

impl AskForm {
    /// Whether a checkbox value says yes.
    #[must_use]
    pub fn ticked(value: &str) -> bool {
        value == TICKED
    }
}

/// One thing that is put to her, with what follows from a yes.
pub struct AskedItem {
    /// The item's code.
    pub code: &'static str,
    /// What it is.
    pub label: &'static str,
    /// What the other side will see.
    pub sees: String,
    /// Whether she says yes.
    pub ticked: bool,
}

/// An institution that may be ticked.
pub struct AskedRecipient {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was recorded before, else empty.
    pub before: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// `/personen/{id}/einwilligung`. Form: `POST` there with [`AskForm`].
#[derive(Template)]
#[template(path = "persons/asking.html")]
pub struct AskPage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// The record's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: AskForm,
    /// Who may be ticked.
    pub recipients: Vec<AskedRecipient>,
    /// What the next office may know.
    pub travels: Vec<AskedItem>,
    /// What may come back, one by one; empty where nothing is offered.
    pub comes_back: Vec<AskedItem>,
    /// Rarely asked, folded.
    pub more: Vec<AskedItem>,
    /// Participation in statistics.
    pub statistics: Vec<AskedItem>,
    /// False for a Grundsicherungsstelle or Agentur für Arbeit.
    pub feedback_offered: bool,
    /// How she is asked.
    pub asked: AskedPart,
    /// Today, ISO.
    pub today: String,
    /// Ids: `recipients`, `items`, `preset`, `consented_on`, `expires_on`, `consequences_told`, and those
    /// of [`AskedPart`].
    pub errors: FieldErrors,
}

/// What the page of a release from confidentiality posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    /// Idempotency key.
    pub form_key: String,
    /// Who is released: a named person or unit.
    pub discloser: String,
    /// Who may be told.
    pub recipient: String,
    /// What may be said.
    pub content: String,
    /// Who decides: one of the page's `deciders`.
    pub decider: String,
    /// Her age, if she is a minor who decides herself.
    pub decider_age: String,
    /// For what her Betreuung was appointed, if it decides.
    pub decider_sphere: String,
    /// Version of the text that was put to her.
    pub text_version: String,
    /// Language of the text that was put to her.
    pub text_language: String,
    /// Language of the conversation: one of the page's languages.
    pub spoken_language: String,
    /// Checkbox: somebody interpreted.
    pub interpreter: String,
    /// `written` or `electronic`.
    pub consent_form: String,
    /// Day of her word.
    pub consented_on: String,
    /// Last day, if she wants it shorter than twelve months.
    pub expires_on: String,
    /// Asked when she took something back here on the day of her word: `after` or `before`.
    pub signed: String,
}

/// `/personen/{id}/entbindung`. Form: `POST` there with [`ReleaseForm`].
#[derive(Template)]
#[template(path = "persons/release.html")]
pub struct ReleasePage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// The record's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: ReleaseForm,
    /// Who may be told.
    pub recipients: Vec<Choice>,
    /// How she is asked.
    pub asked: AskedPart,
    /// Today, ISO.
    pub today: String,
    /// Ids are the field names.
    pub errors: FieldErrors,
}
