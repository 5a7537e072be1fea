//! Client: the parent as *one* institution knows her; a record of hers there, may be nameless.

use serde::{Deserialize, Serialize};

use crate::{Erasable, InstitutionId, Instruction, Line, PathId, RecordId, Refusal};

crate::vocabulary::words! {
    /// The age of a child, no finer than the work needs.
    AgeBand, "age band" {
        UnderThree = "under_3",
        ThreeToFive = "3_to_5",
        SixToNine = "6_to_9",
        TenToThirteen = "10_to_13",
        FourteenToSeventeen = "14_to_17",
    }
}

/// Who she is and how to reach her.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Her name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Line>,
    /// Her year of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i16>,
    /// A safe way to reach her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Line>,
}

/// Her children, as age bands.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Children {
    /// One band a child.
    pub age_bands: Vec<AgeBand>,
}

macro_rules! hidden {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}
hidden! { Identity Children }

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
}

/// An event of a record's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ClientEvent {
    /// The record exists.
    ClientRecorded {
        /// Its id.
        record: RecordId,
        /// Whose record it is.
        institution: InstitutionId,
        /// Her path.
        path: PathId,
        /// Who she is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
        /// Her children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Erasable<Children>>,
    },
    /// She is known by name now.
    ClientIdentified {
        /// Who she is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
        /// Her children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Erasable<Children>>,
    },
}

impl ClientEvent {
    /// The stored name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ClientRecorded { .. } => "ClientRecorded",
            Self::ClientIdentified { .. } => "ClientIdentified",
        }
    }
}

/// A record as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    version: u64,
    opened: Option<(InstitutionId, RecordId, PathId)>,
    identity: Option<Erasable<Identity>>,
    children: Option<Erasable<Children>>,
}

impl Client {
    /// The record and path, if this institution keeps the record.
    pub fn at(&self, institution: InstitutionId) -> Result<(RecordId, PathId), Refusal> {
        match self.opened {
            Some((owner, record, path)) if owner == institution => Ok((record, path)),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NotFound),
        }
    }

    /// The number of events that made this state.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Who she is, as far as this institution knows.
    #[must_use]
    pub const fn identity(&self) -> Option<&Erasable<Identity>> {
        self.identity.as_ref()
    }

    /// Her children, as far as this institution knows.
    #[must_use]
    pub const fn children(&self) -> Option<&Erasable<Children>> {
        self.children.as_ref()
    }

    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<ClientCommand>,
    ) -> Result<Vec<ClientEvent>, Refusal> {
        if !instruction.by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        match &instruction.what {
            ClientCommand::Record { .. } if self.opened.is_some() => Err(Refusal::AlreadyThere),
            ClientCommand::Record {
                record,
                path,
                identity,
                children,
            } => Ok(vec![ClientEvent::ClientRecorded {
                record: *record,
                institution: instruction.by.institution,
                path: *path,
                identity: identity.clone().map(Erasable::Known),
                child: children.clone().map(Erasable::Known),
            }]),
            ClientCommand::Identify { identity, children } => {
                self.at(instruction.by.institution)?;
                if identity.is_none() && children.is_none() {
                    return Ok(vec![]);
                }
                Ok(vec![ClientEvent::ClientIdentified {
                    identity: identity.clone().map(Erasable::Known),
                    child: children.clone().map(Erasable::Known),
                }])
            }
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ClientEvent) {
        self.version += 1;
        match event {
            ClientEvent::ClientRecorded {
                record,
                institution,
                path,
                identity,
                child,
            } => {
                self.opened = Some((*institution, *record, *path));
                self.identity.clone_from(identity);
                self.children.clone_from(child);
            }
            ClientEvent::ClientIdentified { identity, child } => {
                if identity.is_some() {
                    self.identity.clone_from(identity);
                }
                if child.is_some() {
                    self.children.clone_from(child);
                }
            }
        }
    }
}

crate::aggregate::aggregate!(
    Client,
    ClientCommand,
    ClientEvent,
    "client",
    ["ClientRecorded", "ClientIdentified"]
);

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(client.at(HERE), Ok((RECORD, path())));
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
}
