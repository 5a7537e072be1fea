//! Access log: who read which record, what for, on which day; one line each.

use domain::access::{AccessEvent, Purpose};
use domain::vocabulary::Role;
use domain::{AccountId, Actor, InstitutionId, RecordId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{event_day, meta, read};

/// One reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// The record.
    pub record: RecordId,
    /// The institution that read its own record.
    pub institution: InstitutionId,
    /// The reader's function; she sees the function, not the name.
    pub function: Role,
    /// What for.
    pub purpose: Purpose,
    /// The day.
    pub on: Date,
}

/// The model.
pub struct AccessLog;

impl ReadModel for AccessLog {
    type Row = ReadingRow;
    const NAME: &'static str = "access_log";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        match event.decode::<AccessEvent>() {
            Ok(AccessEvent::RecordRead {
                record,
                viewer,
                purpose,
                on,
            }) => vec![subject(record, viewer, purpose, on)],
            _ => vec![],
        }
    }

    fn fold(
        _: &Subject,
        row: Option<ReadingRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ReadingRow>>, FoldError> {
        let AccessEvent::RecordRead {
            record,
            purpose,
            on,
            ..
        } = read(event)?
        else {
            return Ok(None);
        };
        let Actor::Staff(staff) = meta(event)?.actor else {
            return Ok(None);
        };
        Ok(Some(Placed {
            row: row.unwrap_or(ReadingRow {
                record,
                institution: staff.institution,
                function: staff.function,
                purpose,
                on,
            }),
            sealed_with: event.stream,
            listed: Some((owner_of(staff.institution), list(record))),
            day: Some(event_day(on)),
            state: StateGroup::Closed,
        }))
    }
}

fn subject(record: RecordId, viewer: AccountId, purpose: Purpose, on: Date) -> Subject {
    Subject::of_text(&format!("{record}/{viewer}/{purpose}/{on}"))
}

fn list(record: RecordId) -> String {
    format!("read/{record}")
}

/// Whether this reading is noted already.
pub async fn is_noted(
    store: &Store,
    network: NetworkId,
    record: RecordId,
    viewer: AccountId,
    purpose: Purpose,
    on: Date,
) -> Result<bool, StoreError> {
    let subject = subject(record, viewer, purpose, on);
    let row = store.rows().get::<AccessLog>(network, &subject).await?;
    Ok(row.is_some())
}

/// Who read this record.
pub async fn of_record(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Vec<ReadingRow>, StoreError> {
    store
        .rows()
        .list::<AccessLog>(
            network,
            owner_of(institution),
            &list(record),
            RowFilter::default(),
        )
        .await
}
