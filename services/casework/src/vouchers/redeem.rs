//! RedeemVoucher: once per station and day. Her name is copied with the first visit, if the voucher
//! names this station next and she lets it know.

use domain::clients::{Client, ClientCommand, Known};
use domain::codes::PresentedCode;
use domain::vouchers::{Issued, NameShown, VoucherCommand};
use domain::{Actor, RecordId, Refusal, VoucherId};
use jiff::civil::Date;
use serde::Serialize;

use crate::Failure;
use crate::codes::Behind;
use crate::perform::UseCase;
use crate::work::Work;

/// A voucher at the counter, to be redeemed.
#[derive(Clone)]
pub struct RedeemVoucher {
    /// The code.
    pub code: PresentedCode,
    /// The day on which she was there; the day of the command if nothing is said, so that a retry
    /// after midnight is still the same command.
    pub on: Option<Date>,
}

impl Serialize for RedeemVoucher {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only hashed, to compare a retried command with the first.
        (self.code.plain(), self.on).serialize(serializer)
    }
}

impl UseCase for RedeemVoucher {
    type Answer = VoucherId;
    const OUTCOME: &'static str = "voucher-redeemed";

    fn code(&self) -> Option<PresentedCode> {
        Some(self.code.clone())
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let now = work.now;
        let Behind::Voucher(id, mut voucher) = work.behind(&self.code).await? else {
            return Err(Refusal::UnknownCode.into());
        };
        work.voucher_for_members(&voucher).await?;
        let on = self.on.unwrap_or(now.today);
        let what = VoucherCommand::Redeem { on, member: true };
        let events = voucher.decide(&work.order(what))?;
        if events.is_empty() {
            // The same station and day again: the same answer, no second use.
            return Ok(id.into());
        }
        for event in &events {
            voucher.evolve(event);
        }
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        keep(work, issued, on).await?;
        work.write_on(Actor::Seam, on, id, events)?;
        Ok(id.into())
    }
}

/// The station's own act: all that its views will ever show of the voucher.
async fn keep(work: &mut Work<'_>, issued: &Issued, on: Date) -> Result<(), Failure> {
    let by = work.by;
    let Some(acts) = work.own_acts(issued.voucher, by.institution).await? else {
        return Ok(());
    };
    // With the first visit only: later ones find the stream's owner settled.
    let name = if acts.is_blank() {
        let (permit, her) = work.name_permit(issued, by.institution).await?;
        issued.name_for(by.institution, &permit, &her)
    } else {
        None
    };
    let record = match &name {
        Some(name) => Some(copy(work, issued, name).await?),
        None => acts.record(),
    };
    let event = issued.redeemed_here(by, on, record, name);
    let acts = (issued.voucher, by.institution);
    work.write_on(Actor::Staff(by), on, acts, [event])
}

/// Opens the station's record of her, and notes for her who holds a copy.
async fn copy(work: &mut Work<'_>, issued: &Issued, name: &NameShown) -> Result<RecordId, Failure> {
    let by = work.by;
    let record: RecordId = work.draw();
    let her = Known {
        identity: Some(name.identity.clone()),
        children: None,
    };
    let what = ClientCommand::Record {
        record,
        path: issued.path,
        her,
    };
    work.decide(record, &mut Client::default(), what)?;
    let handed = issued.copy_for(by.institution, name);
    work.write_as(Actor::Seam, issued.path, [handed])?;
    work.station(issued.path, by.institution, record).await?;
    Ok(record)
}
