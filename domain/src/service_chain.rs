//! Service chain (Dienstleistungskette): the process as the members wish it, a text with versions. What a
//! text means, and whether it makes sense, is for the crate `path_statistics` to say; here is who adopts
//! it, and which version held when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::vocabulary::Role;
use crate::{Instruction, Refusal, Text};

/// The text of a chain, in TOML.
pub type ChainText = Text<20_000, true>;

/// What can be done with a service chain.
#[derive(Debug, Clone)]
pub enum ServiceChainCommand {
    /// Agree on a text.
    Adopt(ChainText),
}

/// An event of the service chain's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ServiceChainEvent {
    /// The members agreed on a text; the latest one holds.
    ServiceChainAdopted(AdoptedChain),
}

/// A version of a network's chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptedChain {
    /// Its number, from 1.
    pub version: u32,
    /// The text.
    pub text: ChainText,
    /// The first day on which it held.
    pub on: Date,
}

/// All versions of a network's chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChain {
    adopted: Vec<AdoptedChain>,
}

impl ServiceChain {
    /// The version that holds, once there is one.
    #[must_use]
    pub fn latest(&self) -> Option<&AdoptedChain> {
        self.adopted.last()
    }

    /// The version with this number.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&AdoptedChain> {
        self.adopted.iter().find(|chain| chain.version == number)
    }

    /// The version that held at the end of a day.
    #[must_use]
    pub fn held_on(&self, day: Date) -> Option<&AdoptedChain> {
        self.adopted.iter().rev().find(|chain| chain.on <= day)
    }

    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<ServiceChainCommand>,
    ) -> Result<Vec<ServiceChainEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !matches!(by.function, Role::Coordinator | Role::Operator) {
            return Err(Refusal::NotYourRole);
        }
        let ServiceChainCommand::Adopt(text) = what;
        let (text, on) = (text.clone(), now.today);
        let version = match self.latest() {
            Some(latest) if latest.text == text => return Ok(vec![]),
            latest => latest.map_or(0, |latest| latest.version) + 1,
        };
        let adopted = AdoptedChain { version, text, on };
        Ok(vec![ServiceChainEvent::ServiceChainAdopted(adopted)])
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ServiceChainEvent) {
        let ServiceChainEvent::ServiceChainAdopted(adopted) = event;
        self.adopted.push(adopted.clone());
    }
}

crate::aggregate::aggregate!(
    ServiceChain,
    ServiceChainCommand,
    "service_chain",
    ServiceChainEvent
);
crate::aggregate::stored!(
    ServiceChainEvent,
    crate::NetworkId,
    crate::NetworkId::service_chain_stream,
    [ServiceChainAdopted = "ServiceChainAdopted",]
);

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::InstitutionId;
    use crate::consents::tests_support::{day, now, staff_of};

    fn adopt(function: Role, days: i32, text: &str) -> Instruction<ServiceChainCommand> {
        let mut by = staff_of(InstitutionId::from_bytes([1; 16]));
        by.function = function;
        let mut now = now();
        now.today = now.today.saturating_add(days.days());
        Instruction {
            by,
            now,
            what: ServiceChainCommand::Adopt(Text::parse(text).unwrap()),
        }
    }

    #[test]
    fn versions_count_up_and_each_held_from_its_day() {
        let mut chain = ServiceChain::default();
        for (days, text) in [(0, "eine"), (3, "eine"), (10, "andere"), (20, "eine")] {
            for event in chain.decide(&adopt(Role::Coordinator, days, text)).unwrap() {
                chain.evolve(&event);
            }
        }
        let number = |found: Option<&AdoptedChain>| found.map(|chain| chain.version);
        assert_eq!(number(chain.latest()), Some(3));
        let held = |days: i32| number(chain.held_on(day().saturating_add(days.days())));
        let days = [-1, 0, 9, 10, 19, 20, 400];
        let versions = [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3)];
        assert_eq!(days.map(held), versions);
        assert_eq!(chain.version(2).unwrap().text.as_str(), "andere");
        assert_eq!(chain.version(4), None);
    }

    #[test]
    fn a_chain_is_adopted_by_the_coordinator() {
        let chain = ServiceChain::default();
        for role in [Role::Caseworker, Role::Lead, Role::PrivacyOfficer] {
            let refused = chain.decide(&adopt(role, 0, "eine"));
            assert_eq!(refused, Err(Refusal::NotYourRole), "{role}");
        }
    }
}
