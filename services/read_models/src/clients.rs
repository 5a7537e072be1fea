//! Clients: an institution's own records, nobody else's.

use domain::clients::{Children, ClientEvent, Identity};
use domain::{Erasable, InstitutionId, PathId, RecordId};
use event_store::{NetworkId, RowFilter, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};
use crate::stored::event_day;
use crate::{Listed, Part, Window, owner_of};

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
    /// The day of the latest entry in the record itself.
    pub changed_on: Date,
    /// Her safe mode (rule 11).
    pub protected: bool,
    /// Her data is not used for now (Art. 18 GDPR).
    pub restricted: bool,
    /// The record is kept until this day, whoever asks.
    pub held_until: Option<Date>,
    /// Since when she wants it erased.
    pub erasure_requested_on: Option<Date>,
    /// Since when she is said elsewhere to want it erased; here she has not been asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure_asked_elsewhere_on: Option<Date>,
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
        use ClientEvent as E;
        if let E::ClientRecorded {
            record,
            institution,
            path,
            identity,
            child,
        } = event
        {
            return Some(Self {
                record,
                institution,
                path,
                since: on,
                changed_on: on,
                protected: false,
                restricted: false,
                held_until: None,
                erasure_requested_on: None,
                erasure_asked_elsewhere_on: None,
                identity,
                child,
            });
        }
        let mut row = row?;
        row.changed_on = on;
        match event {
            E::ClientIdentified {
                identity, child, ..
            }
            | E::ClientRectified {
                identity, child, ..
            } => {
                row.identity = identity.or(row.identity);
                row.child = child.or(row.child);
            }
            E::ProtectionSet { protected } => row.protected = protected,
            E::RestrictionSet { restricted } => row.restricted = restricted,
            E::LegalHoldPlaced { until } => row.held_until = Some(until),
            E::LegalHoldLifted {} => row.held_until = None,
            E::ErasureRequested { on } => row.erasure_requested_on = Some(on),
            E::ErasureAskedElsewhere { on } => row.erasure_asked_elsewhere_on = Some(on),
            E::ErasureNotWanted { .. } => {
                row.erasure_requested_on = None;
                row.erasure_asked_elsewhere_on = None;
            }
            E::ClientRecorded { .. }
            | E::ChildConfided { .. }
            | E::RecordsJoined { .. }
            | E::PathAdded { .. } => {}
        }
        Some(row)
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    /// Due is what she wants erased and is still there, and what she is to be asked about.
    fn state(&self) -> StateGroup {
        match self
            .erasure_requested_on
            .or(self.erasure_asked_elsewhere_on)
        {
            Some(_) => StateGroup::Due,
            None => StateGroup::Open,
        }
    }

    fn day(&self) -> Option<Date> {
        Some(self.changed_on)
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

/// The institution's records that she wants erased and that are still there.
pub async fn to_be_erased(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ClientRow>, StoreError> {
    let mut rows: Vec<ClientRow> = due(store, network, institution).await?;
    rows.retain(|row| row.erasure_requested_on.is_some());
    Ok(rows)
}

/// The institution's records about which she is to be asked whether she wants them erased, the longest wait
/// first.
pub async fn to_be_asked_about(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ClientRow>, StoreError> {
    let mut rows: Vec<ClientRow> = due(store, network, institution).await?;
    rows.retain(|row| row.erasure_requested_on.is_none());
    rows.sort_by_key(|row| (row.erasure_asked_elsewhere_on, row.record));
    Ok(rows)
}

async fn due(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ClientRow>, StoreError> {
    own::list(store, network, institution, Some(StateGroup::Due)).await
}

/// The institution's records in which nothing was entered since before this day; their slips and
/// hand-overs may be younger.
pub async fn unchanged_since(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    day: Date,
) -> Result<Vec<ClientRow>, StoreError> {
    let filter = RowFilter {
        state: None,
        day_until: Some(event_day(day)),
    };
    let (owner, list) = (owner_of(institution), ClientRow::NAME);
    let rows = store.rows();
    rows.list::<Clients>(network, owner, list, filter).await
}
