//! Carried: which slips, hand-overs and vouchers go with a record, so that a person's file is opened without
//! reading everybody else's.

use async_recursion::async_recursion as boxed;
use domain::RecordId;
use event_store::StoreError;

use crate::by_record;
use crate::handovers::HandoverRow;
use crate::slips::SlipRow;
use crate::tenant::Tenant;
use crate::vouchers::VoucherRow;

/// Everything that goes with one record, the oldest first.
#[derive(Clone, Default)]
pub struct Carried {
    /// The slips that the institution gave her.
    pub slips: Vec<SlipRow>,
    /// The hand-overs with which she came there.
    pub handovers: Vec<HandoverRow>,
    /// The vouchers.
    pub vouchers: Vec<VoucherRow>,
}

/// Everything that goes with this record of the institution's.
#[boxed]
pub async fn with_record(tenant: &Tenant<'_>, record: RecordId) -> Result<Carried, StoreError> {
    let (texts, all) = ([by_record::text(record)], usize::MAX);
    Ok(Carried {
        slips: slips_of(tenant, record).await?,
        handovers: tenant.look_up(&texts, all).await?.rows,
        vouchers: tenant.look_up(&texts, all).await?.rows,
    })
}

/// The slips that the institution gave her, the oldest first.
#[boxed]
pub async fn slips_of(tenant: &Tenant<'_>, record: RecordId) -> Result<Vec<SlipRow>, StoreError> {
    let texts = [by_record::text(record)];
    let found = tenant.look_up(&texts, usize::MAX).await?;
    Ok(found.rows)
}
