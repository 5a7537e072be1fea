//! Noting who reads what, before bytes leave: once per viewer, record, purpose and day.

use std::collections::BTreeSet;

use domain::access::{AccessEvent, AccessId, Denial, Purpose};
use domain::{Actor, RecordId, Refusal, Staff};
use event_store::{AppendError, Appended, StreamId};
use jiff::civil::Date;

use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// How often a note is tried again when a colleague reads at the same moment.
const ATTEMPTS: usize = 8;

impl Desk {
    /// Notes that this record is read; the caller sends nothing before this answers.
    pub(crate) async fn note_reading(
        &self,
        by: Staff,
        record: RecordId,
        purpose: Purpose,
    ) -> Result<(), Failure> {
        let on = self.now().today;
        let stream = AccessId::Record(record);
        let event = AccessEvent::RecordRead {
            record,
            viewer: by.account,
            purpose,
            on,
        };
        self.note_unnoted(by, &[record], (purpose, on), stream, |_| event.clone())
            .await
    }

    /// Notes that a page of a list is shown with these records, all in one line; likewise.
    pub(crate) async fn note_list(
        &self,
        by: Staff,
        records: &[RecordId],
        purpose: Purpose,
    ) -> Result<(), Failure> {
        let (on, viewer) = (self.now().today, by.account);
        let stream = AccessId::Listed(by.institution, viewer, purpose, on);
        // Whoever looks again on the same day is known by the stream of that day, without a look for each.
        let earlier = self
            .store
            .load(self.network, StreamId::from_bytes(stream.bytes()));
        let mut noted = BTreeSet::new();
        for event in earlier.await? {
            if let Ok(AccessEvent::RecordsListed { records, .. }) = event.decode() {
                noted.extend(records);
            }
        }
        let new: Vec<RecordId> = records
            .iter()
            .copied()
            .filter(|record| !noted.contains(record))
            .collect();
        let listed = |records: &[RecordId]| AccessEvent::RecordsListed {
            viewer,
            purpose,
            on,
            records: records.to_vec(),
        };
        self.note_unnoted(by, &new, (purpose, on), stream, listed)
            .await
    }

    async fn note_unnoted(
        &self,
        by: Staff,
        records: &[RecordId],
        (purpose, on): (Purpose, Date),
        stream: AccessId,
        event: impl Fn(&[RecordId]) -> AccessEvent,
    ) -> Result<(), Failure> {
        let unnoted = self.unnoted(by, records, purpose, on).await?;
        if unnoted.is_empty() {
            return Ok(());
        }
        for _ in 0..ATTEMPTS {
            let mut work = Work::of(self, by);
            work.at_the_end_of(stream).await?;
            // Somebody may have noted the same meanwhile: until the stream ends it is looked at again.
            self.settle(self.store.head(self.network).await?).await?;
            let unnoted = self.unnoted(by, &unnoted, purpose, on).await?;
            if unnoted.is_empty() {
                return Ok(());
            }
            work.write(stream, [event(&unnoted)])?;
            if self.noted(work, stream).await? {
                return Ok(());
            }
        }
        Err(Failure::Busy)
    }

    /// Those of the records whose reading is not noted yet, each once.
    async fn unnoted(
        &self,
        by: Staff,
        records: &[RecordId],
        purpose: Purpose,
        on: Date,
    ) -> Result<Vec<RecordId>, Failure> {
        let whose = (by.account, purpose, on);
        let mut noted =
            read_models::access_log::noted(&self.store, self.network, records, whose).await?;
        let mut unnoted = records.to_vec();
        // Each once: what is taken over is noted.
        unnoted.retain(|record| noted.insert(*record));
        Ok(unnoted)
    }

    /// Notes that a code was not answered.
    pub(crate) async fn note_denial(&self, by: Staff, denial: Denial) -> Result<(), Failure> {
        let event = AccessEvent::CodeDenied {
            viewer: by.account,
            denial,
            on: self.now().today,
        };
        self.note_at_institution(by, event).await
    }

    /// Notes that somebody asked for what the own institution does not keep, where that is why a command
    /// was refused, and gives the failure back.
    pub(crate) async fn noting_denial(
        &self,
        by: Staff,
        failure: Failure,
    ) -> Result<Failure, Failure> {
        let unknown = [Refusal::NotFound, Refusal::NotYours];
        if matches!(&failure, Failure::Refused(refusal) if unknown.contains(refusal)) {
            self.note_unknown(by).await?;
        }
        Ok(failure)
    }

    /// Notes that somebody asked for what the own institution does not keep.
    pub(crate) async fn note_unknown(&self, by: Staff) -> Result<(), Failure> {
        let event = AccessEvent::RecordDenied {
            viewer: by.account,
            on: self.now().today,
        };
        self.note_at_institution(by, event).await
    }

    /// Writes a line into the own institution's stream.
    pub(crate) async fn note_at_institution(
        &self,
        by: Staff,
        event: AccessEvent,
    ) -> Result<(), Failure> {
        self.note(by, AccessId::Institution(by.institution), event)
            .await
    }

    /// Notes that she is handed a copy of everything; the caller hands nothing before this answers.
    pub(crate) async fn note_export(&self, by: Staff, record: RecordId) -> Result<(), Failure> {
        let event = AccessEvent::DataExported {
            record,
            viewer: by.account,
            on: self.now().today,
        };
        self.note(by, AccessId::Record(record), event).await
    }

    async fn note(&self, by: Staff, stream: AccessId, event: AccessEvent) -> Result<(), Failure> {
        for _ in 0..ATTEMPTS {
            let mut work = Work::of(self, by);
            work.at_the_end_of(stream).await?;
            work.write(stream, [event.clone()])?;
            if self.noted(work, stream).await? {
                return Ok(());
            }
        }
        Err(Failure::Busy)
    }

    /// Commits what was noted; not, if a colleague wrote there first.
    async fn noted(&self, work: Work<'_>, stream: AccessId) -> Result<bool, Failure> {
        match work.commit(stream.bytes(), "noted").await {
            Ok(Some(Appended::Committed { last, .. })) => self.settle(last).await.map(|()| true),
            Ok(_) => Ok(true),
            Err(AppendError::Conflict { .. }) => Ok(false),
            Err(error) => Err(Failure::of_append(error)),
        }
    }
}

impl Transaction<'_> {
    /// Prepares to write at the end of a stream that needs no state to be decided on.
    pub(crate) async fn at_the_end_of(&mut self, id: AccessId) -> Result<(), Failure> {
        let stream = StreamId::from_bytes(id.bytes());
        let version = self.desk.store.version(self.desk.network, stream).await?;
        self.saw(stream, version);
        Ok(())
    }

    /// Writes a line at the end of an access stream.
    pub(crate) async fn note(
        &mut self,
        actor: Actor,
        id: AccessId,
        event: AccessEvent,
    ) -> Result<(), Failure> {
        self.at_the_end_of(id).await?;
        self.write_as(actor, id, [event])
    }
}
