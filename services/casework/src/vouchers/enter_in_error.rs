//! EnterVoucherInError: its code dies with it; the answer never depends on what stations did.

use async_recursion::async_recursion as boxed;
use domain::consents::CarriedBy;
use domain::vouchers::{VoucherActEvent, VoucherCommand};
use domain::{Note, Refusal, Staff, VoucherId};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

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
        work.decide(id, &mut voucher, what)?;
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        work.close_codes(&issued.code_hashes)?;
        let acts = work.own_acts(self.voucher, by.institution).await?;
        if let Some(record) = acts.and_then(|acts| acts.record()) {
            let carried_by = Some(CarriedBy::Voucher(self.voucher));
            work.end_own_codes([issued.path].into(), record, carried_by)
                .await?;
        }
        let marked = VoucherActEvent::VoucherMarkedInErrorHere {};
        work.write((id, by.institution), [marked])?;
        Ok(id.into())
    }
}

impl Desk {
    /// Marks a voucher as an error.
    #[boxed]
    pub async fn enter_voucher_in_error(
        &self,
        by: Staff,
        command: &EnterVoucherInError,
        key: &Key,
    ) -> Result<VoucherId, Failure> {
        self.perform(by, command, key).await
    }
}
