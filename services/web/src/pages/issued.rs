//! `/laufzettel/{id}`: a slip as its own office sees it, complete with and without feedback.
use super::issue::take;
use super::{
    Badge, Choice, ChoiceGroup, Fact, FieldErrors, Frame, HistoryLine, PlainStep, Proposed,
};
use askama::Template;
use serde::Deserialize;

/// `/laufzettel/{id}`. Every step is a form that posts to its own `action`.
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
    /// It holds, but its code is no longer kept here: only a new one can be printed.
    pub code_gone: bool,
    /// The slip as PDF; none once it cannot be used any more.
    pub print: Option<String>,
    /// A file note for the leading file.
    pub file_note: Option<String>,
    /// Whether she allowed any feedback.
    pub feedback_allowed: bool,
    /// Nobody signs in there: what she allowed comes back on a strip of paper.
    pub on_paper: bool,
    /// What she allowed, as sentences.
    pub allowed: Vec<String>,
    /// What came back, newest first.
    pub feedback: Vec<HistoryLine>,
    /// What stands on the slip.
    pub facts: Vec<Fact>,
    /// Own side's history.
    pub history: Vec<HistoryLine>,
    /// A request to ring up that waits.
    pub call_back: Option<CallBackStep>,
    /// Letting the own office appear under the neutral sender, while it appears under its name.
    pub hide_sender: Option<ConfirmStep>,
    /// Withdrawing, while that is possible.
    pub withdraw: Option<ConfirmStep>,
    /// Where a lost slip is issued anew (the old code dies), while that is possible.
    pub reissue: Option<ReissueStep>,
    /// Where it is made to hold again, after its last day.
    pub revive: Option<ReviveStep>,
    /// Where a return strip, or what she says, is entered.
    pub paper_return: Option<PaperReturnStep>,
    /// Marking it as an error, for its author and the lead.
    pub in_error: Option<PlainStep>,
    /// Ids: the id of a step and the name of its field, such as `revive_valid_until`.
    pub errors: FieldErrors,
}

/// A new paper with a new code.
pub struct ReissueStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: ReissueForm,
    /// How much the paper can say.
    pub papers: Vec<Choice>,
    /// First day that can be chosen, ISO.
    pub today: String,
    /// The appointment that passed, worded.
    pub passed: Option<String>,
    /// A day that is proposed instead of the typed one.
    pub proposed: Option<Proposed>,
    /// Whether it stands open.
    pub open: bool,
}

/// What a reissue posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReissueForm {
    /// Idempotency key.
    pub form_key: String,
    /// `ja`: she wants a new one; required.
    pub her_wish: String,
    /// The new last day, ISO.
    pub valid_until: String,
    /// How much the new paper says; empty: as before.
    pub paper: String,
    /// Day of an appointment, ISO, may be empty.
    pub appointment_on: String,
    /// Time of it, may be empty.
    pub appointment_time: String,
    /// Whom to ask for there; may be empty.
    pub appointment_remark: String,
    /// The day that was proposed and taken for `appointment_on`, ISO.
    pub proposed_appointment_on: String,
    /// The day that was proposed and taken for `valid_until`, ISO.
    pub proposed_valid_until: String,
}

impl ReissueForm {
    /// Puts in the days that were proposed and taken.
    pub fn takes_proposals(&mut self) {
        take(&mut self.valid_until, &mut self.proposed_valid_until);
        take(&mut self.appointment_on, &mut self.proposed_appointment_on);
    }
}

/// A new last day.
pub struct ReviveStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: ReviveForm,
    /// First day that can be chosen, ISO.
    pub today: String,
    /// Whether it stands open.
    pub open: bool,
}

/// What a revival posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReviveForm {
    /// Idempotency key.
    pub form_key: String,
    /// The new last day, ISO.
    pub valid_until: String,
}

/// What came back on paper.
pub struct PaperReturnStep {
    /// By which the strip finds this slip.
    pub reference: String,
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: PaperReturnForm,
    /// What a strip can say.
    pub messages: Vec<ChoiceGroup>,
    /// Whether it stands open.
    pub open: bool,
}

/// What a paper return posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PaperReturnForm {
    /// Idempotency key.
    pub form_key: String,
    /// What the strip says; required.
    pub message: String,
    /// A remark on it.
    pub words: String,
}

/// She, at the office to which she was sent, wants to be rung up. "Done" posts [`super::PlainForm`].
pub struct CallBackStep {
    /// Who asked, since when, and under which number.
    pub asked: String,
    /// The own office appears there under the neutral sender: it must not give itself away on the
    /// telephone.
    pub hidden: bool,
    /// Where "done" goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
}

/// A step that needs nothing but a second thought.
pub struct ConfirmStep {
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
}
