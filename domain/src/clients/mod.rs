//! Client: the parent as *one* institution knows her; a record of hers there, may be nameless.

mod erase;
mod events;
mod person;
mod state;

use jiff::civil::Date;

pub use erase::Kept;
pub use events::ClientEvent;
pub use person::{AgeBand, Children, Confided, ContactChannel, Identity};
pub use state::{Client, Opened};

use crate::vocabulary::Role;
use crate::{Erasable, Instruction, Note, PathId, RecordId, Refusal};

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
    },
    /// Correct what is wrong (Art. 16 GDPR).
    Rectify {
        /// Who she is, as a whole.
        identity: Option<Identity>,
        /// Her children, as a whole.
        children: Option<Children>,
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
    /// She asks, here or at another of her stations, that everything be erased.
    RequestErasure,
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
        if let ClientCommand::Record {
            record,
            path,
            identity,
            children,
        } = what
        {
            if self.opened().is_some() {
                return Err(Refusal::AlreadyThere);
            }
            return Ok(vec![ClientEvent::ClientRecorded {
                record: *record,
                institution: by.institution,
                path: *path,
                identity: identity.clone().map(Erasable::Known),
                child: children.clone().map(Erasable::Known),
            }]);
        }
        self.at(by.institution)?;
        let changed = |is: bool, event| Ok(is.then_some(event).into_iter().collect());
        match what {
            ClientCommand::Record { .. } => Err(Refusal::AlreadyThere),
            ClientCommand::Identify { identity, children } => changed(
                identity.is_some() || children.is_some(),
                ClientEvent::ClientIdentified {
                    identity: identity.clone().map(Erasable::Known),
                    child: children.clone().map(Erasable::Known),
                },
            ),
            ClientCommand::Rectify { identity, children } => changed(
                identity.is_some() || children.is_some(),
                ClientEvent::ClientRectified {
                    identity: identity.clone().map(Erasable::Known),
                    child: children.clone().map(Erasable::Known),
                },
            ),
            ClientCommand::Protect(protected) => changed(
                self.is_protected() != *protected,
                ClientEvent::ProtectionSet {
                    protected: *protected,
                },
            ),
            ClientCommand::Restrict(restricted) => changed(
                self.is_restricted() != *restricted,
                ClientEvent::RestrictionSet {
                    restricted: *restricted,
                },
            ),
            ClientCommand::Confide(note) => Ok(vec![ClientEvent::ChildConfided {
                child: Erasable::Known(Confided { note: note.clone() }),
            }]),
            ClientCommand::Hold { until } if *until < now.today => Err(Refusal::HoldDayPassed),
            ClientCommand::Hold { until } => changed(
                self.held_until() != Some(*until),
                ClientEvent::LegalHoldPlaced { until: *until },
            ),
            ClientCommand::LiftHold => {
                changed(self.held_until().is_some(), ClientEvent::LegalHoldLifted {})
            }
            ClientCommand::RequestErasure => changed(
                !self.asks_for_erasure(),
                ClientEvent::ErasureRequested { on: now.today },
            ),
            ClientCommand::Join { record } => changed(
                !self.joined().contains(record),
                ClientEvent::RecordsJoined { record: *record },
            ),
            ClientCommand::AddPath(path) => changed(
                !self.paths().contains(path),
                ClientEvent::PathAdded { path: *path },
            ),
        }
    }
}

crate::aggregate::aggregate!(
    Client,
    ClientCommand,
    ClientEvent,
    "client",
    [
        ClientRecorded ClientIdentified ClientRectified ProtectionSet RestrictionSet ChildConfided
        LegalHoldPlaced LegalHoldLifted ErasureRequested RecordsJoined PathAdded
    ]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;
    use crate::consents::tests_support::{line, now, path, staff_of};

    const HERE: InstitutionId = InstitutionId::from_bytes([1; 16]);
    const RECORD: RecordId = RecordId::from_bytes([6; 16]);

    fn order(at: InstitutionId, what: ClientCommand) -> Instruction<ClientCommand> {
        Instruction {
            by: staff_of(at),
            now: now(),
            what,
        }
    }

    fn nameless() -> ClientCommand {
        ClientCommand::Record {
            record: RECORD,
            path: path(),
            identity: None,
            children: None,
        }
    }

    #[test]
    fn a_nameless_record_is_named_later_by_its_own_institution_only() {
        let mut client = Client::default();
        for event in client.decide(&order(HERE, nameless())).unwrap() {
            client.evolve(&event);
        }
        assert_eq!(
            client.at(HERE).map(|at| (at.record, at.path)),
            Ok((RECORD, path()))
        );
        let name = ClientCommand::Identify {
            identity: Some(Identity {
                name: Some(line("Frau Neumann")),
                ..Identity::default()
            }),
            children: None,
        };
        let elsewhere = InstitutionId::from_bytes([2; 16]);
        assert_eq!(
            client.decide(&order(elsewhere, name.clone())),
            Err(Refusal::NotYours)
        );
        for event in client.decide(&order(HERE, name)).unwrap() {
            client.evolve(&event);
        }
        let known = client.identity().and_then(Erasable::known).unwrap();
        assert_eq!(known.name, Some(line("Frau Neumann")));
        assert!(!format!("{client:?}").contains("Neumann"));
    }

    #[test]
    fn a_record_is_opened_once() {
        let mut client = Client::default();
        for event in client.decide(&order(HERE, nameless())).unwrap() {
            client.evolve(&event);
        }
        assert_eq!(
            client.decide(&order(HERE, nameless())),
            Err(Refusal::AlreadyThere)
        );
    }

    #[test]
    fn a_hold_stops_erasure_until_its_day_or_until_it_is_lifted() {
        let mut client = Client::default();
        let mut hold = order(HERE, ClientCommand::Hold { until: now().today });
        for command in [order(HERE, nameless())] {
            for event in client.decide(&command).unwrap() {
                client.evolve(&event);
            }
        }
        assert_eq!(client.decide(&hold), Err(Refusal::NotYourRole));
        hold.by.function = Role::PrivacyOfficer;
        for event in client.decide(&hold).unwrap() {
            client.evolve(&event);
        }
        let tomorrow = now().today.tomorrow().unwrap();
        assert_eq!(
            client.may_be_erased(now().today),
            Err(Refusal::LegalHold { until: now().today })
        );
        assert_eq!(client.may_be_erased(tomorrow), Ok(()));
        hold.what = ClientCommand::LiftHold;
        for event in client.decide(&hold).unwrap() {
            client.evolve(&event);
        }
        assert_eq!(client.may_be_erased(now().today), Ok(()));
    }
}
