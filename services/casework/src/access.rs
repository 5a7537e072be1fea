//! Noting who reads what, before bytes leave: once per viewer, record, purpose and day.

use std::collections::BTreeSet;

use domain::access::{AccessEvent, AccessId, Noted, Purpose, Reader};
use domain::{Actor, RecordId, Refusal, Staff};
use event_store::StreamId;
use jiff::civil::Date;

use crate::perform::Attempts;
use crate::work::{Transaction, Work, read_of};
use crate::{Desk, Failure};

impl Desk {
    /// This member of staff, looking at something today.
    pub(crate) fn reader(&self, by: Staff) -> Reader {
        Reader::of(by, self.now().today)
    }

    /// Notes that this record is read; the caller sends nothing before this answers.
    pub(crate) async fn note_reading(
        &self,
        by: Staff,
        record: RecordId,
        purpose: Purpose,
    ) -> Result<(), Failure> {
        let on = self.now().today;
        let noted = |_| Reader::of(by, on).reads(record, purpose);
        let at = AccessId::Record(record);
        self.note_unnoted(by, vec![record], (purpose, on), at, noted)
            .await
    }

    /// Notes that a page of a list is shown with these records, all in one line; likewise.
    pub(crate) async fn note_list(
        &self,
        by: Staff,
        records: &[RecordId],
        purpose: Purpose,
    ) -> Result<(), Failure> {
        let on = self.now().today;
        let reader = Reader::of(by, on);
        // Whoever looks again on the same day is known by the stream of that day, without a look for each.
        let at = reader.lists(purpose);
        let earlier = StreamId::from_bytes(at.bytes());
        let mut noted = BTreeSet::new();
        for event in self.store.load(self.network, earlier).await?.iter() {
            if let Some(AccessEvent::RecordsListed { records, .. }) = read_of(event)? {
                noted.extend(records);
            }
        }
        let new = records.iter().copied();
        let new = new.filter(|record| !noted.contains(record)).collect();
        let listed = |records| reader.is_shown(purpose, records);
        self.note_unnoted(by, new, (purpose, on), at, listed).await
    }

    async fn note_unnoted(
        &self,
        by: Staff,
        records: Vec<RecordId>,
        (purpose, on): (Purpose, Date),
        at: AccessId,
        noted: impl Fn(Vec<RecordId>) -> Noted,
    ) -> Result<(), Failure> {
        let mut unnoted = self.unnoted(by, records, (purpose, on)).await?;
        let mut attempts = Attempts::default();
        while !unnoted.is_empty() {
            let mut work = Work::of(self, by);
            work.at_the_end_of(at).await?;
            // Somebody may have noted the same meanwhile: until the stream ends it is looked at again.
            self.settle(self.store.head(self.network).await?).await?;
            unnoted = self.unnoted(by, unnoted, (purpose, on)).await?;
            if unnoted.is_empty() {
                break;
            }
            work.write(at, [noted(unnoted.clone()).event])?;
            let commit = work.commit(at.bytes(), "noted", None).await;
            if attempts.settled(self, commit).await?.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Those of the records whose reading is not noted yet, each once.
    async fn unnoted(
        &self,
        by: Staff,
        mut records: Vec<RecordId>,
        (purpose, on): (Purpose, Date),
    ) -> Result<Vec<RecordId>, Failure> {
        let whose = (by.account, purpose, on);
        let own = self.tenant(by);
        let mut noted = read_models::access_log::noted(&own, &records, whose).await?;
        // Each once: what is taken over is noted.
        records.retain(|record| noted.insert(*record));
        Ok(records)
    }

    /// Notes what a failure leaves behind, and gives it back.
    pub(crate) async fn noting(
        &self,
        work: &Work<'_>,
        failure: Failure,
    ) -> Result<Failure, Failure> {
        if let Failure::Refused(refusal) = &failure {
            let reader = self.reader(work.by);
            if let Some(noted) = reader.is_refused(refusal, work.asked_for_unknown) {
                self.note(work.by, noted).await?;
            }
        }
        Ok(failure)
    }

    /// The one answer to an id under which the own institution keeps nothing. That somebody asked is
    /// noted whatever stands there elsewhere: a note for what another institution keeps, and none for
    /// what nobody has, would tell the two apart.
    pub(crate) async fn unknown(&self, by: Staff) -> Failure {
        match self.note(by, self.reader(by).is_unknown()).await {
            Ok(()) => Refusal::NotFound.into(),
            Err(failure) => failure,
        }
    }

    /// Notes a line; the caller hands nothing out before this answers.
    pub(crate) async fn note(&self, by: Staff, noted: Noted) -> Result<(), Failure> {
        let at = noted.at.bytes();
        let mut attempts = Attempts::default();
        loop {
            let mut work = Work::of(self, by);
            work.note(Actor::Staff(by), noted.clone()).await?;
            let commit = work.commit(at, "noted", None).await;
            if attempts.settled(self, commit).await?.is_some() {
                return Ok(());
            }
        }
    }
}

impl Work<'_> {
    /// Who gives the command, looking at something on its day.
    pub(crate) fn reader(&self) -> Reader {
        Reader::of(self.by, self.now.today)
    }
}

impl Transaction<'_> {
    /// Prepares to write at the end of a stream that needs no state to be decided on.
    async fn at_the_end_of(&mut self, id: AccessId) -> Result<(), Failure> {
        let stream = StreamId::from_bytes(id.bytes());
        let version = self.desk.store.version(self.desk.network, stream).await?;
        self.saw(stream, version);
        Ok(())
    }

    /// Writes a line at the end of an access stream.
    pub(crate) async fn note(
        &mut self,
        actor: Actor,
        Noted { at, event }: Noted,
    ) -> Result<(), Failure> {
        self.at_the_end_of(at).await?;
        self.write_as(actor, at, [event])
    }
}
