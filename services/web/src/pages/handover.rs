//! `/uebergaben/{id}`: one hand-over as the receiving office sees it, next steps first.
//! A step that is not possible now is `None` and leaves no trace on the page.
use super::{Badge, Choice, ChoiceGroup, Fact, FieldErrors, Frame, HistoryLine, Link, Tell};
use askama::Template;
use serde::Deserialize;

/// `/uebergaben/{id}`. Every step is a form that posts to its own `action`.
#[derive(Template)]
#[template(path = "handover.html")]
pub struct HandoverPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// The sender, or the neutral one; empty if she came without a slip.
    pub sender: String,
    /// State.
    pub badge: Badge,
    /// What is next, in one sentence.
    pub next: String,
    /// Messages from the sender that wait to be seen.
    pub notices: Vec<Notice>,
    /// Accept: form [`PlainForm`] and the `tell_` boxes.
    pub accept: Option<PlainStep>,
    /// Messages that she allowed when accepting.
    pub accept_tells: Vec<Tell>,
    /// Conclude.
    pub conclude: Option<ConcludeStep>,
    /// Reject.
    pub reject: Option<RejectStep>,
    /// Put on hold.
    pub hold: Option<HoldStep>,
    /// Give feedback; none where she allowed none or all was given.
    pub feedback: Option<FeedbackStep>,
    /// Rare steps, folded: resume, reopen, ended by her, entered in error.
    pub more: Vec<PlainStep>,
    /// Print of the next place for her, after a rejection.
    pub print: Option<Link>,
    /// What is known.
    pub facts: Vec<Fact>,
    /// What the sender knows of this, as sentences; empty means nothing.
    pub sender_knows: Vec<String>,
    /// What happened, oldest first.
    pub history: Vec<HistoryLine>,
    /// Ids: `reject_reason`, `reject_comment`, `conclude_outcome`, `hold_reason`, `hold_until`,
    /// `feedback_tells`, and `{step id}_comment` for plain steps.
    pub errors: FieldErrors,
}

/// A message from the sender or about her consent; "seen" posts [`PlainForm`].
pub struct Notice {
    /// What it says.
    pub sentence: String,
    /// Where "seen" goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
}

/// A step that needs at most a comment.
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
    /// Day to look again, ISO.
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

/// Giving feedback: exactly the items that she allowed and that were not given yet.
pub struct FeedbackStep {
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
    /// The items.
    pub tells: Vec<Tell>,
    /// No standing consent (towards a Grundsicherungsstelle or Agentur für Arbeit): she releases
    /// each message now, and the box `her_word` is required.
    pub her_word_needed: bool,
}

/// What feedback posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// Idempotency key.
    pub form_key: String,
    /// `ja`: she arrived.
    pub tell_arrival: String,
    /// `ja`: she was accepted or not.
    pub tell_acceptance: String,
    /// `ja`: the outcome.
    pub tell_outcome: String,
    /// `ja`: the reason.
    pub tell_reason: String,
    /// `ja`: she agrees to this one message now.
    pub her_word: String,
}
