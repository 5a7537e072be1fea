//! The town of Suhlheim as data: its network, institutions, services and staff.

use std::collections::BTreeSet;

use domain::institutions::{ContactPerson, Entry, Service};
use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{AccountId, InstitutionId, Line, NetworkId, Note, ServiceId, Staff};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{PlayError, StepError};

/// The town.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suhlheim {
    pub(crate) network: Network,
    #[serde(rename = "institution")]
    pub(crate) institutions: Vec<Member>,
}

/// The network's own names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Network {
    pub(crate) name: Line,
    pub(crate) neutral_sender: Line,
    pub(crate) callback_phone: Line,
}

/// An institution with its services and staff.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) name: Line,
    pub(crate) kind: InstitutionKind,
    pub(crate) address: Option<Line>,
    pub(crate) phone: Line,
    pub(crate) hours: Note,
    pub(crate) contact: ContactPerson,
    #[serde(default)]
    pub(crate) neutral_sender: bool,
    caseworker: Line,
    lead: Option<Line>,
    privacy_officer: Option<Line>,
    coordinator: Option<NamedAccount>,
    operator: Option<NamedAccount>,
    #[serde(rename = "service")]
    services: Vec<Offered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    key: String,
    name: Line,
    needs: BTreeSet<Need>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedAccount {
    user: String,
    name: Line,
}

/// Somebody who can sign in.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) user: String,
    pub(crate) name: Line,
    pub(crate) role: Role,
}

impl Person {
    pub(crate) fn account(&self) -> AccountId {
        AccountId::from_bytes(stable("account", &self.user))
    }

    /// As they act for their institution.
    pub(crate) fn at(&self, member: &Member) -> Staff {
        Staff {
            account: self.account(),
            institution: member.id(),
            function: self.role,
        }
    }
}

impl Suhlheim {
    /// Reads the town that is built into the program.
    pub(crate) fn read() -> Result<Self, PlayError> {
        toml::from_str(include_str!("suhlheim.toml"))
            .map_err(|error| PlayError::in_file("suhlheim.toml", &error))
    }

    pub(crate) fn network_id() -> NetworkId {
        NetworkId::from_bytes(stable("network", "suhlheim"))
    }

    pub(crate) fn member(&self, key: &str) -> Result<&Member, StepError> {
        let found = self.institutions.iter().find(|member| member.key == key);
        found.ok_or_else(|| StepError::unknown("institution", key))
    }
}

impl Member {
    pub(crate) fn id(&self) -> InstitutionId {
        InstitutionId::from_bytes(stable("institution", &self.key))
    }

    pub(crate) fn entry(&self) -> Entry {
        Entry {
            name: self.name.clone(),
            kind: self.kind,
            address: self.address.clone(),
            phone: self.phone.clone(),
            neutral_sender: self.neutral_sender,
        }
    }

    pub(crate) fn services(&self) -> impl Iterator<Item = Service> {
        self.services.iter().map(|offered| Service {
            id: self.service_id(&offered.key),
            name: offered.name.clone(),
            needs: offered.needs.clone(),
        })
    }

    pub(crate) fn service(&self, key: &str) -> Result<ServiceId, StepError> {
        if self.services.iter().any(|offered| offered.key == key) {
            return Ok(self.service_id(key));
        }
        Err(StepError::unknown(
            "service",
            &format!("{}/{key}", self.key),
        ))
    }

    fn service_id(&self, key: &str) -> ServiceId {
        ServiceId::from_bytes(stable("service", &format!("{}/{key}", self.key)))
    }

    /// The caseworker who acts for the institution in every story.
    pub(crate) fn caseworker(&self) -> Person {
        Person {
            user: self.key.clone(),
            name: self.caseworker.clone(),
            role: Role::Caseworker,
        }
    }

