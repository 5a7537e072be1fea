//! Carried: which slips, hand-overs and vouchers go with a record, so that a person's file is opened without
//! reading everybody else's. The rows name them; what they say stands in their own rows.

use domain::handovers::{HandoverEvent, Held};
use domain::slips::SlipEvent;
use domain::vouchers::VoucherActEvent;
use domain::{HandoverId, InstitutionId, RecordId, SlipId, VoucherId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use serde::{Deserialize, Serialize};

use crate::handovers::{self, HandoverRow};
use crate::own::of_stream;
use crate::owner_of;
use crate::slips::{self, SlipRow};
use crate::stored::{event_day, occurred_on, read};
use crate::vouchers::{self, VoucherRow};

/// What goes with a record.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CarriedRow {
    /// Whose record it is.
    pub institution: InstitutionId,
    /// The record.
    pub record: RecordId,
    /// What goes with it.
    pub what: What,
}

/// What somebody carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum What {
    /// A slip that the institution gave her.
    Slip(SlipId),
    /// The hand-over with which she came.
    Handover(HandoverId),
    /// A voucher.
    Voucher(VoucherId),
}

/// Everything that goes with one record, in no order.
#[derive(Clone, Default)]
pub struct Carried {
    /// The slips that the institution gave her.
    pub slips: Vec<SlipRow>,
    /// The hand-overs with which she came there.
    pub handovers: Vec<HandoverRow>,
    /// The vouchers.
    pub vouchers: Vec<VoucherRow>,
}

/// The model.
pub struct CarriedWith;

/// The events that bring something to a record or take it away.
const EVENTS: [&str; 7] = [
    "SlipIssued",
    "HandoverAnnounced",
    "HandoverAcknowledged",
    "ArrivalRecorded",
    "LinkedTo",
    "VoucherIssuedHere",
    "VoucherRedeemedHere",
];

impl ReadModel for CarriedWith {
    type Row = CarriedRow;
    const NAME: &'static str = "carried";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        of_stream(event, &EVENTS)
    }

    fn fold(
        _: &Subject,
        row: Option<CarriedRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<CarriedRow>>, FoldError> {
        let Some(row) = carried(row, event)? else {
            return Ok(None);
        };
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution), list(row.record))),
            day: Some(event_day(occurred_on(event)?)),
            state: StateGroup::Open,
            row,
        }))
    }
}

fn carried(row: Option<CarriedRow>, event: &Recorded) -> Result<Option<CarriedRow>, FoldError> {
    let with = |institution, record, what| {
        Some(CarriedRow {
            institution,
            record,
            what,
        })
    };
    if SlipEvent::knows(event.name()) {
        return Ok(match read(event)? {
            SlipEvent::SlipIssued {
                slip,
                institution,
                record,
                ..
            } => with(institution, record, What::Slip(slip)),
            _ => row,
        });
    }
    if HandoverEvent::knows(event.name()) {
        // What was linked is kept by the arrival.
        let held = Held::opened_by(&read(event)?);
        return Ok(held
            .and_then(|held| with(held.institution, held.record, What::Handover(held.handover))));
    }
    Ok(match read(event)? {
        VoucherActEvent::VoucherIssuedHere {
            voucher,
            institution,
            record,
            ..
        }
        | VoucherActEvent::VoucherRedeemedHere {
            voucher,
            institution,
            record,
            ..
        } => row.or_else(|| with(institution, record?, What::Voucher(voucher))),
        _ => row,
    })
}

fn list(record: RecordId) -> String {
    format!("carried/{record}")
}

/// Everything that goes with this record of the institution's.
pub async fn with_record(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Carried, StoreError> {
    let mut all = Carried::default();
    for row in of(store, network, institution, record).await? {
        match row.what {
            What::Slip(slip) => {
                let slip = slips::one(store, network, institution, slip).await?;
                all.slips.extend(slip);
            }
            What::Handover(handover) => {
                let there = handovers::one(store, network, institution, handover).await?;
                all.handovers.extend(there);
            }
            What::Voucher(voucher) => {
                let voucher = vouchers::one(store, network, institution, voucher).await?;
                all.vouchers.extend(voucher);
            }
        }
    }
    Ok(all)
}

/// The slips that the institution gave her.
pub async fn slips_of(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Vec<SlipRow>, StoreError> {
    let mut found = Vec::new();
    for row in of(store, network, institution, record).await? {
        if let What::Slip(slip) = row.what {
            found.extend(slips::one(store, network, institution, slip).await?);
        }
    }
    Ok(found)
}

/// What concerns one person is read whole.
async fn of(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    record: RecordId,
) -> Result<Vec<CarriedRow>, StoreError> {
    let (owner, list) = (owner_of(institution), list(record));
    let rows = store.rows();
    let mut rows = rows
        .list::<CarriedWith>(network, owner, &list, RowFilter::default())
        .await?;
    rows.retain(|row| (row.institution, row.record) == (institution, record));
    Ok(rows)
}
