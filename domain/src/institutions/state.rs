//! An institution as it stands, and the value that proves that a service is offered.

use serde::{Deserialize, Serialize};

use super::{ContactPerson, Entry, InstitutionEvent, Sender, SenderShown, Service};
use crate::network::Faces;
use crate::vocabulary::InstitutionKind;
use crate::{InstitutionId, Line, Note, Refusal, ServiceId};

/// An institution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    version: u64,
    entered: Option<(InstitutionId, Entry)>,
    services: Vec<Service>,
    hours: Option<Note>,
    contact_person: Option<ContactPerson>,
}

/// Proof that a service is active at an institution; only [`Institution::offer`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    institution: InstitutionId,
    kind: InstitutionKind,
    service: Service,
}

impl Offer {
    /// Who offers it.
    #[must_use]
    pub const fn institution(&self) -> InstitutionId {
        self.institution
    }

    /// What kind of institution that is.
    #[must_use]
    pub const fn kind(&self) -> InstitutionKind {
        self.kind
    }

    /// What is offered.
    #[must_use]
    pub const fn service(&self) -> &Service {
        &self.service
    }
}

/// A service at an institution, as something that was written names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedService {
    /// The institution.
    pub institution: InstitutionId,
    /// The service there.
    pub service: ServiceId,
    /// Its name.
    pub service_name: Line,
}

impl From<&Offer> for NamedService {
    fn from(offer: &Offer) -> Self {
        Self {
            institution: offer.institution,
            service: offer.service.id,
            service_name: offer.service.name.clone(),
        }
    }
}

impl Institution {
    /// Its id, once it is entered.
    #[must_use]
    pub fn id(&self) -> Option<InstitutionId> {
        self.entered.as_ref().map(|(id, _)| *id)
    }

    /// Its entry.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.entered.as_ref().map(|(_, entry)| entry)
    }

    /// The number of events that made this state.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Its services.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// Its opening hours.
    #[must_use]
    pub const fn opening_hours(&self) -> Option<&Note> {
        self.hours.as_ref()
    }

    /// Its contact person for single parents.
    #[must_use]
    pub const fn contact_person(&self) -> Option<&ContactPerson> {
        self.contact_person.as_ref()
    }

    /// The service, if it is active here.
    pub fn offer(&self, service: ServiceId) -> Result<Offer, Refusal> {
        let (institution, entry) = self.entered.as_ref().ok_or(Refusal::ServiceNotOffered)?;
        let service = self
            .services
            .iter()
            .find(|s| s.id == service)
            .ok_or(Refusal::ServiceNotOffered)?;
        Ok(Offer {
            institution: *institution,
            kind: entry.kind,
            service: service.clone(),
        })
    }

    /// Under which name it sends somebody on at this moment.
    #[must_use]
    pub fn as_sender(&self) -> Option<Sender> {
        let (id, entry) = self.entered.as_ref()?;
        Some(if entry.hides() {
            Sender::Neutral
        } else {
            Sender::Office(*id)
        })
    }

    /// How it shows itself as a sender: protected kinds, and those that chose so, by the network's
    /// neutral sender (rule 11).
    #[must_use]
    pub fn shown_as_sender(&self, network: &Faces) -> Option<SenderShown> {
        let entry = self.entry()?;
        Some(if entry.hides() {
            SenderShown::neutral(network)
        } else {
            SenderShown {
                name: entry.name.clone(),
                phone: entry.phone.clone(),
            }
        })
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &InstitutionEvent) {
        self.version += 1;
        match event {
            InstitutionEvent::InstitutionEntered { institution, entry } => {
                self.entered = Some((*institution, entry.clone()));
            }
            InstitutionEvent::EntryAmended { entry } => {
                if let Some((_, known)) = &mut self.entered {
                    known.clone_from(entry);
                }
            }
            InstitutionEvent::ServiceOffered { service } => {
                self.services.retain(|s| s.id != service.id);
                self.services.push(service.clone());
            }
            InstitutionEvent::ServiceWithdrawn { service } => {
                self.services.retain(|s| s.id != *service);
            }
            InstitutionEvent::OpeningHoursStated { hours } => self.hours = Some(hours.clone()),
            InstitutionEvent::ContactPersonNamed { person } => {
                self.contact_person = Some(person.clone());
            }
        }
    }
}
