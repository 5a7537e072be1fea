//! Client: the parent as *one* institution knows her; a record of hers there, may be nameless.

mod child_copy;
mod erase;
mod events;
mod known;
mod person;
mod record;
mod state;
mod untold;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

pub use child_copy::{
    AskForChildCopy, AskedBy, ChildCopy, Entitlement, HeldOfChildren, IdentityProof,
};
pub use erase::{Kept, answered_by};
pub use events::{ClientEvent, ClientEventKind};
pub use known::{ContactChanged, Known};
pub use person::{AgeBand, Children, Confided, ContactChannel, Identity, birth_years};
pub use state::{Client, Facts, Opened};
pub use untold::Untold;

use crate::vocabulary::Role;
use crate::{EnteredDay, Erasable, Instruction, Note, Now, PathId, RecordId, Refusal};

/// What can be done with a record.
#[derive(Debug, Clone)]
pub enum ClientCommand {
    /// Open a record.
    Record {
        /// Its id.
        record: RecordId,
        /// Her path: new, or the one that a code carried here.
        path: PathId,
        /// What she says of herself.
        her: Known,
    },
    /// Add what she lets this institution know, to a record that was nameless.
    Identify {
        /// That.
        her: Known,
        /// What she had said on her paths until now.
        heard: BTreeMap<PathId, u64>,
    },
    /// Correct what is wrong (Art. 16 GDPR).
    Rectify {
        /// What is right, as a whole.
        her: Known,
        /// What she had said on her paths until now.
        heard: BTreeMap<PathId, u64>,
    },
    /// Change one thing about it.
    Change(ClientChange),
    /// She asks here that everything be erased.
    RequestErasure,
    /// Another record turned out to be hers: it is kept and erased with this one.
    Join {
        /// That record.
        record: RecordId,
    },
    /// Another path turned out to be hers.
    AddPath(PathId),
}

/// One thing that can be changed about a record.
#[derive(Debug, Clone, Serialize)]
pub enum ClientChange {
    /// Switch her safe mode (rule 11).
    Protect(bool),
    /// Use her data no more for now, or again (Art. 18 GDPR).
    Restrict(bool),
    /// Note what a child said in confidence (section 8(3) SGB VIII).
    Confide(Note),
    /// Keep the record until a day, whoever asks for erasure (Art. 17(3) GDPR).
    Hold {
        /// The last day.
        until: Date,
    },
    /// Keep it no longer than anything else.
    LiftHold,
    /// She was asked here whether she wants it erased, and wants it kept.
    Keep,
}

impl ClientCommand {
    /// Data-protection acts are the lead's and the officer's too; casework is not the officer's.
    const fn may_be_given_by(&self, role: Role) -> bool {
        match self {
            Self::Change(ClientChange::Hold { .. } | ClientChange::LiftHold) => {
                matches!(role, Role::Lead | Role::PrivacyOfficer)
            }
            Self::Change(ClientChange::Restrict(_)) => {
                role.does_casework() || matches!(role, Role::PrivacyOfficer)
            }
            _ => role.does_casework(),
        }
    }

    /// Who she is, where the command says so.
    const fn identity(&self) -> Option<&Identity> {
        match self {
            Self::Record { her, .. } | Self::Identify { her, .. } | Self::Rectify { her, .. } => {
                her.identity.as_ref()
            }
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
            ClientCommand::Record { record, path, her } => {
                self.record((by.institution, *record, *path), her)
            }
            ClientCommand::Identify { her, heard } => Ok(self.identify(*now, her, heard)),
            ClientCommand::Rectify { her, heard } => Ok(self.rectify(*now, her, heard)),
            ClientCommand::Change(change) => self.change(*now, change),
            ClientCommand::RequestErasure => Ok(self.requested(now.today).into_iter().collect()),
            ClientCommand::Join { record } => {
                let itself = self.opened.map(|opened| opened.record) == Some(*record);
                let joined = ClientEvent::RecordsJoined { record: *record };
                Ok(changed(!itself && !self.joined.contains(record), joined))
            }
            ClientCommand::AddPath(path) => {
                let added = ClientEvent::PathAdded { path: *path };
                Ok(changed(!self.paths.contains(path), added))
            }
        }
    }

    fn change(&self, now: Now, change: &ClientChange) -> Result<Vec<ClientEvent>, Refusal> {
        use ClientEvent as E;
        let (changes, event) = match *change {
            ClientChange::Protect(protected) => {
                (self.protected != protected, E::ProtectionSet { protected })
            }
            ClientChange::Restrict(restricted) => (
                self.restricted != restricted,
                E::RestrictionSet { restricted },
            ),
            // Sealed with the child's part and shown to nobody else.
            ClientChange::Confide(ref note) => {
                let child = Erasable::Known(Confided { note: note.clone() });
                (true, E::ChildConfided { child })
            }
            ClientChange::Hold { until } => {
                EnteredDay::LegalHold.check(until, now)?;
                (self.held_until != Some(until), E::LegalHoldPlaced { until })
            }
            ClientChange::LiftHold => (self.held_until.is_some(), E::LegalHoldLifted {}),
            ClientChange::Keep => (
                self.asks_for_erasure() || self.is_to_be_asked_about_erasure(),
                E::ErasureNotWanted { on: now.today },
            ),
        };
        Ok(changed(changes, event))
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
mod tests;
#[cfg(test)]
pub(crate) mod tests_support;
