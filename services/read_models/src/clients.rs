//! Clients: an institution's own records, nobody else's.

use std::collections::BTreeMap;

use domain::clients::{Children, ClientEvent, Identity};
use domain::{Erasable, InstitutionId, PathId, RecordId};
use event_store::{NetworkId, RowOrder, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::listed::{Belongs, Part, Place, Reading, Stretch, Window};
use crate::own::{self, Own, OwnRows};

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

    /// What is kept by law or not used for now stands in lists of its own.
    fn list(&self) -> &'static str {
        match (self.held_until.is_some(), self.restricted) {
            (false, false) => Self::NAME,
            (true, false) => HELD,
            (false, true) => RESTRICTED,
            (true, true) => HELD_AND_RESTRICTED,
        }
    }

    fn day(&self) -> Date {
        let asked = self
            .erasure_requested_on
            .or(self.erasure_asked_elsewhere_on);
        asked.unwrap_or(self.changed_on)
    }
}

const HELD: &str = "clients/held";
const RESTRICTED: &str = "clients/restricted";
const HELD_AND_RESTRICTED: &str = "clients/held_and_restricted";
const LISTS: [&str; 4] = [ClientRow::NAME, HELD, RESTRICTED, HELD_AND_RESTRICTED];
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

    fn stretches(self) -> [Stretch; 4] {
        let (state, order) = match self {
            Self::ToBeAskedAbout => (StateGroup::Due, RowOrder::EarliestFirst),
            Self::InUse => (StateGroup::Open, RowOrder::LatestFirst),
            Self::ToBeErased => (StateGroup::Closed, RowOrder::EarliestFirst),
        };
        LISTS.map(|list| Stretch::of(list, state, order))
    }
}

/// The institution's own records in these lists, one after the other.
pub async fn listed(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    lists: &[ClientList],
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    let stretches: Vec<_> = lists.iter().flat_map(|list| list.stretches()).collect();
    let reading = Reading {
        store,
        network,
        institution,
    };
    reading.whole_part::<Clients>(&stretches, window).await
}

/// How many records there are in each list.
pub async fn counts(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<BTreeMap<ClientList, u64>, StoreError> {
    let mut all = BTreeMap::new();
    for list in LISTS {
        let counts = own::count::<ClientRow>(store, network, institution, list).await?;
        *all.entry(ClientList::ToBeAskedAbout).or_default() += counts.due;
        *all.entry(ClientList::InUse).or_default() += counts.open;
        *all.entry(ClientList::ToBeErased).or_default() += counts.closed;
    }
    Ok(all)
}

/// A part of the records under a legal hold that is in force on this day.
pub async fn held(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    today: Date,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    let reading = Reading {
        store,
        network,
        institution,
    };
    let stretches = in_all_states(&[HELD, HELD_AND_RESTRICTED], RowOrder::LatestFirst);
    let mut part = reading.whole_part::<Clients>(&stretches, window).await?;
    // Those that ended stay as they are until somebody lifts them.
    let in_force = |row: &ClientRow| row.held_until.is_some_and(|until| until >= today);
    part.rows.retain(in_force);
    Ok(part)
}

/// A part of the records whose data is not used for now.
pub async fn restricted(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    let reading = Reading {
        store,
        network,
        institution,
    };
    let stretches = in_all_states(&[RESTRICTED, HELD_AND_RESTRICTED], RowOrder::LatestFirst);
    reading.whole_part::<Clients>(&stretches, window).await
}

fn in_all_states(lists: &[&str], order: RowOrder) -> Vec<Stretch> {
    let of = |list: &&str| STATES.map(|state| Stretch::of(list, state, order));
    lists.iter().flat_map(of).collect()
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

/// A part of the institution's records in which nothing was entered since before this day, the oldest first;
/// their slips and hand-overs may be younger.
pub async fn unchanged_since(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    day: Date,
    window: &Window<Place>,
) -> Result<Part<ClientRow, Place>, StoreError> {
    // In each state the oldest come first: by the day on which she said that she wants it erased, after which
    // there may be further entries, or by the last entry.
    let oldest = in_all_states(&LISTS, RowOrder::EarliestFirst);
    let reading = Reading {
        store,
        network,
        institution,
    };
    let old = |_: usize, row: &ClientRow| {
        if row.day() <= day {
            Belongs::Here
        } else {
            Belongs::BehindTheEnd
        }
    };
    let part = reading.part::<Clients>(&oldest, window, old);
    let mut part = part.await?;
    part.rows.retain(|row| row.changed_on <= day);
    Ok(part)
}
