//! Who acts for each institution, and what it offers.

use std::collections::BTreeMap;

use domain::institutions::Service;
use domain::vocabulary::Need;
use domain::{AccountId, InstitutionId, ServiceId};

use super::line;
use crate::population::TownPlan;
use crate::suhlheim::{Suhlheim, stable};

/// The offices of a town with somebody in them.
pub(crate) struct Staffed(BTreeMap<InstitutionId, Office>);

pub(super) struct Office {
    account: AccountId,
    pub(super) services: Vec<Service>,
}

impl Staffed {
    /// A plan's own institutions: each has one caseworker, and one service for all needs.
    pub(crate) fn of_plan(plan: &TownPlan) -> Self {
        let offices = plan.institutions.iter().map(|planned| {
            let id = planned.id.to_string();
            let service = Service {
                id: ServiceId::from_bytes(stable("planned service", &id)),
                name: line("Beratung"),
                needs: Need::ALL.iter().copied().collect(),
            };
            let office = Office {
                account: AccountId::from_bytes(stable("planned account", &id)),
                services: vec![service],
            };
            (planned.id, office)
        });
        Self(offices.collect())
    }

    /// The offices of Suhlheim where somebody signs in.
    pub(crate) fn of_suhlheim(town: &Suhlheim) -> Self {
        let offices = town.institutions.iter().filter_map(|member| {
            let office = Office {
                account: member.caseworker()?.account(),
                services: member.services().collect(),
            };
            Some((member.id(), office))
        });
        Self(offices.collect())
    }

    pub(super) fn at(&self, institution: InstitutionId) -> &Office {
        &self.0[&institution]
    }

    pub(super) fn account(&self, institution: InstitutionId) -> AccountId {
        self.at(institution).account
    }

    /// The service for this need, or what the office offers first.
    pub(super) fn service(&self, institution: InstitutionId, need: Need) -> ServiceId {
        let services = &self.at(institution).services;
        let fitting = services
            .iter()
            .find(|service| service.needs.contains(&need));
        fitting.unwrap_or(&services[0]).id
    }
}
