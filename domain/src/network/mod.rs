//! Network: a town or district; its members, its neutral sender and its call-back line. No person.

mod rules;

use std::collections::BTreeSet;

pub use rules::{Instruments, Rules};
use serde::{Deserialize, Serialize};

use crate::vocabulary::Role;
use crate::{InstitutionId, Instruction, Line, Refusal};

/// What can be done with a network.
#[derive(Debug, Clone)]
pub enum NetworkCommand {
    /// Found it.
    Found(Faces),
    /// Take an institution in.
    AdmitMember(InstitutionId),
    /// Agree on rules.
    AdoptRules(Rules),
}

/// An event of the network's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum NetworkEvent {
    /// The network exists.
    NetworkFounded(Faces),
    /// An institution belongs to it.
    MemberAdmitted {
        /// The institution.
        institution: InstitutionId,
    },
    /// The members agreed on rules; the latest ones hold.
    RulesAdopted {
        /// The number of the agreement.
        version: u32,
        /// The rules.
        rules: Rules,
    },
}

/// A network as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    faces: Option<Faces>,
    members: BTreeSet<InstitutionId>,
    rules: Option<(u32, Rules)>,
}

/// The names under which the network shows itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faces {
    /// Its name, as it stands on paper.
    pub name: Line,
    /// The name under which protected institutions appear (rule 11).
    pub neutral_sender: Line,
    /// The call-back line behind it.
    pub callback_phone: Line,
}

impl Network {
    /// The names of the network, once it is founded.
    #[must_use]
    pub const fn faces(&self) -> Option<&Faces> {
        self.faces.as_ref()
    }

    /// The rules that hold: the agreed ones, or what a network starts with.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.rules
            .as_ref()
            .map_or_else(Rules::default, |(_, rules)| rules.clone())
    }

    /// The number of the agreement that holds; zero before the members agreed on anything.
    #[must_use]
    pub fn rules_version(&self) -> u32 {
        self.rules.as_ref().map_or(0, |(version, _)| *version)
    }

    /// Whether the institution belongs to it.
    #[must_use]
    pub fn has(&self, institution: InstitutionId) -> bool {
        self.members.contains(&institution)
    }

    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<NetworkCommand>,
    ) -> Result<Vec<NetworkEvent>, Refusal> {
        if !matches!(instruction.by.function, Role::Coordinator | Role::Operator) {
            return Err(Refusal::NotYourRole);
        }
        match &instruction.what {
            NetworkCommand::Found(_) if self.faces.is_some() => Err(Refusal::AlreadyThere),
            NetworkCommand::Found(faces) => Ok(vec![NetworkEvent::NetworkFounded(faces.clone())]),
            NetworkCommand::AdmitMember(_) | NetworkCommand::AdoptRules(_)
                if self.faces.is_none() =>
            {
                Err(Refusal::NotFound)
            }
            NetworkCommand::AdmitMember(institution) if self.has(*institution) => Ok(vec![]),
            NetworkCommand::AdmitMember(institution) => Ok(vec![NetworkEvent::MemberAdmitted {
                institution: *institution,
            }]),
            NetworkCommand::AdoptRules(rules) if *rules == self.rules() => Ok(vec![]),
            NetworkCommand::AdoptRules(rules) => Ok(vec![NetworkEvent::RulesAdopted {
                version: self.rules_version() + 1,
                rules: rules.clone(),
            }]),
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &NetworkEvent) {
        match event {
            NetworkEvent::NetworkFounded(faces) => self.faces = Some(faces.clone()),
            NetworkEvent::MemberAdmitted { institution } => {
                self.members.insert(*institution);
            }
            NetworkEvent::RulesAdopted { version, rules } => {
                self.rules = Some((*version, rules.clone()));
            }
        }
    }
}

crate::aggregate::aggregate!(Network, NetworkCommand, "network", NetworkEvent);
crate::aggregate::stored!(
    NetworkEvent,
    crate::NetworkId,
    crate::NetworkId::bytes,
    [
        NetworkFounded = "NetworkFounded",
        MemberAdmitted = "MemberAdmitted",
        RulesAdopted = "RulesAdopted",
    ]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{line, now, staff_of};

    fn order(function: Role, what: NetworkCommand) -> Instruction<NetworkCommand> {
        let mut by = staff_of(InstitutionId::from_bytes([1; 16]));
        by.function = function;
        Instruction {
            by,
            now: now(),
            what,
        }
    }

    fn found() -> NetworkCommand {
        NetworkCommand::Found(Faces {
            name: line("Netzwerk Suhlheim"),
            neutral_sender: line("Netzwerk Suhlheim"),
            callback_phone: line("0000 100"),
        })
    }

    #[test]
    fn it_is_founded_once_and_admits_members_once() {
        let mut network = Network::default();
        let member = InstitutionId::from_bytes([9; 16]);
        let admit = order(Role::Coordinator, NetworkCommand::AdmitMember(member));
        assert_eq!(network.decide(&admit), Err(Refusal::NotFound));
        for event in network.decide(&order(Role::Operator, found())).unwrap() {
            network.evolve(&event);
        }
        assert_eq!(
            network.decide(&order(Role::Operator, found())),
            Err(Refusal::AlreadyThere)
        );
        for event in network.decide(&admit).unwrap() {
            network.evolve(&event);
        }
        assert!(network.has(member));
        assert_eq!(network.decide(&admit), Ok(vec![]));
    }

    #[test]
    fn a_caseworker_does_not_found_networks() {
        assert_eq!(
            Network::default().decide(&order(Role::Caseworker, found())),
            Err(Refusal::NotYourRole)
        );
    }
}
