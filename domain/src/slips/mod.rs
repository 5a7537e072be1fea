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
mod request;
mod state;
mod table;
mod validity;
mod withdraw;

pub use appointment::{Appointment, NoTimeOfDay, Reappointed, TimeOfDay};
pub use events::{Counselling, SlipEvent, SlipEventKind, SlipIssued, SlipReissued, Waypoint};
pub use feedback::Message;
pub use issue::IssueSlip;
pub use paper::Paper;
pub use paper_return::{HerWord, PaperReturn, Words};
pub use present::{Arrival, Copy, Presented, Station};
pub use request::Request;
pub use state::{Issued, Slip};
pub use table::{Act, Stage, TABLE};
pub use validity::{NewCodes, Reissue, Revive};

pub use crate::handovers::EnterInError;

use crate::{Instruction, Refusal};

/// What the sender can do with a slip.
#[derive(Debug, Clone)]
pub enum SlipCommand {
    /// Issue it.
    Issue(Box<IssueSlip>),
    /// A new paper with a new code, because she wants one.
    Reissue(Reissue, Box<NewCodes>),
    /// Let the sender appear under the network's neutral name from now on.
    HideSender,
    /// Withdraw it.
    Withdraw,
    /// Let it hold again.
    Revive(Revive),
    /// Mark it as an error.
    EnterInError(EnterInError),
    /// Enter what came back on paper.
    RecordPaperReturn {
        /// What it says.
        request: PaperReturn,
        /// The sender may reduce benefits.
        by_benefits_office: bool,
    },
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
            SlipCommand::Reissue(request, drawn) => self.reissue(*now, request, drawn),
            SlipCommand::HideSender => Ok(self.hide_sender(false).into_iter().collect()),
            SlipCommand::Withdraw => Ok(vec![SlipEvent::SlipWithdrawn {}]),
            SlipCommand::Revive(Revive { valid_until }) => self.revive(*now, *valid_until),
            SlipCommand::EnterInError(request) => Self::enter_in_error(request),
            SlipCommand::RecordPaperReturn {
                request,
                by_benefits_office,
            } => Self::record_paper_return(request, *by_benefits_office),
            SlipCommand::SettleCallBack => Ok(self.settle_call_back()),
        }
    }
}

crate::aggregate::aggregate!(Slip, SlipCommand, "slip", SlipEvent);
crate::aggregate::stored!(
    SlipEvent,
    crate::SlipId,
    crate::SlipId::bytes,
    [
        SlipIssued = "SlipIssued",
        SlipReissued = "SlipReissued",
        SlipSenderHidden = "SlipSenderHidden",
        SlipWithdrawn = "SlipWithdrawn",
        SlipValidityEnded = "SlipValidityEnded",
        SlipRevived = "SlipRevived",
        SlipEnteredInError = "SlipEnteredInError",
        FeedbackReceived = "FeedbackReceived",
        RetractionReceived = "RetractionReceived",
        HerWordReceived = "HerWordReceived",
        PaperReturnRecorded = "PaperReturnRecorded",
        CallBackReceived = "CallBackReceived",
        CallBackSettled = "CallBackSettled",
    ]
);

#[cfg(test)]
pub(crate) mod tests_support;
