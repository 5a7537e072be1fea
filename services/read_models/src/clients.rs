//! Clients: an institution's own records, nobody else's.

use domain::clients::{Children, ClientEvent, Identity};
use domain::{Erasable, InstitutionId, PathId, RecordId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    StreamId, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{occurred_on, read};

/// One record.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Its id.
    pub record: RecordId,
    /// Whose record it is.
    pub institution: InstitutionId,
    /// Her path; never shown.
    pub path: PathId,
    /// Since when.
    pub since: Date,
    /// Who she is, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
    /// Her children, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
}

/// The model.
pub struct Clients;

const LIST: &str = "clients";

impl ReadModel for Clients {
    type Row = ClientRow;
    const NAME: &'static str = "clients";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        if ClientEvent::knows(event.name()) {
            vec![Subject::of_stream(event.stream)]
        } else {
            vec![]
        }
    }

    fn fold(
        _: &Subject,
        row: Option<ClientRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ClientRow>>, FoldError> {
        let row = match (read::<ClientEvent>(event)?, row) {
            (
                ClientEvent::ClientRecorded {
                    record,
                    institution,
                    path,
                    identity,
                    child,
                },
                _,
            ) => ClientRow {
                record,
                institution,
                path,
                since: occurred_on(event)?,
                identity,
                child,
            },
            (ClientEvent::ClientIdentified { identity, child }, Some(row)) => ClientRow {
                identity: identity.or(row.identity),
                child: child.or(row.child),
                ..row
            },
            (ClientEvent::ClientIdentified { .. }, None) => return Ok(None),
        };
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution), LIST.into())),
            day: None,
            state: StateGroup::Open,
            row,
        }))
    }
}

/// The institution's own records.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ClientRow>, StoreError> {
    store
        .rows()
        .list::<Clients>(network, owner_of(institution), LIST, RowFilter::default())
        .await
}

/// One record, if it is this institution's.
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Option<ClientRow>, StoreError> {
    let subject = Subject::of_stream(StreamId::from_bytes(record.bytes()));
    let row = store.rows().get::<Clients>(network, &subject).await?;
    Ok(row.filter(|row| row.institution == institution))
}
