//! `/laufzettel/{id}`: a slip as its own office sees it, complete with and without feedback.
use super::{Badge, Fact, FieldErrors, Frame, HistoryLine};
use crate::form::{Input, Offered, Place};
use askama::Template;

/// `/laufzettel/{id}`.
#[derive(Template)]
#[template(path = "issued.html")]
pub(crate) struct IssuedPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// "Laufzettel ist ausgestellt" right after issuing; else empty.
    pub(crate) just_done: String,
    /// For whom: name, or "Ohne Namen".
    pub(crate) who: String,
    /// Where to: office and service.
    pub(crate) addressee: String,
    /// State.
    pub(crate) badge: Badge,
    /// State in one sentence.
    pub(crate) state: String,
    /// Station code as printed; empty once it cannot be used any more.
    pub(crate) code: String,
    /// It holds, but its code is no longer kept here: only a new one can be printed.
    pub(crate) code_gone: bool,
    /// The slip as PDF; none once it cannot be used any more.
    pub(crate) print: Option<String>,
    /// A file note for the leading file.
    pub(crate) file_note: String,
    /// Whether she allowed any feedback.
    pub(crate) feedback_allowed: bool,
    /// Nobody signs in there: what she allowed comes back on a strip of paper.
    pub(crate) on_paper: bool,
    /// What she allowed, as sentences.
    pub(crate) allowed: Vec<String>,
    /// What came back, newest first.
    pub(crate) feedback: Vec<HistoryLine>,
    /// What stands on the slip.
    pub(crate) facts: Vec<Fact>,
    /// Own side's history.
    pub(crate) history: Vec<HistoryLine>,
    /// A request to ring up that waits.
    pub(crate) call_back: Option<CallBack>,
    /// Every step that can be taken.
    pub(crate) steps: Vec<Offered>,
    /// Ids: the id of a step and the name of its field, such as `revive_valid_until`.
    pub(crate) errors: FieldErrors,
}

impl IssuedPage {
    /// Whether some of the steps are folded.
    fn more(&self) -> bool {
        self.steps.iter().any(|step| step.place == Place::Fold)
    }
}

/// She, at the office to which she was sent, wants to be rung up.
pub(crate) struct CallBack {
    /// Who asked, since when, and under which number.
    pub(crate) asked: String,
    /// The own office appears there under the neutral sender: it must not give itself away on the
    /// telephone.
    pub(crate) hidden: bool,
}
