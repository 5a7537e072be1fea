//! `/uebergaben/{id}`: one hand-over as the receiving office sees it, next steps first.
//! A step that is not possible now is `None` and leaves no trace on the page.
use super::{
    AssignStep, Badge, ConcludeStep, DeclineStep, EverythingStep, Fact, FeedbackStep, FieldErrors,
    Frame, HerWordStep, HistoryLine, HoldStep, Link, LinkStep, PlainStep, RejectStep, ReleaseStep,
    RetractStep, TakeBackStep, Tell,
};
use askama::Template;

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
    /// Messages that wait to be read.
    pub notices: Option<Notices>,
    /// Accept: form [`super::PlainForm`] and the `tell_` boxes.
    pub accept: Option<PlainStep>,
    /// Messages that she allowed when accepting.
    pub accept_tells: Vec<Tell>,
    /// Go on after a hold.
    pub resume: Option<PlainStep>,
    /// The slip with which she was sent on.
    pub sent_on: Option<Link>,
    /// Print of the next place for her, after a rejection.
    pub print: Option<Link>,
    /// Give feedback; none where she allowed none or all was given.
    pub feedback: Option<FeedbackStep>,
    /// Conclude.
    pub conclude: Option<ConcludeStep>,
    /// Put on hold.
    pub hold: Option<HoldStep>,
    /// Send her on: the issue page for her.
    pub forward: Option<Link>,
    /// She is here again: a new arrival, once this one is closed.
    pub again: Option<Link>,
    /// Reject.
    pub reject: Option<RejectStep>,
    /// Link the slip that turned up.
    pub link: Option<LinkStep>,
    /// What is needed seldom.
    pub rare: RareSteps,
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

/// Steps that are needed seldom, folded below the others.
#[derive(Default)]
pub struct RareSteps {
    /// A colleague takes care of it.
    pub assign: Option<AssignStep>,
    /// She releases one message at this desk.
    pub release: Option<ReleaseStep>,
    /// Her own word to the sender.
    pub her_word: Option<HerWordStep>,
    /// A request for feedback stays unanswered.
    pub decline: Option<DeclineStep>,
    /// What the sender was told was wrong.
    pub retract: Option<RetractStep>,
    /// She takes items back.
    pub take_back: Option<TakeBackStep>,
    /// She takes everything back.
    pub everything: Option<EverythingStep>,
    /// Reopen, ended by her, entered in error.
    pub plain: Vec<PlainStep>,
}

impl RareSteps {
    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.assign.is_none()
            && self.release.is_none()
            && self.her_word.is_none()
            && self.decline.is_none()
            && self.retract.is_none()
            && self.take_back.is_none()
            && self.everything.is_none()
            && self.plain.is_empty()
    }
}

/// Messages about what the office holds; one "read" for all of them, posts [`super::PlainForm`].
pub struct Notices {
    /// What they say.
    pub sentences: Vec<String>,
    /// Where "read" goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
}
