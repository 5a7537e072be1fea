//! `/anmelden`: signing in, also after a session ended in the middle of a form.
use super::Frame;
use crate::form::Form;
use askama::Template;

/// `/anmelden`. Form: `POST /anmelden`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub(crate) struct SignInPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What was typed; `resume` set means: the session ended, the input is kept.
    pub(crate) form: Form,
}

/// Shown after signing in again: the form in progress is still there.
///
/// Form: `POST {action}` with `fields`, unchanged.
#[derive(Template)]
#[template(path = "resume.html")]
pub(crate) struct ResumePage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What it was: "Laufzettel für Frau Neumann an die Schuldnerberatung".
    pub(crate) what: String,
    /// Where the form wanted to go; a path of our own, checked by the caller.
    pub(crate) action: String,
    /// Everything that had been typed.
    pub(crate) fields: Vec<(String, String)>,
    /// The empty form, for starting over.
    pub(crate) back: String,
}
