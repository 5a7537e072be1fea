//! WithdrawSlip: the code dies with it; the answer never depends on what the office did. An office that
//! holds the hand-over hears of it.

use async_recursion::async_recursion as boxed;
use domain::handovers::Notice;
use domain::slips::{Slip, SlipCommand};
use domain::{Refusal, SlipId, Staff};
use serde::Serialize;

use crate::handovers::notify;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A slip to be withdrawn.
#[derive(Clone, Copy, Serialize)]
pub struct WithdrawSlip {
    /// Which.
    pub slip: SlipId,
}

impl UseCase for WithdrawSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-withdrawn";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.slip;
        let slip: Slip = work.own(id).await?;
        let what = SlipCommand::Withdraw;
        let events = work.decide(id, &mut slip.clone(), what)?;
        if !events.is_empty() {
            let issued = slip.issued().ok_or(Refusal::NotFound)?;
            work.close_codes(&issued.code_hashes)?;
            work.end_own_code_of(issued).await?;
            notify(work, issued.handover, Notice::SlipWithdrawn).await?;
        }
        Ok(id.into())
    }
}

impl Desk {
    /// Withdraws a slip.
    #[boxed]
    pub async fn withdraw_slip(
        &self,
        by: Staff,
        command: &WithdrawSlip,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }
}
