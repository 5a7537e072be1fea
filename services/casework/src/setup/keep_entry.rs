//! KeepEntry: what an institution offers, when it is open, whom one can ask for.

use async_recursion::async_recursion as boxed;
use domain::institutions::{ContactPerson, Institution, InstitutionCommand, Service};
use domain::{InstitutionId, Note, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct KeepEntry<'a> {
    institution: InstitutionId,
    service: Option<&'a Service>,
    hours: Option<&'a Note>,
    person: Option<&'a ContactPerson>,
}

impl UseCase for KeepEntry<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "entry-kept";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.institution;
        let mut institution: Institution = work.load(id).await?;
        let service = self.service.cloned().map(InstitutionCommand::OfferService);
        let hours = self
            .hours
            .cloned()
            .map(InstitutionCommand::StateOpeningHours);
        let person = self
            .person
            .cloned()
            .map(InstitutionCommand::NameContactPerson);
        for what in [service, hours, person].into_iter().flatten() {
            work.decide(id, &mut institution, what)?;
        }
        Ok(id.into())
    }
}

impl Desk {
    /// Keeps parts of an entry: a service, the opening hours, the contact person.
    #[boxed]
    pub async fn keep_entry(
        &self,
        by: Staff,
        institution: InstitutionId,
        service: Option<&Service>,
        hours: Option<&Note>,
        person: Option<&ContactPerson>,
        key: &Key,
    ) -> Result<(), Failure> {
        let command = KeepEntry {
            institution,
            service,
            hours,
            person,
        };
        self.perform(by, &command, key).await
    }
}
