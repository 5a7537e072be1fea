//! The next steps of a hand-over, and what their forms post.
use super::{Choice, ChoiceGroup, Tell};
use serde::Deserialize;

/// A step that needs at most a comment and a tick.
pub struct PlainStep {
    /// Short id, unique on the page: `accept`, `reopen`, `in_error`.
    pub id: &'static str,
    /// Heading: "Versehentlich eingetragen".
    pub title: String,
    /// What it does, in a sentence.
    pub sentence: String,
    /// Words on the button.
    pub button: String,
    /// Where the form goes.
    pub action: String,
    /// Label of a comment field; none without one.
    pub comment_label: Option<String>,
    /// Label of a tick that says that she wants it; none without one.
    pub her_word_label: Option<String>,
    /// As typed.
    pub form: PlainForm,
    /// Whether it stands open (after an error in it).
    pub open: bool,
}

/// What a plain step posts; the accept step adds `tell_arrival` and `tell_acceptance`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlainForm {
    /// Idempotency key.
    pub form_key: String,
    /// Comment, where one is asked.
    pub comment: String,
    /// `ja`: she wants it, where that is asked.
    pub her_word: String,
    /// `ja`: tell the sender that she arrived.
    pub tell_arrival: String,
    /// `ja`: tell the sender that she was accepted.
    pub tell_acceptance: String,
}

/// Rejecting.
pub struct RejectStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: RejectForm,
    /// Reasons, by side.
    pub reasons: Vec<ChoiceGroup>,
    /// Where she can go instead, by need: `institution:service`.
    pub places: Vec<ChoiceGroup>,
    /// Messages that she allowed.
    pub tells: Vec<Tell>,
    /// Whether it stands open.
    pub open: bool,
}

/// What a rejection posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RejectForm {
    /// Idempotency key.
    pub form_key: String,
    /// Reason code; required.
    pub reason: String,
    /// Comment; required for the reason `other`.
    pub comment: String,
    /// Where she may turn instead; printed for her.
    pub where_instead: String,
    /// `ja`: tell the sender that she was not accepted.
    pub tell_acceptance: String,
    /// `ja`: tell the sender why.
    pub tell_reason: String,
}

/// Putting on hold.
pub struct HoldStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: HoldForm,
    /// Reasons.
    pub reasons: Vec<Choice>,
    /// The first day that can be chosen, ISO.
    pub earliest: String,
    /// Whether it stands open.
    pub open: bool,
}

/// What a hold posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct HoldForm {
    /// Idempotency key.
    pub form_key: String,
    /// Reason code; required.
    pub reason: String,
    /// Day to look again, ISO; required.
    pub until: String,
}

/// Concluding.
pub struct ConcludeStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: ConcludeForm,
    /// Outcomes.
    pub outcomes: Vec<Choice>,
    /// Messages that she allowed.
    pub tells: Vec<Tell>,
    /// Whether it stands open.
    pub open: bool,
}

/// What a conclusion posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConcludeForm {
    /// Idempotency key.
    pub form_key: String,
    /// Outcome code; required.
    pub outcome: String,
    /// Note for the own office; never crosses.
    pub note: String,
    /// `ja`: tell the sender the outcome.
    pub tell_outcome: String,
}

/// Assigning to a colleague.
pub struct AssignStep {
    /// Where the form goes.
    pub action: String,
    /// As typed, or as it is assigned now.
    pub form: AssignForm,
    /// The own office's staff that works on cases.
    pub colleagues: Vec<Choice>,
    /// Whether it stands open.
    pub open: bool,
}

/// What an assignment posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    /// Idempotency key.
    pub form_key: String,
    /// The account that takes care of it; required.
    pub to: String,
    /// The account that stands in.
    pub deputy: String,
}

/// Linking the slip that turned up after an arrival without it.
pub struct LinkStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: LinkForm,
    /// Whether it stands open.
    pub open: bool,
}

/// What linking posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// Idempotency key.
    pub form_key: String,
    /// The slip's code.
    pub code: String,
}
