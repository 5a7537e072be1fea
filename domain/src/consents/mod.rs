//! Consent (Einwilligung): the path's stream of what she granted, refused and withdrew.

mod events;
mod items;
mod permit;
mod record;
mod state;
#[cfg(test)]
pub(crate) mod tests_support;
mod withdraw;

pub use events::{ConsentEvent, ConsentForm, ConsentText, Decision, Evidence, Route};
pub use items::{Item, Preset};
pub use permit::{Disclosure, Permit};
pub use record::RecordConsent;
pub use state::{Consent, Standing};
pub use withdraw::WithdrawConsent;

use crate::{Instruction, Refusal};

/// What can be done with the consents of a path.
#[derive(Debug, Clone)]
pub enum ConsentCommand {
    /// A caseworker records what she decided.
    Record(RecordConsent),
    /// She takes items back, at any of her stations.
    Withdraw(WithdrawConsent),
}

impl Consent {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<ConsentCommand>,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        match what {
            ConsentCommand::Record(command) => Self::record(*by, *now, command),
            ConsentCommand::Withdraw(command) => self.withdraw(*by, command),
        }
    }
}

crate::aggregate::aggregate!(
    Consent,
    ConsentCommand,
    ConsentEvent,
    "consent",
    ["ConsentRecorded", "ConsentWithdrawn", "CopyHanded"]
);
