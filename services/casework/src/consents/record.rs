//! RecordConsent: what she decided, for the receiving institutions that she ticked.

use std::collections::BTreeSet;

use domain::clients::{Client, Opened};
use domain::consents::{self, Asked, Consent, ConsentCommand, Route};
use domain::evidence::EvidenceEvent;
use domain::institutions::Institution;
use domain::{InstitutionId, RecordId, Refusal};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A consent to be recorded.
#[derive(Clone, Serialize)]
pub struct RecordConsent {
    /// The institution's record of her.
    pub record: RecordId,
    /// The institutions that she ticked.
    pub recipients: BTreeSet<InstitutionId>,
    /// How she was asked and what she said.
    pub asked: Asked,
}

impl UseCase for RecordConsent {
    type Answer = ();
    const OUTCOME: &'static str = "consent-recorded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (at, client) = work.own_record(self.record).await?;
        let of = (at, client.birth_year());
        record(work, of, (&self.asked, &self.recipients)).await?;
        Ok(at.path.into())
    }
}

/// Records her decisions; gives the consent as it stands then.
async fn record(
    work: &mut Work<'_>,
    (at, born): (Opened, Option<i16>),
    (asked, recipients): (&Asked, &BTreeSet<InstitutionId>),
) -> Result<Consent, Failure> {
    let (by, path) = (work.by, at.path);
    let mut consent: Consent = work.load(path).await?;
    let network = work.network().await?;
    if recipients.iter().any(|recipient| !network.has(*recipient)) {
        return Err(Refusal::NotFound.into());
    }
    let sender: Institution = work.load(by.institution).await?;
    let sender_kind = sender.entry().ok_or(Refusal::NotFound)?.kind;
    let command = consents::RecordConsent {
        record: at.record,
        kept_as: work.draw(),
        sender_kind,
        recipients: recipients.clone(),
        born,
        asked: asked.clone(),
    };
    let proof = EvidenceEvent::of_consent(by, &command)?;
    let what = ConsentCommand::Record(command);
    let before = consent.clone();
    work.decide(path, &mut consent, what)?;
    work.keep(proof)?;
    let client: Client = work.load(at.record).await?;
    // Boxed: it is rare, and every command that asks her would carry its room.
    Box::pin(work.tell_asked_again(&client, (path, &before, &consent))).await?;
    Ok(consent)
}

impl Work<'_> {
    /// What she decided on her path, after what she may decide now within another command. Refuses to act
    /// towards the recipient on what is kept and changes nothing, because she said otherwise later, as far as
    /// the asking institution knows.
    pub(crate) async fn her_decision(
        &mut self,
        (at, client): (Opened, &Client),
        asked: Option<&Asked>,
        recipient: Option<InstitutionId>,
    ) -> Result<Consent, Failure> {
        let Some(asked) = asked else {
            return self.load(at.path).await;
        };
        let recipients = recipient.into_iter().collect();
        let of = (at, client.birth_year());
        let consent = record(self, of, (asked, &recipients)).await?;
        if let Some(recipient) = recipient {
            let sender = self.by.institution;
            consent.counts_here(Route { sender, recipient }, asked)?;
        }
        Ok(consent)
    }
}
