//! A voucher at the counter, before it is redeemed: any member sees what it is for and until when it
//! holds.

use domain::clients::Known;
use domain::consents::{Item, Permit};
use domain::vouchers::{Issued, Presented, Voucher};
use domain::{InstitutionId, Refusal, VoucherId};

use crate::Failure;
use crate::usable::Usable;
use crate::work::Work;

/// Shows it to another office; her name is noted before bytes leave.
pub(crate) async fn show(
    work: &mut Work<'_>,
    id: VoucherId,
    voucher: &Voucher,
) -> Result<Option<Presented>, Failure> {
    let (by, now) = (work.by, work.now);
    let issued = work.voucher_for_members(voucher).await?;
    if issued.issuer == by.institution {
        return Ok(None);
    }
    let (permit, her) = work.name_permit(&issued, by.institution).await?;
    let presented = voucher.present(by.institution, &permit, &her, now.today)?;
    if let Some(name) = &presented.name {
        let reader = work.reader();
        let opened = reader.opens_voucher(id, name.disclosure.clone());
        let shown = issued.shown_to(by.institution, name);
        work.note_opening(opened, issued.path, Some(shown)).await?;
    }
    Ok(Some(presented))
}

impl Work<'_> {
    /// What the voucher says, for members of the network; everyone else gets one answer.
    pub(super) async fn voucher_for_members(
        &mut self,
        voucher: &Voucher,
    ) -> Result<Issued, Failure> {
        let by = self.by;
        let network = self.network().await?;
        let member = network.has(by.institution);
        if !member {
            return Err(Refusal::UnknownCode.into());
        }
        let issued = voucher.known_to(by.institution)?;
        let own = issued.issuer == by.institution;
        // Who erased what it issued knows no code of it, whoever still stands on her path.
        if own
            && self
                .own_acts(issued.voucher, by.institution)
                .await?
                .is_none()
        {
            return Err(Refusal::UnknownCode.into());
        }
        Ok(issued.clone())
    }

    /// What lives in her consent for her name at this station, and what the issuer's record says now.
    pub(super) async fn name_permit(
        &mut self,
        issued: &Issued,
        station: InstitutionId,
    ) -> Result<(Permit, Known), Failure> {
        let now = self.now;
        let consent = self.her_word(issued.path).await?;
        let acts = self.own_acts(issued.voucher, issued.issuer).await?;
        let (path, route) = (issued.path, issued.route_to(station));
        let usable = match acts.and_then(|acts| acts.record()) {
            Some(record) => self.usable(record, &consent, (path, route)).await?,
            None => Usable::default(),
        };
        let mut wanted = usable.items;
        wanted.retain(|item| *item == Item::Identity);
        let permit = consent.live(path, route, &wanted, now.today);
        Ok((permit, usable.her))
    }
}
