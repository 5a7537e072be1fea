//! The town of Suhlheim as data: its network, institutions, services and staff.

use std::collections::BTreeSet;

use domain::institutions::{ContactPerson, Entry, Service};
use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{AccountId, InstitutionId, Line, NetworkId, Note, ServiceId, Staff};
use serde::Deserialize;

use crate::ids::stable;
use crate::network::{Network, Office};
use crate::{PlayError, StepError};

/// The town.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suhlheim {
    pub(crate) network: Network,
    #[serde(rename = "institution")]
    pub(crate) institutions: Vec<Member>,
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
    /// None: its staff do not sign in.
    caseworker: Option<Line>,
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

    pub(crate) fn offices(&self) -> impl Iterator<Item = Office> {
        self.institutions.iter().map(Member::office)
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

    /// As it is taken into the network.
    pub(crate) fn office(&self) -> Office {
        let services = self.services.iter().map(|offered| Service {
            id: self.service_id(&offered.key),
            name: offered.name.clone(),
            needs: offered.needs.clone(),
        });
        Office {
            id: self.id(),
            entry: Entry {
                name: self.name.clone(),
                kind: self.kind,
                address: self.address.clone(),
                phone: self.phone.clone(),
                neutral_sender: self.neutral_sender,
                signs_in: self.caseworker.is_some(),
            },
            caseworker: self.caseworker().map(|person| person.account()),
            services: services.collect(),
            hours: Some(self.hours.clone()),
            contact: Some(self.contact.clone()),
        }
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

    /// The caseworker who acts for the institution in every story, where somebody signs in.
    pub(crate) fn caseworker(&self) -> Option<Person> {
        self.caseworker.clone().map(|name| Person {
            user: self.key.clone(),
            name,
            role: Role::Caseworker,
        })
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
            self.caseworker(),
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

#[cfg(test)]
mod tests;
