//! Clients: an institution's own records, nobody else's.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeMap;

use domain::clients::{Children, ClientEvent, Identity};
use domain::{Erasable, InstitutionId, KnownOr as _, PathId, RecordId};
use event_store::{Day, Found, IndexEntry, RowOrder, StateGroup, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::listed::{Belongs, Part, Place, Stretch, Window};
use crate::own::{Own, OwnRows};
use crate::stored::{event_day, found_by};
use crate::tenant::{RowList, Tenant};
use crate::{clients_by_name, numbers};

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
    const ROOM: usize = 512;
    /// A name of three words, with the year.
    const INDEXED: usize = 8;

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

    /// Due is what she is to be asked about. What she wants erased and is still there waits for nobody's work:
    /// something keeps it.
    fn state(&self) -> StateGroup {
        if self.erasure_requested_on.is_some() {
            StateGroup::Closed
        } else if self.erasure_asked_elsewhere_on.is_some() {
            StateGroup::Due
        } else {
            StateGroup::Open
        }
    }

    fn day(&self) -> Date {
        let asked = self
            .erasure_requested_on
            .or(self.erasure_asked_elsewhere_on);
        asked.unwrap_or(self.changed_on)
    }

    fn index(&self) -> Vec<IndexEntry> {
        let number = numbers::of(&self.record.to_string(), self.since);
        let named = self.identity.known().map(clients_by_name::index);
        let held = self
            .held_until
            .map(|until| found_by(HELD.to_owned(), until));
        let restricted = self
            .restricted
            .then(|| found_by(RESTRICTED.to_owned(), self.changed_on));
        let named = named.into_iter().flatten();
        named
            .chain([number])
            .chain(held)
            .chain(restricted)
            .collect()
    }
}

/// What is kept by law, by its last day, and what is not used for now.
const HELD: &str = "held";
const RESTRICTED: &str = "restricted";
const STATES: [StateGroup; 3] = [StateGroup::Due, StateGroup::Open, StateGroup::Closed];

/// How the institution's own records are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClientList {
    /// She is to be asked here whether she wants it erased, the longest wait first.
    ToBeAskedAbout,
    /// In use, the latest entry first.
    InUse,
    /// She wants it erased and it is still there, the longest wait first.
    ToBeErased,
}

impl ClientList {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::ToBeAskedAbout, Self::InUse, Self::ToBeErased];
}

impl RowList for ClientList {
    type Row = ClientRow;

    fn kept(self) -> (StateGroup, RowOrder) {
        match self {
            Self::ToBeAskedAbout => (StateGroup::Due, RowOrder::EarliestFirst),
            Self::InUse => (StateGroup::Open, RowOrder::LatestFirst),
            Self::ToBeErased => (StateGroup::Closed, RowOrder::EarliestFirst),
        }
    }
}

/// A part of the records under a legal hold that is in force on this day, the first to end first.
#[boxed]
pub async fn held(
    tenant: &Tenant<'_>,
    today: Date,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    let stretches = [Stretch::found_by(HELD, RowOrder::EarliestFirst)];
    // Those that ended stay as they are until somebody lifts them.
    let in_force = |_: usize, row: &ClientRow| match row.held_until {
        Some(until) if until >= today => Belongs::Here,
        _ => Belongs::Elsewhere,
    };
    tenant.part::<Clients>(&stretches, window, in_force).await
}

/// A part of the records whose data is not used for now.
#[boxed]
pub async fn restricted(
    tenant: &Tenant<'_>,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    let stretches = [Stretch::found_by(RESTRICTED, RowOrder::LatestFirst)];
    tenant.whole_part::<Clients>(&stretches, window).await
}

/// How many records are under a legal hold on this day, and of how many the data is not used for now.
#[boxed]
pub async fn held_and_restricted(
    tenant: &Tenant<'_>,
    today: Date,
) -> Result<(u64, u64), StoreError> {
    let (rows, owner) = (tenant.store.rows(), tenant.owner());
    let count = async |text: &str, days| {
        let texts = [text.to_owned()];
        let counts = rows
            .tally::<Clients>(tenant.network, owner, &texts, days)
            .await?;
        Ok::<_, StoreError>(counts.into_iter().sum())
    };
    let held = count(HELD, event_day(today)..=Day::MAX).await?;
    let restricted = count(RESTRICTED, Day::MIN..=Day::MAX).await?;
    Ok((held, restricted))
}

/// Those of these records that are this institution's.
pub async fn several(
    tenant: &Tenant<'_>,
    records: impl Iterator<Item = RecordId>,
) -> Result<BTreeMap<RecordId, ClientRow>, StoreError> {
    let streams = records.map(RecordId::bytes);
    let rows = tenant.several::<ClientRow>(streams).await?;
    Ok(rows.into_iter().map(|row| (row.record, row)).collect())
}

/// The institution's own records whose name has all these words, in any order, at most so many.
#[boxed]
pub async fn named(
    tenant: &Tenant<'_>,
    (name, birth_year): (&str, Option<i16>),
    limit: usize,
) -> Result<Found<ClientRow>, StoreError> {
    let texts = clients_by_name::sought(name, birth_year);
    tenant.look_up(&texts, limit).await
}

/// A part of the institution's records in which nothing was entered since before this day, the oldest first;
/// their slips and hand-overs may be younger.
#[boxed]
pub async fn unchanged_since(
    tenant: &Tenant<'_>,
    day: Date,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    // In each state the oldest come first: by the day on which she said that she wants it erased, after which
    // there may be further entries, or by the last entry.
    let oldest = |state| Stretch::of(ClientRow::NAME, state, RowOrder::EarliestFirst);
    let oldest = STATES.map(oldest);
    let old = |_: usize, row: &ClientRow| {
        if row.day() <= day {
            Belongs::Here
        } else {
            Belongs::BehindTheEnd
        }
    };
    let part = tenant.part::<Clients>(&oldest, window, old);
    let mut part = part.await?;
    part.rows.retain(|row| row.changed_on <= day);
    Ok(part)
}
