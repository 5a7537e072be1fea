//! Institution (Einrichtung): its entry, services, opening hours and contact persons.

mod events;
mod sender;
mod state;

pub use events::{ContactPerson, Entry, InstitutionEvent, Service};
pub use sender::Sender;
pub use state::{Institution, NamedService, Offer};

use crate::network::Faces;
use crate::vocabulary::Role;
use crate::{InstitutionId, Instruction, Line, Note, Refusal, ServiceId};

/// What can be done with an institution's entry.
#[derive(Debug, Clone)]
pub enum InstitutionCommand {
    /// Write the entry.
    Enter(InstitutionId, Entry),
    /// Change the entry: a name, a telephone, or that it appears under the neutral sender.
    Amend(Entry),
    /// Offer a service.
    OfferService(Service),
    /// Take a service back.
    WithdrawService(ServiceId),
    /// State the opening hours.
    StateOpeningHours(Note),
    /// Name a contact person for single parents (handbook lines 1937-1952).
    NameContactPerson(ContactPerson),
}

impl Institution {
    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<InstitutionCommand>,
    ) -> Result<Vec<InstitutionEvent>, Refusal> {
        let Instruction { by, what, .. } = instruction;
        if let InstitutionCommand::Enter(id, entry) = what {
            if !matches!(by.function, Role::Coordinator | Role::Operator) {
                return Err(Refusal::NotYourRole);
            }
            return self.enter(*id, entry);
        }
        let Some(id) = self.id() else {
            return Err(Refusal::NotFound);
        };
        match by.function {
            Role::Coordinator | Role::Operator => {}
            Role::Lead if by.institution == id => {}
            Role::Lead => return Err(Refusal::NotYours),
            Role::Caseworker | Role::PrivacyOfficer => return Err(Refusal::NotYourRole),
        }
        Ok(vec![match what {
            InstitutionCommand::Enter(..) => return Err(Refusal::AlreadyThere),
            InstitutionCommand::Amend(entry) => return self.amend(by.function, entry),
            InstitutionCommand::OfferService(service) => InstitutionEvent::ServiceOffered {
                service: service.clone(),
            },
            InstitutionCommand::WithdrawService(service) => {
                self.offer(*service)?;
                InstitutionEvent::ServiceWithdrawn { service: *service }
            }
            InstitutionCommand::StateOpeningHours(hours) => InstitutionEvent::OpeningHoursStated {
                hours: hours.clone(),
            },
            InstitutionCommand::NameContactPerson(person) => InstitutionEvent::ContactPersonNamed {
                person: person.clone(),
            },
        }])
    }

    fn enter(&self, id: InstitutionId, entry: &Entry) -> Result<Vec<InstitutionEvent>, Refusal> {
        if self.id().is_some() {
            return Err(Refusal::AlreadyThere);
        }
        check_address(entry)?;
        Ok(vec![InstitutionEvent::InstitutionEntered {
            institution: id,
            entry: entry.clone(),
        }])
    }

    /// What an office is, and whether its staff sign in, is not its own lead's to change.
    fn amend(&self, by: Role, entry: &Entry) -> Result<Vec<InstitutionEvent>, Refusal> {
        let before = self.entry().ok_or(Refusal::NotFound)?;
        let same_office = (before.kind, before.signs_in) == (entry.kind, entry.signs_in);
        if by == Role::Lead && !same_office {
            return Err(Refusal::NotYourRole);
        }
        check_address(entry)?;
        let changed = before != entry;
        let amended = changed.then(|| InstitutionEvent::EntryAmended {
            entry: entry.clone(),
        });
        Ok(amended.into_iter().collect())
    }
}

/// A shelter's address is never stored.
fn check_address(entry: &Entry) -> Result<(), Refusal> {
    if entry.kind.hides_its_address() && entry.address.is_some() {
        return Err(Refusal::ShelterAddress);
    }
    Ok(())
}

crate::aggregate::aggregate!(
    Institution,
    InstitutionCommand,
    "institution",
    InstitutionEvent
);
crate::aggregate::stored!(
    InstitutionEvent,
    InstitutionId,
    InstitutionId::bytes,
    [
        InstitutionEntered = "InstitutionEntered",
        EntryAmended = "EntryAmended",
        ServiceOffered = "ServiceOffered",
        ServiceWithdrawn = "ServiceWithdrawn",
        OpeningHoursStated = "OpeningHoursStated",
        ContactPersonNamed = "ContactPersonNamed",
    ]
);

/// How the sender shows itself on paper and on the screens of others.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SenderShown {
    /// The institution's name, or the network's neutral sender.
    pub name: Line,
    /// Where it can be called: its own number, or the network's call-back line.
    pub phone: Line,
}

