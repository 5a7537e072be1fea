//! RecordRelease: a release from confidentiality (section 203 StGB), a record of its own beside the
//! consent.

use domain::clients::Opened;
use domain::consents::{self, Asking, Consent, ConsentCommand, Decider};
use domain::evidence::EvidenceEvent;
use domain::{InstitutionId, Line, Note, RecordId, Refusal};
use jiff::civil::Date;
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// Who may say what.
#[derive(Clone, Serialize)]
pub struct AskedRelease {
    /// Who is released: a named person or unit.
    pub discloser: Line,
    /// What may be said.
    pub content: Note,
    /// With which text, in which language and form.
    pub asking: Asking,
    /// Who decides; nobody, if she cannot at this moment and nobody may for her.
    pub decider: Option<Decider>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
    /// Whether she signed after what she took back here on that day, if she did; asked only then.
    pub signed_after_withdrawal: Option<bool>,
}

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
        let asked = self.asked.clone();
        let command = consents::RecordRelease {
            record: self.record,
            kept_as: work.draw(),
            discloser: asked.discloser,
            recipient: self.recipient,
            content: asked.content,
            asking: asked.asking,
            decider: asked.decider,
            born: client.birth_year(),
            given_on: asked.given_on,
            expires_on: asked.expires_on,
            signed_after_withdrawal: asked.signed_after_withdrawal,
        };
        let proof = EvidenceEvent::of_release(by, &command)?;
        let what = ConsentCommand::RecordRelease(command);
        work.decide(path, &mut consent, what)?;
        work.keep(proof)?;
        Ok(path.into())
    }
}
