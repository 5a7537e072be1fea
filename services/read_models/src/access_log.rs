//! Access log: who read which record, what for, on which day; one line each. A list that was shown stands
//! here as one line for each of its records, sealed with that record: it goes with it.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::access::{AccessEvent, Purpose};
use domain::vocabulary::Role;
use domain::{AccountId, Actor, HandoverId, InstitutionId, RecordId, VoucherId};
use event_store::{
    FoldError, Placed, ReadModel, Recorded, StateGroup, StoreError, StreamId, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::owner_of;
use crate::stored::{event_day, meta, read, read_of};
use crate::tenant::Tenant;

/// One reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// The institution that read its own record, or what a code opened.
    pub institution: InstitutionId,
    /// The reader's function; she sees the function, not the name.
    pub function: Role,
    /// What for; none where a slip or a voucher was opened by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// The day.
    pub on: Date,
}

/// The model.
pub struct AccessLog;

/// What was read.
#[derive(Clone, Copy)]
pub enum What {
    /// A record.
    Record(RecordId),
    /// A hand-over, by its slip's code, before it came into a record.
    Handover(HandoverId),
    /// A voucher, by its code, before it came into a record.
    Voucher(VoucherId),
}

impl ReadModel for AccessLog {
    type Row = ReadingRow;
    const NAME: &'static str = "access_log";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let lines = match read_of(event) {
            Some(Ok(read)) => readings(read),
            Some(Err(_)) => return vec![Subject::of_stream(event.stream)],
            None => vec![],
        };
        let subjects = lines.iter().map(|line| line.subject(event));
        subjects.collect()
    }

    fn fold(
        subject: &Subject,
        row: Option<ReadingRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ReadingRow>>, FoldError> {
        let mut lines = readings(read(event)?).into_iter();
        let line = lines.find(|line| line.subject(event) == *subject);
        let (Some(line), Actor::Staff(staff)) = (line, meta(event)?.actor) else {
            return Ok(None);
        };
        Ok(Some(Placed {
            row: row.unwrap_or(ReadingRow {
                institution: staff.institution,
                function: staff.function,
                purpose: line.purpose,
                on: line.on,
            }),
            sealed_with: match line.what {
                What::Record(record) => StreamId::from_bytes(record.bytes()),
                What::Handover(_) | What::Voucher(_) => event.stream,
            },
            listed: Some((owner_of(staff.institution), line.what.list())),
            day: Some(event_day(line.on)),
            state: StateGroup::Closed,
        }))
    }
}

/// One reading of an event.
struct Reading {
    what: What,
    viewer: AccountId,
    purpose: Option<Purpose>,
    on: Date,
}

fn readings(event: AccessEvent) -> Vec<Reading> {
    let (what, viewer, purpose, on) = match event {
        AccessEvent::RecordRead {
            record,
            viewer,
            purpose,
            on,
        } => (vec![What::Record(record)], viewer, Some(purpose), on),
        AccessEvent::RecordsListed {
            viewer,
            purpose,
            on,
            records,
        } => {
            let records = records.into_iter().map(What::Record);
            (records.collect(), viewer, Some(purpose), on)
        }
        AccessEvent::SlipOpened {
            handover,
            viewer,
            on,
            ..
        } => (vec![What::Handover(handover)], viewer, None, on),
        AccessEvent::VoucherOpened {
            voucher,
            viewer,
            on,
            ..
        } => (vec![What::Voucher(voucher)], viewer, None, on),
        _ => return vec![],
    };
    let reading = |what| Reading {
        what,
        viewer,
        purpose,
        on,
    };
    what.into_iter().map(reading).collect()
}

impl Reading {
    fn subject(&self, event: &Recorded) -> Subject {
        match (self.what, self.purpose) {
            (What::Record(record), Some(purpose)) => subject(record, self.viewer, purpose, self.on),
            _ => Subject::of_text(&format!("{}/{}", event.stream, event.version)),
        }
    }
}

impl What {
    fn list(self) -> String {
        match self {
            Self::Record(record) => format!("read/{record}"),
            Self::Handover(handover) => format!("opened/{handover}"),
            Self::Voucher(voucher) => format!("opened/{voucher}"),
        }
    }
}

fn subject(record: RecordId, viewer: AccountId, purpose: Purpose, on: Date) -> Subject {
    Subject::of_text(&format!("{record}/{viewer}/{purpose}/{on}"))
}

/// Of which of these records this reading is noted already.
#[boxed]
pub async fn noted(
    tenant: &Tenant<'_>,
    records: &[RecordId],
    (viewer, purpose, on): (AccountId, Purpose, Date),
) -> Result<BTreeSet<RecordId>, StoreError> {
    let subject = |record: &RecordId| subject(*record, viewer, purpose, on);
    let rows = tenant.store.rows();
    let subjects = records.iter().map(subject);
    let network = tenant.network;
    let there = rows.several::<AccessLog>(network, subjects).await?;
    let mut noted: BTreeSet<_> = records.iter().copied().collect();
    noted.retain(|record| there.contains_key(&subject(record)));
    Ok(noted)
}

/// Who read it, or opened it by its code. What concerns one person is read whole.
#[boxed]
pub async fn of(tenant: &Tenant<'_>, what: What) -> Result<Vec<ReadingRow>, StoreError> {
    let (owner, list) = (tenant.owner(), what.list());
    let rows = tenant.store.rows();
    let mut read = rows.list::<AccessLog>(tenant.network, owner, &list).await?;
    read.retain(|row| row.institution == tenant.institution);
    Ok(read)
}
