//! Office counts: how often an institution did what in a span of days. Counted from its own rows of slips,
//! hand-overs and vouchers, and from nothing else (rule 2); what was entered in error leaves the figures
//! (rule 12), and what is erased is gone from them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::InstitutionId;
use domain::handovers::Stage;
use domain::vocabulary::{Outcome, Side};
use event_store::{NetworkId, Store, StoreError};
use jiff::civil::Date;

use crate::Window;
use crate::handovers::{self, HandoverList, HandoverRow, Particular};
use crate::slips::{self, SlipList, SlipRow};
use crate::vouchers::{self, VoucherList, VoucherRow};

/// So many rows are held at once.
const AT_ONCE: usize = 500;

/// Exact counts of one institution's own acts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeCounts {
    /// Slips that it issued.
    pub slips_issued: u32,
    /// Slips that it took back.
    pub slips_withdrawn: u32,
    /// Slips of its own whose last day passed.
    pub slips_expired: u32,
    /// Arrivals with a slip.
    pub acknowledged: u32,
    /// Arrivals without one.
    pub arrived_without_slip: u32,
    /// Hand-overs that it took on.
    pub accepted: u32,
    /// Hand-overs that it did not take on, by the side on which the reason lies.
    pub rejected: BTreeMap<Side, u32>,
    /// Hand-overs that it put on hold.
    pub held: u32,
    /// Hand-overs that it concluded, by outcome.
    pub concluded: BTreeMap<Outcome, u32>,
    /// Hand-overs that she ended.
    pub ended_by_her: u32,
    /// Vouchers that it issued.
    pub vouchers_issued: u32,
    /// Counsellings that it gave on vouchers.
    pub vouchers_redeemed: u32,
}

/// What this institution did on these days.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    days: &RangeInclusive<Date>,
) -> Result<OfficeCounts, StoreError> {
    let mut counts = OfficeCounts::default();
    let (mut window, today) = (Window::first(AT_ONCE), *days.end());
    loop {
        let lists = &SlipList::ALL;
        let part = slips::listed(store, network, institution, lists, &window).await?;
        part.rows.iter().for_each(|row| counts.slip(row, days));
        let Some(next) = part.next else { break };
        window.after = Some(next);
    }
    // Announcements count nowhere, whether they ended or not.
    let lists = [
        HandoverList::Notices,
        HandoverList::Arrived,
        HandoverList::Accepted,
        HandoverList::OnHold,
        HandoverList::Over,
    ];
    window.after = None;
    loop {
        let lists = (lists.as_slice(), today);
        let part = handovers::listed(store, network, institution, lists, &window).await?;
        part.rows.iter().for_each(|row| counts.handover(row, days));
        let Some(next) = part.next else { break };
        window.after = Some(next);
    }
    window.after = None;
    loop {
        let lists = &VoucherList::ALL;
        let part = vouchers::listed(store, network, institution, lists, &window).await?;
        part.rows.iter().for_each(|row| counts.voucher(row, days));
        let Some(next) = part.next else { break };
        window.after = Some(next);
    }
    Ok(counts)
}

impl OfficeCounts {
    fn slip(&mut self, row: &SlipRow, days: &RangeInclusive<Date>) {
        if row.stage == domain::slips::Stage::InError {
            return;
        }
        for step in row.history.iter().filter(|step| days.contains(&step.on)) {
            match step.event.as_str() {
                "SlipIssued" => self.slips_issued += 1,
                "SlipWithdrawn" => self.slips_withdrawn += 1,
                "SlipValidityEnded" => self.slips_expired += 1,
                _ => {}
            }
        }
    }

    fn handover(&mut self, row: &HandoverRow, days: &RangeInclusive<Date>) {
        if row.stage() == Stage::InError {
            return;
        }
        for step in row.history.iter().filter(|step| days.contains(&step.on)) {
            match step.event.as_str() {
                "HandoverAcknowledged" => self.acknowledged += 1,
                "ArrivalRecorded" => self.arrived_without_slip += 1,
                "HandoverAccepted" => self.accepted += 1,
                "HandoverEndedByHer" => self.ended_by_her += 1,
                _ => {}
            }
            match step.particular {
                Some(Particular::Rejected { reason, .. }) => {
                    *self.rejected.entry(reason.side()).or_default() += 1;
                }
                Some(Particular::Held { .. }) => self.held += 1,
                Some(Particular::Concluded { outcome }) => {
                    *self.concluded.entry(outcome).or_default() += 1;
                }
                _ => {}
            }
        }
    }

    fn voucher(&mut self, row: &VoucherRow, days: &RangeInclusive<Date>) {
        if row.in_error {
            return;
        }
        let issued = row.issued.is_some() && days.contains(&row.since);
        self.vouchers_issued += u32::from(issued);
        let redeemed = row.redeemed.iter().filter(|used| days.contains(&used.on));
        self.vouchers_redeemed += u32::try_from(redeemed.count()).unwrap_or(u32::MAX);
    }
}
