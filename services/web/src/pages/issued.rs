//! `/laufzettel/{id}`: a slip as its own office sees it, complete with and without feedback.
use super::{Badge, Fact, Frame, HistoryLine};
use askama::Template;

/// `/laufzettel/{id}`.
///
/// Forms: `POST {withdraw.action}` with `form_key`; `POST {reissue.action}` with `form_key`.
#[derive(Template)]
#[template(path = "issued.html")]
pub struct IssuedPage {
    /// Header and footer.
    pub frame: Frame,
    /// "Laufzettel ist ausgestellt" right after issuing; else empty.
    pub just_done: String,
    /// For whom: name, or "Ohne Namen".
    pub who: String,
    /// Where to: office and service.
    pub addressee: String,
    /// State.
    pub badge: Badge,
    /// State in one sentence.
    pub state: String,
    /// Station code as printed; empty once it cannot be used any more.
    pub code: String,
    /// The slip as PDF; none once it cannot be used any more.
    pub print: Option<String>,
    /// A file note for the leading file.
    pub file_note: Option<String>,
    /// Whether she allowed any feedback.
    pub feedback_allowed: bool,
    /// What she allowed, as sentences.
    pub allowed: Vec<String>,
    /// What came back, newest first.
    pub feedback: Vec<HistoryLine>,
    /// What stands on the slip.
    pub facts: Vec<Fact>,
    /// Own side's history.
    pub history: Vec<HistoryLine>,
    /// Withdrawing, while that is possible.
    pub withdraw: Option<ConfirmStep>,
    /// Where a lost slip is issued anew (the old code dies), while that is possible.
    pub reissue: Option<ConfirmStep>,
}

/// A step that needs nothing but a second thought.
pub struct ConfirmStep {
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
}
