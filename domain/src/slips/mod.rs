//! Slip (Laufzettel): the sender's side. It knows only what the sender did and what crossed the seam.

mod events;
mod feedback;
mod issue;
mod present;
mod state;
mod withdraw;

pub use events::{Counselling, SlipEvent};
pub use feedback::Message;
pub use issue::IssueSlip;
pub use present::{Arrival, Copy};
pub use state::{Issued, Slip};

use crate::{Instruction, Refusal};

/// What the sender can do with a slip.
#[derive(Debug, Clone)]
pub enum SlipCommand {
    /// Issue it.
    Issue(Box<IssueSlip>),
    /// Withdraw it.
    Withdraw,
}

impl Slip {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<SlipCommand>,
    ) -> Result<Vec<SlipEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        match what {
            SlipCommand::Issue(command) => self.issue(*by, *now, command),
            SlipCommand::Withdraw => self.withdraw(*by),
        }
    }
}

crate::aggregate::aggregate!(
    Slip,
    SlipCommand,
    SlipEvent,
    "slip",
    ["SlipIssued", "SlipWithdrawn", "FeedbackReceived"]
);

#[cfg(test)]
pub(crate) mod tests_support;
