//! How the town's caseworkers ask.

use domain::consents::{Asking, ConsentForm, Subject, Wording};

/// In writing, in German, with the text in force.
pub(crate) fn asking() -> Asking {
    let text = Wording::in_force(Subject::Consent, "de").expect("the German text is in force");
    Asking {
        text: text.reference(),
        spoken: "de".parse().expect("German is a language"),
        interpreter: false,
        form: ConsentForm::Written,
    }
}