    /// Everybody who signs in for the institution.
    pub(crate) fn staff(&self) -> Vec<Person> {
        let beside = |name: &Option<Line>, ending: &str, role| {
            name.clone().map(|name| Person {
                user: format!("{}.{ending}", self.key),
                name,
                role,
            })
        };
        let named = |account: &Option<NamedAccount>, role| {
            account.as_ref().map(|account| Person {
                user: account.user.clone(),
                name: account.name.clone(),
                role,
            })
        };
        [
            Some(self.caseworker()),
            beside(&self.lead, "leitung", Role::Lead),
            beside(&self.privacy_officer, "datenschutz", Role::PrivacyOfficer),
            named(&self.coordinator, Role::Coordinator),
            named(&self.operator, Role::Operator),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Ids of the town never change, so that links to it in documents stay good: they come from names.
fn stable(kind: &str, key: &str) -> [u8; 16] {
    let digest = Sha256::digest(format!("suhlheim/{kind}/{key}"));
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town() -> Suhlheim {
        Suhlheim::read().unwrap()
    }

    #[test]
    fn every_need_has_a_service_and_every_service_a_need() {
        let town = town();
        let services: Vec<Service> = town
            .institutions
            .iter()
            .flat_map(Member::services)
            .collect();
        assert!(services.iter().all(|service| !service.needs.is_empty()));
        let met: BTreeSet<Need> = services.iter().flat_map(|s| s.needs.clone()).collect();
        assert_eq!(met, Need::ALL.iter().copied().collect());
        for member in &town.institutions {
            assert!(
                (1..=4).contains(&member.services().count()),
                "{}",
                member.key
            );
        }
    }

    #[test]
    fn every_kind_that_can_be_a_station_is_there() {
        let kinds: BTreeSet<_> = town().institutions.iter().map(|m| m.kind).collect();
        let stations = InstitutionKind::ALL.iter().copied();
        // A company is where a path may end; it never gets personal data (vocabulary).
        let expected = stations.filter(|kind| *kind != InstitutionKind::Unternehmen);
        assert_eq!(kinds, expected.collect());
    }

    #[test]
    fn only_the_shelter_has_no_address() {
        for member in town().institutions {
            assert_eq!(
                member.address.is_none(),
                member.kind.hides_its_address(),
                "{}",
                member.key
            );
        }
    }

    #[test]
    fn an_ordinary_office_uses_the_neutral_sender_too() {
        let neutral: Vec<_> = town()
            .institutions
            .into_iter()
            .filter(|m| m.neutral_sender)
            .collect();
        assert!(!neutral.is_empty() && neutral.iter().all(|m| !m.kind.is_protected()));
    }

    #[test]
    fn every_number_is_one_that_belongs_to_nobody() {
        let town = town();
        let members = town
            .institutions
            .iter()
            .flat_map(|m| [&m.phone, &m.contact.phone]);
        let numbers: Vec<&str> = members
            .chain([&town.network.callback_phone])
            .map(Line::as_str)
            .collect();
        for number in &numbers {
            let extension = number.strip_prefix("030 23125 ").unwrap();
            assert!(
                extension.len() == 3 && extension.parse::<u16>().is_ok(),
                "{number}"
            );
        }
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    }

    #[test]
    fn keys_and_users_are_unique_and_the_roles_are_staffed() {
        let town = town();
        let keys: BTreeSet<_> = town.institutions.iter().map(|m| &m.key).collect();
        assert_eq!(keys.len(), town.institutions.len());
        let staff: Vec<Person> = town.institutions.iter().flat_map(Member::staff).collect();
        let users: BTreeSet<_> = staff.iter().map(|p| &p.user).collect();
        assert_eq!(users.len(), staff.len());
        let count = |role| staff.iter().filter(|p| p.role == role).count();
        assert_eq!(count(Role::Caseworker), town.institutions.len());
        assert_eq!((count(Role::Coordinator), count(Role::Operator)), (1, 1));
        assert!(count(Role::Lead) >= 5 && count(Role::PrivacyOfficer) >= 3);
    }

    #[test]
    fn names_say_what_an_institution_is() {
        let plain = |text: &str| {
            text.to_lowercase()
                .replace('ü', "ue")
                .replace(['-', ' '], "_")
        };
        let spelt_otherwise = [
            InstitutionKind::Wohngeldstelle,
            InstitutionKind::SchuleSchulsozialarbeit,
            InstitutionKind::Bildungstraeger,
        ];
        for member in town().institutions {
            let said = plain(member.name.as_str()).contains(member.kind.code());
            assert!(
                said || spelt_otherwise.contains(&member.kind),
                "{}",
                member.key
            );
        }
    }
}
