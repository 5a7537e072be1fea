//! EnterVoucherInError: its code dies with it; the answer never depends on what stations did.

use async_recursion::async_recursion as boxed;
use domain::consents::CarriedBy;
use domain::vouchers::{VoucherActEvent, VoucherCommand};
use domain::{Instruction, Note, Now, Refusal, Staff, VoucherId};
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

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.voucher.bytes();
        let voucher = work.issued_here(by, self.voucher).await?;
        let what = VoucherCommand::EnterInError {
            comment: self.comment.clone(),
        };
        let events = voucher.decide(&Instruction { by, now, what })?;
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        work.close_codes(&issued.code_hashes)?;
        let acts = work.own_acts(self.voucher, by.institution).await?;
        if let Some(record) = acts.and_then(|acts| acts.record()) {
            let carried_by = Some(CarriedBy::Voucher(self.voucher));
            work.end_own_codes((by, now), [issued.path].into(), record, carried_by)
                .await?;
        }
        let stream = self.voucher.acts_of(by.institution);
        let marked = VoucherActEvent::VoucherMarkedInErrorHere {};
        work.write(stream, None, by, now, &[marked])?;
        work.write(id, None, by, now, &events)?;
        Ok(id)
    }

    fn answer(id: [u8; 16]) -> VoucherId {
        VoucherId::from_bytes(id)
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
