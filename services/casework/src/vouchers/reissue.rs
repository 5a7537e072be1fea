//! ReissueVoucher, among the new papers for all that she carries; and what her danger takes from the papers
//! under way.

use domain::clients::Client;
use domain::consents::CarriedBy;
use domain::vouchers::{Act, Reissue, Voucher, VoucherActEvent, VoucherCommand, VoucherEvent};
use domain::{Now, Refusal};

use crate::Failure;
use crate::work::{Work, read_of};

/// Whether it holds, so that a new paper can take the place of the old one. What stations did with it
/// changes nothing (rule 2).
pub(crate) fn can_be_reissued(voucher: &Voucher, now: Now) -> bool {
    Act::Reissue.row().is_taken_in(voucher.stage_on(now.today))
}

impl Work<'_> {
    /// Every voucher that was issued from a record.
    pub(crate) async fn vouchers_of(&mut self, client: &Client) -> Result<Vec<Voucher>, Failure> {
        let Some(opened) = client.opened else {
            return Ok(vec![]);
        };
        let mut vouchers = Vec::new();
        for events in self.streams_of(opened.record).await? {
            let Some(first) = events.first() else {
                continue;
            };
            let Some(VoucherActEvent::VoucherIssuedHere(here)) = read_of(first)? else {
                continue;
            };
            // What was issued here is decided on, and may be written to.
            self.saw(first.stream, events.len() as u64);
            vouchers.extend(self.load_unless_erased::<Voucher>(here.voucher).await?);
        }
        Ok(vouchers)
    }

    /// The code of this voucher gives no name until a new paper takes its place.
    pub(crate) fn withhold_name(&mut self, voucher: &Voucher) -> Result<(), Failure> {
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        self.write(issued.voucher, voucher.withhold_name())
    }

    /// New papers for the vouchers of a record that hold; she wants them.
    pub(crate) async fn reissue_vouchers(&mut self, client: &Client) -> Result<(), Failure> {
        let (by, now) = (self.by, self.now);
        let Some(opened) = client.opened else {
            return Ok(());
        };
        for voucher in self.vouchers_of(client).await? {
            let Some(issued) = voucher.issued().filter(|_| can_be_reissued(&voucher, now)) else {
                continue;
            };
            let (code, hashes) = self.draw_codes();
            let own = code.own.clone();
            let what = VoucherCommand::Reissue(Reissue {
                her_wish: true,
                code,
                code_hashes: hashes.iter().map(ToString::to_string).collect(),
            });
            let id = issued.voucher;
            self.close_codes(&issued.code_hashes)?;
            let events = self.decide(id, &mut voucher.clone(), what)?;
            let kept = events.iter().filter_map(VoucherEvent::kept_here);
            self.write((id, by.institution), kept)?;
            self.open_codes(id, &hashes);
            let carried_by = (opened.record, CarriedBy::Voucher(issued.voucher));
            self.give_own_code(issued.path, carried_by, own.as_ref())
                .await?;
        }
        Ok(())
    }
}
