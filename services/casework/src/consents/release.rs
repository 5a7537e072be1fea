//! RecordRelease: a release from confidentiality (section 203 StGB), a record of its own beside the
//! consent.

use domain::clients::Opened;
use domain::consents::{self, AskedRelease, Consent, ConsentCommand};
use domain::evidence::EvidenceEvent;
use domain::{InstitutionId, RecordId, Refusal};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A release to be recorded.
#[derive(Clone, Serialize)]
pub struct RecordRelease {
    /// The institution's record of her.
    pub record: RecordId,
    /// The institution that may be told.
    pub recipient: InstitutionId,
    /// Who may say what.
    pub asked: AskedRelease,
}

impl UseCase for RecordRelease {
    type Answer = ();
    const OUTCOME: &'static str = "release-recorded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let network = work.network().await?;
        if !network.has(self.recipient) {
            return Err(Refusal::NotFound.into());
        }
        let (Opened { path, .. }, client) = work.own_record(self.record).await?;
        let mut consent: Consent = work.load(path).await?;
        let command = consents::RecordRelease {
            record: self.record,
            kept_as: work.draw(),
            recipient: self.recipient,
            born: client.birth_year(),
            asked: self.asked.clone(),
        };
        let proof = EvidenceEvent::of_release(by, &command)?;
        let what = ConsentCommand::RecordRelease(command);
        work.decide(path, &mut consent, what)?;
        work.keep(proof)?;
        Ok(path.into())
    }
}
