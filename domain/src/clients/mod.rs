//! Client: the parent as *one* institution knows her; a record of hers there, may be nameless.

mod child_copy;
mod erase;
mod events;
mod join;
mod keep;
mod known;
mod person;
mod protect;
mod record;
mod state;
mod untold;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use child_copy::{
    AskForChildCopy, AskedBy, ChildCopy, Entitlement, HeldOfChildren, IdentityProof,
};
pub use erase::{Kept, answered_by};
pub use events::{ClientEvent, ClientEventKind};
pub use known::{ContactChanged, Known};
pub use person::{AgeBand, Children, Confided, ContactChannel, Identity, birth_years};
pub use state::{Client, Opened};
pub use untold::Untold;

use crate::vocabulary::Role;
use crate::{Instruction, Note, PathId, RecordId, Refusal};

/// What can be done with a record.
#[derive(Debug, Clone)]
pub enum ClientCommand {
    /// Open a record.
    Record {
        /// Its id.
        record: RecordId,
        /// Her path: new, or the one that a code carried here.
        path: PathId,
        /// Who she is, if she says so.
        identity: Option<Identity>,
        /// Her children, if she says so.
        children: Option<Children>,
    },
    /// Add what she lets this institution know, to a record that was nameless.
    Identify {
        /// Who she is.
        identity: Option<Identity>,
        /// Her children.
        children: Option<Children>,
        /// What she had said on her paths until now.
        heard: BTreeMap<PathId, u64>,
    },
    /// Correct what is wrong (Art. 16 GDPR).
    Rectify {
        /// Who she is, as a whole.
        identity: Option<Identity>,
        /// Her children, as a whole.
        children: Option<Children>,
        /// What she had said on her paths until now.
        heard: BTreeMap<PathId, u64>,
    },
    /// Switch her safe mode (rule 11).
    Protect(bool),
    /// Use her data no more for now, or again (Art. 18 GDPR).
    Restrict(bool),
    /// Note what a child said in confidence.
    Confide(Note),
    /// Keep the record until a day, whoever asks for erasure (Art. 17(3) GDPR).
    Hold {
        /// The last day.
        until: Date,
    },
    /// Keep it no longer than anything else.
    LiftHold,
    /// She asks here that everything be erased.
    RequestErasure,
    /// She was asked here whether she wants it erased, and wants it kept.
    KeepRecord,
    /// Another record turned out to be hers: it is kept and erased with this one.
    Join {
        /// That record.
        record: RecordId,
    },
    /// Another path turned out to be hers.
    AddPath(PathId),
}

impl ClientCommand {
    /// Data-protection acts are the lead's and the officer's too; casework is not the officer's.
    const fn may_be_given_by(&self, role: Role) -> bool {
        match self {
            Self::Hold { .. } | Self::LiftHold => {
                matches!(role, Role::Lead | Role::PrivacyOfficer)
            }
            Self::Restrict(_) => role.does_casework() || matches!(role, Role::PrivacyOfficer),
            _ => role.does_casework(),
        }
    }
}

impl ClientCommand {
    /// Who she is, where the command says so.
    const fn identity(&self) -> Option<&Identity> {
        match self {
            Self::Record { identity, .. }
            | Self::Identify { identity, .. }
            | Self::Rectify { identity, .. } => identity.as_ref(),
            _ => None,
        }
    }
}

impl Client {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<ClientCommand>,
    ) -> Result<Vec<ClientEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !what.may_be_given_by(by.function) {
            return Err(Refusal::NotYourRole);
        }
        if !matches!(what, ClientCommand::Record { .. }) {
            self.at(by.institution)?;
        }
        if let Some(identity) = what.identity() {
            identity.check(*now)?;
        }
        match what {
            ClientCommand::Record {
                record,
                path,
                identity,
                children,
            } => self.record(
                (by.institution, *record, *path),
                identity.as_ref(),
                children.as_ref(),
            ),
            ClientCommand::Identify {
                identity,
                children,
                heard,
            } => Ok(self.identify(*now, identity.as_ref(), children.as_ref(), heard)),
            ClientCommand::Rectify {
                identity,
                children,
                heard,
            } => Ok(self.rectify(*now, identity.as_ref(), children.as_ref(), heard)),
            ClientCommand::Protect(protected) => Ok(self.protect(*protected)),
            ClientCommand::Restrict(restricted) => Ok(self.restrict(*restricted)),
            ClientCommand::Confide(note) => Ok(Self::confide(note)),
            ClientCommand::Hold { until } => self.hold(*now, *until),
            ClientCommand::LiftHold => Ok(self.lift_hold()),
            ClientCommand::RequestErasure => Ok(self.request_erasure(*now)),
            ClientCommand::KeepRecord => Ok(self.keep_record(*now)),
            ClientCommand::Join { record } => Ok(self.join(*record)),
            ClientCommand::AddPath(path) => Ok(self.add_path(*path)),
        }
    }
}

/// One event if something changes, none if it is so already.
fn changed(is: bool, event: ClientEvent) -> Vec<ClientEvent> {
    is.then_some(event).into_iter().collect()
}

crate::aggregate::aggregate!(Client, ClientCommand, "client", ClientEvent);
crate::aggregate::stored!(
    ClientEvent,
    crate::RecordId,
    crate::RecordId::bytes,
    [
        ClientRecorded = "ClientRecorded",
        ClientIdentified = "ClientIdentified",
        ClientRectified = "ClientRectified",
        ProtectionSet = "ProtectionSet",
        RestrictionSet = "RestrictionSet",
        ChildConfided = "ChildConfided",
        LegalHoldPlaced = "LegalHoldPlaced",
        LegalHoldLifted = "LegalHoldLifted",
        ErasureRequested = "ErasureRequested",
        ErasureAskedElsewhere = "ErasureAskedElsewhere",
        ErasureNotWanted = "ErasureNotWanted",
        RecordsJoined = "RecordsJoined",
        PathAdded = "PathAdded",
    ]
);

#[cfg(test)]
pub(crate) mod tests_support;
