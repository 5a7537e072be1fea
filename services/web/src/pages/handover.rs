//! `/uebergaben/{id}`: one hand-over as the receiving office sees it, next steps first.
use super::{Badge, Fact, FieldErrors, Frame, HistoryLine, Link};
use crate::form::{Input, Offered, Place};
use askama::Template;

/// `/uebergaben/{id}`. A step that is not possible now leaves no trace on the page.
#[derive(Template)]
#[template(path = "handover.html")]
pub(crate) struct HandoverPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What has just been done, else empty.
    pub(crate) just_done: String,
    /// Name, or "Ohne Namen".
    pub(crate) who: String,
    /// The sender, or the neutral one; empty if she came without a slip.
    pub(crate) sender: String,
    /// State.
    pub(crate) badge: Badge,
    /// What is next, in one sentence.
    pub(crate) next: String,
    /// Messages that wait to be read.
    pub(crate) notices: Vec<String>,
    /// Every step that can be taken.
    pub(crate) steps: Vec<Offered>,
    /// Whether some of them are folded beneath the next ones.
    pub(crate) more: bool,
    /// Whether nothing comes before telling the sender.
    pub(crate) feedback_is_next: bool,
    /// The slip with which she was sent on.
    pub(crate) sent_on: Option<Link>,
    /// Print of the next place for her, after a rejection.
    pub(crate) print: Option<Link>,
    /// Send her on: the issue page for her.
    pub(crate) forward: Option<Link>,
    /// She is here again: a new arrival, once this one is closed.
    pub(crate) again: Option<Link>,
    /// What is known.
    pub(crate) facts: Vec<Fact>,
    /// What the sender knows of this, as sentences; empty means nothing.
    pub(crate) sender_knows: Vec<String>,
    /// What happened, oldest first.
    pub(crate) history: Vec<HistoryLine>,
    /// The note for the office's own leading file.
    pub(crate) file_note: String,
    /// Ids: the id of a step and the name of its field, such as `hold_until`.
    pub(crate) errors: FieldErrors,
}
