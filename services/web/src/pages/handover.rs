//! `/uebergaben/{id}`: one hand-over as the receiving office sees it, next steps first.
use super::{Badge, Fact, FieldErrors, Frame, HistoryLine, Link};
use crate::form::{Input, Offered, Place};
use askama::Template;

/// `/uebergaben/{id}`. A step that is not possible now leaves no trace on the page.
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
    /// Messages that wait to be read.
    pub notices: Vec<String>,
    /// Every step that can be taken.
    pub steps: Vec<Offered>,
    /// Whether some of them are folded beneath the next ones.
    pub more: bool,
    /// Whether nothing comes before telling the sender.
    pub feedback_is_next: bool,
    /// The slip with which she was sent on.
    pub sent_on: Option<Link>,
    /// Print of the next place for her, after a rejection.
    pub print: Option<Link>,
    /// Send her on: the issue page for her.
    pub forward: Option<Link>,
    /// She is here again: a new arrival, once this one is closed.
    pub again: Option<Link>,
    /// What is known.
    pub facts: Vec<Fact>,
    /// What the sender knows of this, as sentences; empty means nothing.
    pub sender_knows: Vec<String>,
    /// What happened, oldest first.
    pub history: Vec<HistoryLine>,
    /// The note for the office's own leading file.
    pub file_note: String,
    /// Ids: the id of a step and the name of its field, such as `hold_until`.
    pub errors: FieldErrors,
}
