//! AcknowledgeNotice for a voucher: somebody here read what the institution has to know.

use domain::vouchers::VoucherActEvent;
use domain::{StreamEvent, VoucherId};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

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
