//! Consent (Einwilligung): the path's stream of what she granted, refused and withdrew.

mod copies;
pub(crate) mod days;
mod decider;
mod events;
mod expire;
mod granted;
mod heard;
mod items;
mod own_codes;
mod permit;
mod record;
mod release;
mod said;
mod standing;
mod state;
mod stations;
mod table;
mod taken_back;
#[cfg(test)]
pub(crate) mod tests_support;
mod withdraw;
mod word;
mod wording;

pub use copies::CopyHeld;
pub use decider::{Decider, Incomplete, WhoDecides};
pub use events::{
    Asking, ConsentEvent, ConsentForm, ConsentPurpose, ConsentRecorded, ConsentWithdrawn, Decision,
    Evidence, MessageReleased, ReleaseEvidence, ReleaseRecorded, Route, TakenBack,
};
pub use items::{Item, Preset};
pub use own_codes::CarriedBy;
pub use permit::{Disclosure, Permit};
pub use record::{Asked, RecordConsent};
pub use release::{AskedRelease, RecordRelease, ReleaseMessage};
pub use said::{Said, SaidHow};
pub use standing::Standing;
pub use state::Consent;
pub use table::{Act, Stage, TABLE};
pub use withdraw::{WithdrawConsent, WithdrawEverything, WithdrawRelease};
pub use word::Word;
pub use wording::{ConsentText, Subject, Wording};

use crate::{Instruction, Refusal};
use heard::Heard;

/// What can be done with the consents of a path.
#[derive(Debug, Clone)]
pub enum ConsentCommand {
    /// A caseworker records what she decided.
    Record(RecordConsent),
    /// A caseworker records a release from confidentiality.
    RecordRelease(RecordRelease),
    /// At the receiving office's desk, she lets one message cross.
    ReleaseMessage(ReleaseMessage),
    /// She takes items back.
    Withdraw(WithdrawConsent),
    /// She takes a release from confidentiality back.
    WithdrawRelease(WithdrawRelease),
    /// She takes everything back, at the station that has this record of her.
    WithdrawEverything(WithdrawEverything),
}

impl Consent {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<ConsentCommand>,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        what.act().row().by.permits(*by, None)?;
        match what {
            ConsentCommand::Record(command) => self.record(*by, *now, command),
            ConsentCommand::RecordRelease(command) => self.record_release(*by, *now, command),
            ConsentCommand::ReleaseMessage(command) => Self::release_message(*by, *now, command),
            ConsentCommand::Withdraw(command) => self.withdraw(*by, command),
            ConsentCommand::WithdrawRelease(command) => self.withdraw_release(*by, *command),
            ConsentCommand::WithdrawEverything(command) => {
                Ok(self.withdraw_everything(*by, *command))
            }
        }
    }
}

impl ConsentEvent {
    /// The stored names of what she took back: no restored backup may undo it (Art. 7(3) GDPR).
    pub const TAKEN_BACK: [&'static str; 3] = [
        "ConsentWithdrawn",
        "ReleaseWithdrawn",
        "EverythingWithdrawn",
    ];
}

crate::aggregate::aggregate!(Consent, ConsentCommand, "consent", ConsentEvent);
crate::aggregate::stored!(
    ConsentEvent,
    crate::PathId,
    crate::PathId::bytes,
    [
        ConsentRecorded = "ConsentRecorded",
        ReleaseRecorded = "ReleaseRecorded",
        MessageReleased = "MessageReleased",
        ConsentWithdrawn = "ConsentWithdrawn",
        ReleaseWithdrawn = "ReleaseWithdrawn",
        EverythingWithdrawn = "EverythingWithdrawn",
        ConsentExpired = "ConsentExpired",
        StationJoined = "StationJoined",
        StationLeft = "StationLeft",
        PathLinked = "PathLinked",
        CopyHanded = "CopyHanded",
        CopyShown = "CopyShown",
        VoucherCopyHanded = "VoucherCopyHanded",
        VoucherCopyShown = "VoucherCopyShown",
        OwnCodeGiven = "OwnCodeGiven",
        OwnCodesEnded = "OwnCodesEnded",
    ]
);
