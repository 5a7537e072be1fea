//! EnterInstitution: a member of the network, with its entry.

use async_recursion::async_recursion as boxed;
use domain::institutions::{Entry, Institution, InstitutionCommand};
use domain::network::{Network, NetworkCommand};
use domain::{InstitutionId, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct EnterInstitution<'a> {
    institution: InstitutionId,
    entry: &'a Entry,
}

impl UseCase for EnterInstitution<'_> {
    type Answer = InstitutionId;
    const OUTCOME: &'static str = "institution-entered";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (id, network_id) = (self.institution, work.network_id());
        let mut network: Network = work.load(network_id).await?;
        work.decide(network_id, &mut network, NetworkCommand::AdmitMember(id))?;
        let mut institution: Institution = work.load(id).await?;
        let enter = InstitutionCommand::Enter(id, self.entry.clone());
        work.decide(id, &mut institution, enter)?;
        Ok(id.into())
    }
}

impl Desk {
    /// Takes an institution into the network, with its entry.
    #[boxed]
    pub async fn enter_institution(
        &self,
        by: Staff,
        institution: InstitutionId,
        entry: &Entry,
        key: &Key,
    ) -> Result<InstitutionId, Failure> {
        let command = EnterInstitution { institution, entry };
        self.perform(by, &command, key).await
    }
}
