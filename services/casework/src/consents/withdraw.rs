//! WithdrawConsent: she takes items back.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::consents::{self, Consent, ConsentCommand, Item, Route};
use domain::{InstitutionId, Instruction, Now, RecordId, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// Items that she takes back at the institution that recorded them.
#[derive(Clone, Serialize)]
pub struct WithdrawConsent {
    /// The institution's record of her.
    pub record: RecordId,
    /// The receiving institution for which they held.
    pub recipient: InstitutionId,
    /// The items.
    pub items: BTreeSet<Item>,
}

impl UseCase for WithdrawConsent {
    type Answer = ();
    const OUTCOME: &'static str = "consent-withdrawn";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let client: Client = work.load(self.record.bytes()).await?;
        let (_, path) = client.at(by.institution)?;
        let consent: Consent = work.load(path.bytes()).await?;
        let what = ConsentCommand::Withdraw(consents::WithdrawConsent {
            route: Route {
                sender: by.institution,
                recipient: self.recipient,
            },
            items: self.items.clone(),
        });
        let events = consent.decide(&Instruction { by, now, what })?;
        work.write(path.bytes(), None, by, now, &events)?;
        Ok(path.bytes())
    }

    fn answer(_: [u8; 16]) {}
}

impl Desk {
    /// Takes items back.
    pub async fn withdraw_consent(
        &self,
        by: Staff,
        command: &WithdrawConsent,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await
    }
}