impl SenderShown {
    /// The network's neutral sender, behind its call-back line (rule 11).
    #[must_use]
    pub fn neutral(network: &Faces) -> Self {
        Self {
            name: network.neutral_sender.clone(),
            phone: network.callback_phone.clone(),
        }
    }
}

crate::erasable::hidden! { SenderShown }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{line, now, staff_of};
    use crate::vocabulary::{InstitutionKind, Need};

    const ID: InstitutionId = InstitutionId::from_bytes([1; 16]);
    const SERVICE: ServiceId = ServiceId::from_bytes([5; 16]);

    fn order(function: Role, what: InstitutionCommand) -> Instruction<InstitutionCommand> {
        let mut by = staff_of(ID);
        by.function = function;
        Instruction {
            by,
            now: now(),
            what,
        }
    }

    fn entry(kind: InstitutionKind) -> Entry {
        Entry {
            name: line("Schuldnerberatung Suhlheim"),
            kind,
            address: Some(line("Marktplatz 1, Suhlheim")),
            phone: line("0000 200"),
            neutral_sender: false,
            signs_in: true,
        }
    }

    fn entered() -> Institution {
        let mut institution = Institution::default();
        let enter = InstitutionCommand::Enter(ID, entry(InstitutionKind::Schuldnerberatung));
        for event in institution
            .decide(&order(Role::Coordinator, enter))
            .unwrap()
        {
            institution.evolve(&event);
        }
        institution
    }

    fn service() -> InstitutionCommand {
        InstitutionCommand::OfferService(Service {
            id: SERVICE,
            name: line("Schuldnerberatung"),
            needs: [Need::Debts].into(),
        })
    }

    #[test]
    fn a_shelter_has_no_address() {
        let enter = InstitutionCommand::Enter(ID, entry(InstitutionKind::Frauenhaus));
        assert_eq!(
            Institution::default().decide(&order(Role::Coordinator, enter)),
            Err(Refusal::ShelterAddress)
        );
    }

    #[test]
    fn its_lead_amends_the_entry_but_not_what_the_office_is() {
        let institution = entered();
        let amend = |function, entry| {
            institution.decide(&order(function, InstitutionCommand::Amend(entry)))
        };
        let before = institution.entry().unwrap().clone();
        assert_eq!(amend(Role::Lead, before.clone()), Ok(vec![]));
        let hides = Entry {
            neutral_sender: true,
            ..before.clone()
        };
        assert_eq!(
            amend(Role::Lead, hides.clone()),
            Ok(vec![InstitutionEvent::EntryAmended { entry: hides }])
        );
        let shelter = Entry {
            kind: InstitutionKind::Frauenhaus,
            ..before.clone()
        };
        assert_eq!(
            amend(Role::Lead, shelter.clone()),
            Err(Refusal::NotYourRole)
        );
        assert_eq!(
            amend(Role::Coordinator, shelter.clone()),
            Err(Refusal::ShelterAddress)
        );
        let shelter = Entry {
            address: None,
            ..shelter
        };
        assert!(amend(Role::Coordinator, shelter).is_ok());
        assert_eq!(amend(Role::Caseworker, before), Err(Refusal::NotYourRole));
    }

    #[test]
    fn a_service_is_offered_until_it_is_withdrawn() {
        let mut institution = entered();
        assert_eq!(
            institution.offer(SERVICE).err(),
            Some(Refusal::ServiceNotOffered)
        );
        for event in institution.decide(&order(Role::Lead, service())).unwrap() {
            institution.evolve(&event);
        }
        assert!(institution.offer(SERVICE).is_ok());
        let withdraw = InstitutionCommand::WithdrawService(SERVICE);
        for event in institution
            .decide(&order(Role::Lead, withdraw.clone()))
            .unwrap()
        {
            institution.evolve(&event);
        }
        assert_eq!(
            institution.offer(SERVICE).err(),
            Some(Refusal::ServiceNotOffered)
        );
        assert_eq!(
            institution.decide(&order(Role::Lead, withdraw)),
            Err(Refusal::ServiceNotOffered)
        );
    }

    #[test]
    fn only_its_own_lead_keeps_the_entry() {
        let institution = entered();
        assert_eq!(
            institution.decide(&order(Role::Caseworker, service())),
            Err(Refusal::NotYourRole)
        );
        let mut other = order(Role::Lead, service());
        other.by.institution = InstitutionId::from_bytes([8; 16]);
        assert_eq!(institution.decide(&other), Err(Refusal::NotYours));
    }
}
