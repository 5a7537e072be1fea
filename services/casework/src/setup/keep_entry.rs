//! KeepEntry: what an institution offers, when it is open, whom one can ask for.

use domain::institutions::{ContactPerson, Institution, InstitutionCommand, Service};
use domain::{InstitutionId, Note};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// Parts of an institution's entry.
#[derive(Serialize)]
pub struct KeepEntry<'a> {
    /// Which.
    pub institution: InstitutionId,
    /// A service that it offers.
    pub service: Option<&'a Service>,
    /// When it is open.
    pub hours: Option<&'a Note>,
    /// Whom one can ask for.
    pub person: Option<&'a ContactPerson>,
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
