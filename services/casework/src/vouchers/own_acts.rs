//! What an institution did with a voucher, in a stream of its own.

use domain::handovers::Notice;
use domain::vouchers::{Voucher, VoucherActEvent, VoucherActs};
use domain::{Actor, InstitutionId, Refusal, VoucherId};

use crate::Failure;
use crate::handovers::ToldAt;
use crate::slips::read::caseworker;
use crate::work::{Work, read};

impl Work<'_> {
    /// The institution's own acts; none once it erased them with its record of her: then that stream
    /// takes nothing any more, and nothing fails for it.
    pub(super) async fn own_acts(
        &mut self,
        voucher: VoucherId,
        institution: InstitutionId,
    ) -> Result<Option<VoucherActs>, Failure> {
        let events = match self.events::<VoucherActEvent>((voucher, institution)).await {
            Err(Failure::Refused(Refusal::Erased)) => return Ok(None),
            other => other?,
        };
        let mut acts = VoucherActs::default();
        for event in events.iter() {
            acts.evolve(&read(event)?);
        }
        Ok(Some(acts))
    }

    /// The same for a voucher that a caller names. Once they are erased they are as blank as if there had
    /// been none: whether it still stands on her path tells that she has another station there (rule 2).
    pub(super) async fn acts_on_named(
        &mut self,
        voucher: VoucherId,
    ) -> Result<VoucherActs, Failure> {
        let by = self.by;
        let acts = self.own_acts(voucher, by.institution).await?;
        let acts = acts.unwrap_or_default();
        self.asked_for_unknown |= acts.is_blank();
        Ok(acts)
    }

    /// A voucher that was issued here, for what only its issuer does with it.
    pub(super) async fn issued_here(&mut self, voucher: VoucherId) -> Result<Voucher, Failure> {
        let by = self.by;
        let acts = self.acts_on_named(voucher).await?;
        if acts.issued_here() {
            return self.load(voucher).await;
        }
        caseworker(by)?;
        self.asked_for_unknown = true;
        Err(if acts.is_blank() {
            Refusal::NotFound.into()
        } else {
            // She used it here: that others issued it is no secret.
            Refusal::NotYours.into()
        })
    }
}

/// The same as [`notify`], but not to the station that was told.
pub(crate) async fn notify_others(
    work: &mut Work<'_>,
    told: &ToldAt,
    copy: (VoucherId, InstitutionId),
    notice: Notice,
) -> Result<(), Failure> {
    let acts = work.own_acts(copy.0, copy.1).await?;
    let record = acts.and_then(|acts| acts.record());
    if told.is_heard_at(copy.1, record) {
        notify(work, copy, notice).await?;
    }
    Ok(())
}

/// A station that holds her name from a voucher hears the day, and nothing else.
pub(crate) async fn notify(
    work: &mut Work<'_>,
    (voucher, station): (VoucherId, InstitutionId),
    notice: Notice,
) -> Result<(), Failure> {
    let now = work.now;
    let acts = work.own_acts(voucher, station).await?;
    let event = acts.and_then(|acts| acts.notify(notice, now.today));
    work.write_as(Actor::Seam, (voucher, station), event)
}
