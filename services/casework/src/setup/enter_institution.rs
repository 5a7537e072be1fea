//! EnterInstitution: a member of the network, with its entry.

use domain::InstitutionId;
use domain::institutions::{Entry, Institution, InstitutionCommand};
use domain::network::{Network, NetworkCommand};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// An institution becomes a member.
#[derive(Serialize)]
pub struct EnterInstitution<'a> {
    /// Which.
    pub institution: InstitutionId,
    /// What is said of it.
    pub entry: &'a Entry,
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
