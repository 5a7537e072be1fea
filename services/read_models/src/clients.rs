//! Clients: an institution's own records, nobody else's.

use domain::clients::{Children, ClientEvent, Identity};
use domain::{Erasable, InstitutionId, PathId, RecordId};
use event_store::{NetworkId, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};
use crate::{Listed, Part, Window};

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
pub type Clients = OwnRows<ClientRow>;

impl Own for ClientRow {
    type Event = ClientEvent;
    const NAME: &'static str = "clients";
    const EVENTS: &'static [&'static str] = ClientEvent::NAMES;

    fn after(row: Option<Self>, event: ClientEvent, on: Date) -> Option<Self> {
        match (event, row) {
            (
                ClientEvent::ClientRecorded {
                    record,
                    institution,
                    path,
                    identity,
                    child,
                },
                _,
            ) => Some(Self {
                record,
                institution,
                path,
                since: on,
                identity,
                child,
            }),
            (ClientEvent::ClientIdentified { identity, child }, Some(row)) => Some(Self {
                identity: identity.or(row.identity),
                child: child.or(row.child),
                ..row
            }),
            (ClientEvent::ClientIdentified { .. }, None) => None,
        }
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        StateGroup::Open
    }
}

impl Listed for ClientRow {
    type Place = (Date, RecordId);

    fn place(&self) -> Self::Place {
        (self.since, self.record)
    }
}

/// The institution's own records, the oldest first.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    window: &Window<(Date, RecordId)>,
) -> Result<Part<ClientRow>, StoreError> {
    let mut rows: Vec<ClientRow> = own::list(store, network, institution, None).await?;
    rows.sort_by_key(ClientRow::place);
    Ok(Part::of(rows, window))
}

/// One record, if it is this institution's.
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Option<ClientRow>, StoreError> {
    own::one(store, network, institution, record.bytes()).await
}
