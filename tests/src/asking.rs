//! How she is asked, unless a test says otherwise: in writing, in German, with the text in force; she
//! decides herself.

use domain::consents::{Asking, ConsentForm, Subject, Wording};
use serde_json::{Value, json};

/// As the commands take it.
#[must_use]
pub fn asking(subject: Subject) -> Asking {
    Asking {
        text: in_force(subject).reference(),
        spoken: "de".parse().unwrap(),
        interpreter: false,
        form: ConsentForm::Written,
    }
}

/// The text of a consent that is in force, as the API takes it.
#[must_use]
pub fn consent_text() -> Value {
    named(Subject::Consent)
}

/// The text of a release from confidentiality that is in force, as the API takes it.
#[must_use]
pub fn release_text() -> Value {
    named(Subject::Release)
}

fn named(subject: Subject) -> Value {
    let text = in_force(subject);
    json!({"version": text.version, "language": text.language})
}

/// As a page posts it: the fields that say how she was asked.
#[must_use]
pub fn asked_fields(subject: Subject) -> [(&'static str, &'static str); 5] {
    let text = in_force(subject);
    [
        ("decider", "herself"),
        ("text_version", text.version),
        ("text_language", text.language),
        ("spoken_language", "de"),
        ("consent_form", "written"),
    ]
}

/// The text that is in force, in German.
fn in_force(subject: Subject) -> &'static Wording {
    Wording::in_force(subject, "de").unwrap()
}
