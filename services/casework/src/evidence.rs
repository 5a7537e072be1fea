//! Evidence of her word: kept by itself when she is asked, erased by the clock when its time is over, and
//! at once with the record of a wrong person.

use domain::access::Noted;
use domain::clients::Client;
use domain::consents::Consent;
use domain::evidence::EvidenceEvent;
use domain::{Actor, EvidenceId, PathId, RecordId};
use event_store::StreamId;

use crate::Failure;
use crate::stroke::Stroke;
use crate::work::{Transaction, Work, evidence_owner, meta, read};

impl Work<'_> {
    /// Keeps what proves her word, apart from everything that is hers.
    pub(crate) fn keep(&mut self, proof: EvidenceEvent) -> Result<(), Failure> {
        self.write(proof.kept_as(), [proof])
    }
}

impl Transaction<'_> {
    /// Erases what proves a word that was never hers; the number of events that become unreadable.
    pub(crate) async fn erase_evidence(
        &mut self,
        path: PathId,
        records: impl Iterator<Item = &RecordId>,
    ) -> Result<u64, Failure> {
        let Some(consent) = self.load_unless_erased::<Consent>(path).await? else {
            return Ok(0);
        };
        let mut events = 0;
        for kept_as in records.flat_map(|record| consent.evidence_of(*record)) {
            events += self.erase_owner(evidence_owner(kept_as)).await?;
        }
        Ok(events)
    }
}

/// Erases evidence whose time is over.
pub(crate) struct EndEvidence(pub(crate) EvidenceId);

impl Stroke for EndEvidence {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let (store, network) = (&work.desk.store, work.desk.network);
        let stream = StreamId::from_bytes(self.0.bytes());
        let events = store.load(network, stream).await?;
        let Some(stored) = events.first().filter(|event| !event.is_erased()) else {
            return Ok(None);
        };
        let kept: EvidenceEvent = read(stored)?;
        let entered = meta(stored)?;
        // A mistyped year would destroy the proof; `verify` names it instead.
        if !kept.is_plausible(entered.occurred_on) {
            return Ok(None);
        }
        let (institution, record) = kept.keeper();
        // What a legal hold keeps may have to be proven as well.
        let client: Option<Client> = work.load_unless_erased(record).await?;
        let held = client.is_some_and(|client| client.held(now.today).is_some());
        if kept.kept_until() >= now.today || held {
            return Ok(None);
        }
        work.erase_owner(evidence_owner(self.0)).await?;
        let erased = Noted::evidence_erased(institution, now.today);
        let at = erased.at;
        work.note(Actor::Clock, erased).await?;
        Ok(Some(at.into()))
    }
}
