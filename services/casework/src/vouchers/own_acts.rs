//! What an institution did with a voucher, in a stream of its own.

use domain::handovers::Notice;
use domain::vouchers::{VoucherActEvent, VoucherActs};
use domain::{Actor, InstitutionId, Now, Refusal, VoucherId};

use crate::Failure;
use crate::work::Work;

impl Work<'_> {
    /// The institution's own acts; none once it erased them with its record of her: then that stream
    /// takes nothing any more, and nothing fails for it.
    pub(super) async fn own_acts(
        &mut self,
        voucher: VoucherId,
        institution: InstitutionId,
    ) -> Result<Option<VoucherActs>, Failure> {
        let events = match self.events(voucher.acts_of(institution)).await {
            Err(Failure::Refused(Refusal::Erased)) => return Ok(None),
            other => other?,
        };
        let mut acts = VoucherActs::default();
        for event in &events {
            let event: VoucherActEvent = event.decode().map_err(|_| Failure::Unreadable {
                kind: "voucher act",
            })?;
            acts.evolve(&event);
        }
        Ok(Some(acts))
    }

    /// The same for what only its own acts may answer: once they are erased the voucher is, for this
    /// institution. Whether it still stands on her path tells that she has another station there (rule 2).
    pub(super) async fn acts_not_erased(
        &mut self,
        voucher: VoucherId,
        institution: InstitutionId,
    ) -> Result<VoucherActs, Failure> {
        let acts = self.own_acts(voucher, institution).await?;
        acts.ok_or_else(|| Refusal::Erased.into())
    }
}

/// A station that holds her name from a voucher hears the day, and nothing else.
pub(crate) async fn notify(
    work: &mut Work<'_>,
    now: Now,
    (voucher, station): (VoucherId, InstitutionId),
    notice: Notice,
) -> Result<(), Failure> {
    let acts = work.own_acts(voucher, station).await?;
    let event = acts.and_then(|acts| acts.notify(notice, now.today));
    let events: Vec<VoucherActEvent> = event.into_iter().collect();
    let stream = voucher.acts_of(station);
    work.write_as(stream, None, Actor::Seam, now, now.today, &events)
}
