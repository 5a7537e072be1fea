//! Protect, Restrict, Confide, Hold, LiftHold and Keep: what is noted in a record besides who she is.

use async_recursion::async_recursion as boxed;
use domain::access::Purpose;
use domain::clients::{Client, ClientChange, ClientCommand, ClientEvent};
use domain::{Erasable, Note, RecordId, Staff};
use event_store::StreamId;
use serde::Serialize;

use crate::perform::UseCase;
use crate::slips::read::caseworker;
use crate::work::{Work, read_of};
use crate::{Desk, Failure};

/// A record to be changed.
#[derive(Clone, Serialize)]
pub struct ChangeClient {
    /// Which.
    pub record: RecordId,
    /// What changes.
    pub change: ClientChange,
}

impl UseCase for ChangeClient {
    type Answer = ();
    const OUTCOME: &'static str = "client-changed";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.record;
        let mut client: Client = work.own(id).await?;
        let what = ClientCommand::Change(self.change.clone());
        let events = work.decide(id, &mut client, what)?;
        if let ClientChange::Protect(protected) = self.change
            && !events.is_empty()
        {
            protect_joined(work, self.record, protected).await?;
        }
        Ok(id.into())
    }
}

/// From now on nobody reads who sent her on, whatever they were told when they were told it, and the codes
/// of what she carries give nothing of hers before it is replaced, nor show that it is she: one fact on each stream, in the same
/// append, so that it outlives this record.
async fn hide(work: &mut Work<'_>, client: &Client) -> Result<(), Failure> {
    let by = work.by;
    for slip in work.slips_of(client).await? {
        work.hide_sender(&slip, true).await?;
    }
    for voucher in work.vouchers_of(client).await? {
        work.withhold_name(&voucher)?;
    }
    for path in &client.paths {
        work.hide_station(*path, by.institution).await?;
    }
    let record = client.at(by.institution)?.record;
    work.end_own_codes(client.paths.clone(), record, None).await
}

/// What turned out to be hers is as much in danger as the record that was joined with it.
async fn protect_joined(
    work: &mut Work<'_>,
    record: RecordId,
    protected: bool,
) -> Result<(), Failure> {
    for (joined, client) in work.joined_to(record).await? {
        let mut changed = joined == record;
        if !changed {
            let what = ClientCommand::Change(ClientChange::Protect(protected));
            let events = work.decide(joined, &mut client.clone(), what)?;
            changed = !events.is_empty();
        }
        // What was protected before is hidden, and its papers may be new already.
        if protected && changed {
            hide(work, &client).await?;
        } else if changed {
            work.tell_untold(&client).await?;
        }
    }
    Ok(())
}

impl Desk {
    /// What children said in confidence: for those who work with the record, and for nobody else, not
    /// for the parent either. Noted as read.
    #[boxed]
    pub async fn confided(&self, by: Staff, record: RecordId) -> Result<Vec<Note>, Failure> {
        caseworker(by)?;
        let client: Client = Work::of(self, by).own(record).await?;
        if client.opened.is_none() {
            return Err(self.unknown(by).await);
        }
        self.note_reading(by, record, Purpose::Record).await?;
        let stream = StreamId::from_bytes(record.bytes());
        let events = self.store.load(self.network, stream).await?;
        let mut notes = Vec::new();
        for event in events.iter() {
            if let Some(ClientEvent::ChildConfided {
                child: Erasable::Known(confided),
            }) = read_of(event)?
            {
                notes.push(confided.note);
            }
        }
        Ok(notes)
    }
}
