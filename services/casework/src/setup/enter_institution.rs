//! EnterInstitution: a member of the network, with its entry.

use async_recursion::async_recursion as boxed;
use domain::institutions::{Entry, Institution, InstitutionCommand};
use domain::network::{Network, NetworkCommand};
use domain::{InstitutionId, Instruction, Now, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work, institution_owner};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct EnterInstitution<'a> {
    institution: InstitutionId,
    entry: &'a Entry,
}

impl UseCase for EnterInstitution<'_> {
    type Answer = InstitutionId;
    const OUTCOME: &'static str = "institution-entered";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let network_id = *work.desk.network.as_bytes();
        let network: Network = work.load(network_id).await?;
        let admit = NetworkCommand::AdmitMember(self.institution);
        let admitted = network.decide(&Instruction {
            by,
            now,
            what: admit,
        })?;
        let id = self.institution.bytes();
        let institution: Institution = work.load(id).await?;
        let enter = InstitutionCommand::Enter(self.institution, self.entry.clone());
        let entered = institution.decide(&Instruction {
            by,
            now,
            what: enter,
        })?;
        work.write(network_id, None, by, now, &admitted)?;
        work.write(
            id,
            Some(institution_owner(self.institution)),
            by,
            now,
            &entered,
        )?;
        Ok(id)
    }

    fn answer(id: [u8; 16]) -> InstitutionId {
        InstitutionId::from_bytes(id)
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
