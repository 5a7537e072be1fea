//! Slip (Laufzettel): the sender's side. It knows only what the sender did and what crossed the seam.

mod appointment;
mod call_back;
mod error;
mod events;
mod feedback;
mod issue;
mod paper;
mod paper_return;
mod present;
mod state;
mod table;
mod validity;
mod withdraw;

pub use appointment::{Appointment, NoTimeOfDay, Reappointed, TimeOfDay};
pub use events::{Counselling, SlipEvent, SlipEventKind, Waypoint};
pub use feedback::Message;
pub use issue::IssueSlip;
pub use paper::Paper;
pub use paper_return::{HerWord, PaperReturn, Words};
pub use present::{Arrival, Copy, Station};
pub use state::{Issued, Slip};
pub use table::{Act, Stage, TABLE};
pub use validity::Reissue;

use jiff::civil::Date;

use crate::{Instruction, Note, Refusal};

/// What the sender can do with a slip.
#[derive(Debug, Clone)]
pub enum SlipCommand {
    /// Issue it.
    Issue(Box<IssueSlip>),
    /// A new paper with a new code, because she wants one.
    Reissue(Box<Reissue>),
    /// Let the sender appear under the network's neutral name from now on.
    HideSender,
    /// Withdraw it.
    Withdraw,
    /// Let it hold again.
    Revive {
        /// The new last day.
        valid_until: Date,
    },
    /// Mark it as an error.
    EnterInError {
        /// Why.
        comment: Option<Note>,
    },
    /// Enter what came back on paper.
    RecordPaperReturn(PaperReturn),
    /// She, or the office, was rung up.
    SettleCallBack,
}

impl Slip {
    /// Decides a command against this state: first the table's row, then the command's own guard.
    pub fn decide(
        &self,
        instruction: &Instruction<SlipCommand>,
    ) -> Result<Vec<SlipEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        let row = what.act().row();
        let stage = self.stage_on(now.today);
        if !matches!(what, SlipCommand::Issue(_)) {
            let issued = self.of(by.institution)?;
            row.by.permits(*by, Some(issued.author))?;
        }
        if row.is_done_in(stage) {
            return Ok(vec![]);
        }
        if !row.is_taken_in(stage) {
            return Err(match what {
                SlipCommand::Issue(_) => Refusal::AlreadyThere,
                _ => stage.refusal(),
            });
        }
        match what {
            SlipCommand::Issue(command) => Self::issue(*by, *now, command),
            SlipCommand::Reissue(command) => self.reissue(*now, command),
            SlipCommand::HideSender => Ok(self.hide_sender(false).into_iter().collect()),
            SlipCommand::Withdraw => Ok(vec![SlipEvent::SlipWithdrawn {}]),
            SlipCommand::Revive { valid_until } => self.revive(*now, *valid_until),
            SlipCommand::EnterInError { comment } => Self::enter_in_error(comment.as_ref()),
            SlipCommand::RecordPaperReturn(command) => Self::record_paper_return(command),
            SlipCommand::SettleCallBack => Ok(self.settle_call_back()),
        }
    }
}

crate::aggregate::aggregate!(Slip, SlipCommand, "slip", SlipEvent);
crate::aggregate::stored!(SlipEvent, crate::SlipId, crate::SlipId::bytes, [
    SlipIssued SlipReissued SlipSenderHidden SlipWithdrawn SlipValidityEnded SlipRevived
    SlipEnteredInError
    FeedbackReceived RetractionReceived HerWordReceived PaperReturnRecorded
    CallBackReceived CallBackSettled
]);

#[cfg(test)]
pub(crate) mod tests_support;
