//! Hand-over (Übergabe): the receiving office's side. It never holds more than she consented to.

mod accept;
mod acknowledge;
mod announce;
mod conclude;
mod events;
mod give_feedback;
mod reject;
mod state;

pub use acknowledge::Acknowledge;
pub use announce::Announce;
pub use events::{HandoverEvent, Instead, Remark};
pub use give_feedback::GiveFeedback;
pub use reject::Reject;
pub use state::{Handover, Held};

use crate::vocabulary::Outcome;
use crate::{Instruction, Note, Refusal};

/// What can be done with a hand-over.
#[derive(Debug, Clone)]
pub enum HandoverCommand {
    /// The sender's issue announces it, with her consent.
    Announce(Box<Announce>),
    /// The office acknowledges the code; with `accept`, one act with two events.
    Acknowledge(Box<Acknowledge>),
    /// The office takes her on.
    Accept,
    /// The office cannot take her on.
    Reject(Reject),
    /// The work at the office is done.
    Conclude {
        /// How it ended.
        outcome: Outcome,
        /// A remark for the office itself.
        remark: Option<Note>,
    },
    /// The office tells the sender one thing that she allows.
    GiveFeedback(GiveFeedback),
}

impl Handover {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<HandoverCommand>,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        match what {
            HandoverCommand::Announce(command) => self.announce(command),
            HandoverCommand::Acknowledge(command) => self.acknowledge(*by, *now, command),
            HandoverCommand::Accept => self.accept(*by),
            HandoverCommand::Reject(command) => self.reject(*by, command),
            HandoverCommand::Conclude { outcome, remark } => {
                self.conclude(*by, *outcome, remark.as_ref())
            }
            HandoverCommand::GiveFeedback(command) => self.give_feedback(*by, command),
        }
    }
}

crate::aggregate::aggregate!(
    Handover,
    HandoverCommand,
    HandoverEvent,
    "handover",
    [
        "HandoverAnnounced",
        "HandoverAcknowledged",
        "HandoverAccepted",
        "HandoverRejected",
        "HandoverConcluded",
        "FeedbackGiven",
    ]
);

#[cfg(test)]
mod tests_support;
