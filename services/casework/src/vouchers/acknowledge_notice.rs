//! AcknowledgeNotice for a voucher: somebody here read what the institution has to know.

use async_recursion::async_recursion as boxed;
use domain::vouchers::VoucherActEvent;
use domain::{Staff, StreamEvent, VoucherId};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// The open notices of a voucher were read.
#[derive(Clone, Copy, Serialize)]
pub struct AcknowledgeVoucherNotice {
    /// Which.
    pub voucher: VoucherId,
}

impl UseCase for AcknowledgeVoucherNotice {
    type Answer = ();
    const OUTCOME: &'static str = "voucher-notice-read";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let acts = work.acts_on_named(self.voucher).await?;
        let events = acts.acknowledge_notice(by)?;
        let id = (self.voucher, by.institution);
        work.write(id, events)?;
        Ok(VoucherActEvent::stream(id))
    }
}

impl Desk {
    /// Notes that the open notices of a voucher were read.
    #[boxed]
    pub async fn acknowledge_voucher_notice(
        &self,
        by: Staff,
        command: &AcknowledgeVoucherNotice,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await
    }
}
