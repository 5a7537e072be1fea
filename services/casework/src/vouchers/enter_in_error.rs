//! EnterVoucherInError: its code dies with it; the answer never depends on what stations did.

use domain::consents::CarriedBy;
use domain::vouchers::{VoucherCommand, VoucherEvent};
use domain::{Note, Refusal, VoucherId};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// It should never have been written.
#[derive(Clone, Serialize)]
pub struct EnterVoucherInError {
    /// Which.
    pub voucher: VoucherId,
    /// Why; without a comment it is refused in words.
    pub comment: Option<Note>,
}

impl UseCase for EnterVoucherInError {
    type Answer = VoucherId;
    const OUTCOME: &'static str = "voucher-in-error";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let id = self.voucher;
        let mut voucher = work.issued_here(self.voucher).await?;
        let what = VoucherCommand::EnterInError {
            comment: self.comment.clone(),
        };
        let events = work.decide(id, &mut voucher, what)?;
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        work.close_codes(&issued.code_hashes)?;
        let acts = work.own_acts(self.voucher, by.institution).await?;
        if let Some(record) = acts.and_then(|acts| acts.record()) {
            let carried_by = Some(CarriedBy::Voucher(self.voucher));
            work.end_own_codes([issued.path].into(), record, carried_by)
                .await?;
        }
        let kept = events.iter().filter_map(VoucherEvent::kept_here);
        work.write((id, by.institution), kept)?;
        Ok(id.into())
    }
}
