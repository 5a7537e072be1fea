//! A network as it is founded: its names, and the offices that are taken in.

use casework::{Desk, EnterInstitution, FoundNetwork, KeepEntry};
use domain::institutions::{ContactPerson, Entry, Service};
use domain::network::Faces;
use domain::vocabulary::Need;
use domain::{AccountId, InstitutionId, Line, Note, ServiceId, Staff};
use serde::Deserialize;

use crate::StepError;
use crate::command::give;

/// The network's own names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Network {
    pub(crate) name: Line,
    pub(crate) neutral_sender: Line,
    pub(crate) callback_phone: Line,
}

impl Network {
    pub(crate) async fn found(&self, desk: &Desk, operator: Staff) -> Result<(), StepError> {
        let command = FoundNetwork(Faces {
            name: self.name.clone(),
            neutral_sender: self.neutral_sender.clone(),
            callback_phone: self.callback_phone.clone(),
        });
        give(desk, operator, &command).await?;
        Ok(())
    }
}

/// An office and what it offers.
pub(crate) struct Office {
    pub(crate) id: InstitutionId,
    pub(crate) entry: Entry,
    /// Who acts for it, where somebody signs in.
    pub(crate) caseworker: Option<AccountId>,
    pub(crate) services: Vec<Service>,
    pub(crate) hours: Option<Note>,
    pub(crate) contact: Option<ContactPerson>,
}

impl Office {
    /// Takes it in, with all that it offers.
    pub(crate) async fn enter(&self, desk: &Desk, operator: Staff) -> Result<(), StepError> {
        let institution = self.id;
        let entry = &self.entry;
        give(desk, operator, &EnterInstitution { institution, entry }).await?;
        for (number, service) in self.services.iter().enumerate() {
            // Hours and contact person go in with the first service: one append less for each.
            let first = number == 0;
            let command = KeepEntry {
                institution,
                service: Some(service),
                hours: self.hours.as_ref().filter(|_| first),
                person: self.contact.as_ref().filter(|_| first),
            };
            give(desk, operator, &command).await?;
        }
        Ok(())
    }

    /// The service for this need, or what the office offers first.
    pub(crate) fn service(&self, need: Need) -> ServiceId {
        let mut services = self.services.iter();
        let fitting = services.find(|service| service.needs.contains(&need));
        fitting.unwrap_or(&self.services[0]).id
    }
}
