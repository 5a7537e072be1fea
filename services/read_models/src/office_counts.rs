//! Office counts: how often an institution did what in a span of days. Its own rows of slips, hand-overs and
//! vouchers are counted by what they tally, and nothing else (rule 2); what was entered in error leaves the
//! figures (rule 12), and what is erased is gone from them. No row is opened, however long the office's history.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::vocabulary::{Outcome, Side};
use event_store::{ReadModel, StoreError};
use jiff::civil::Date;
use serde::Serialize;

use crate::handovers::Handovers;
use crate::office_acts::Act;
use crate::slips::Slips;
use crate::stored::event_day;
use crate::tenant::Tenant;
use crate::vouchers::Vouchers;

/// What the own office did in a span of days. What was entered in error does not count, and what is erased
/// is gone from the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = OwnCounts))]
pub struct OfficeCounts {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Slips issued.
    pub slips_issued: u32,
    /// Slips taken back.
    pub slips_withdrawn: u32,
    /// Own slips whose last day passed.
    pub slips_expired: u32,
    /// Arrivals with a slip.
    pub acknowledged: u32,
    /// Arrivals without a slip.
    pub arrived_without_slip: u32,
    /// Hand-overs taken on.
    pub accepted: u32,
    /// Hand-overs not taken on, by the side on which the reason lies.
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, u32>))]
    pub rejected: BTreeMap<Side, u32>,
    /// Hand-overs put on hold.
    pub held: u32,
    /// Hand-overs concluded, by outcome.
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, u32>))]
    pub concluded: BTreeMap<Outcome, u32>,
    /// Hand-overs that she ended.
    pub ended_by_her: u32,
    /// Vouchers issued.
    pub vouchers_issued: u32,
    /// Counsellings given on vouchers.
    pub vouchers_redeemed: u32,
}

/// What this institution did on these days.
#[boxed]
pub async fn of_institution(
    tenant: &Tenant<'_>,
    days: &RangeInclusive<Date>,
) -> Result<OfficeCounts, StoreError> {
    let counting = Counting { tenant, days };
    let mut counts = OfficeCounts {
        from: *days.start(),
        to: *days.end(),
        ..OfficeCounts::default()
    };
    for (act, count) in counting.of::<Slips>(Act::OF_SLIPS).await? {
        counts.add(act, count);
    }
    for (act, count) in counting.of::<Handovers>(Act::of_handovers()).await? {
        counts.add(act, count);
    }
    for (act, count) in counting.of::<Vouchers>(Act::OF_VOUCHERS).await? {
        counts.add(act, count);
    }
    Ok(counts)
}

struct Counting<'a> {
    tenant: &'a Tenant<'a>,
    days: &'a RangeInclusive<Date>,
}

impl Counting<'_> {
    async fn of<M: ReadModel>(
        &self,
        acts: impl IntoIterator<Item = Act>,
    ) -> Result<Vec<(Act, u32)>, StoreError> {
        let acts: Vec<_> = acts.into_iter().collect();
        let texts: Vec<_> = acts.iter().map(|act| act.text()).collect();
        let (rows, owner) = (self.tenant.store.rows(), self.tenant.owner());
        let days = event_day(*self.days.start())..=event_day(*self.days.end());
        let counts = rows
            .tally::<M>(self.tenant.network, owner, &texts, days)
            .await?;
        let counts = counts
            .into_iter()
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        Ok(acts.into_iter().zip(counts).collect())
    }
}

impl OfficeCounts {
    fn add(&mut self, act: Act, count: u32) {
        // A side or an outcome that never was is not named.
        if count == 0 {
            return;
        }
        let counted = match act {
            Act::SlipIssued => &mut self.slips_issued,
            Act::SlipWithdrawn => &mut self.slips_withdrawn,
            Act::SlipExpired => &mut self.slips_expired,
            Act::Acknowledged => &mut self.acknowledged,
            Act::ArrivedWithoutSlip => &mut self.arrived_without_slip,
            Act::Accepted => &mut self.accepted,
            Act::Rejected(side) => self.rejected.entry(side).or_default(),
            Act::Held => &mut self.held,
            Act::Concluded(outcome) => self.concluded.entry(outcome).or_default(),
            Act::EndedByHer => &mut self.ended_by_her,
            Act::VoucherIssued => &mut self.vouchers_issued,
            Act::VoucherRedeemed => &mut self.vouchers_redeemed,
        };
        *counted += count;
    }
}
