//! Vouchers: her name on the paper, at the counter of the station that it names next, and in that
//! station's record.

use std::collections::BTreeMap;

use domain::VoucherId;
use domain::consents::Route;
use domain::vouchers::{VoucherActEvent, VoucherEvent, VoucherIssued};
use event_store::Recorded;

use super::{Claim, Proof, Sent, To, carried, covers, read};

/// Vouchers that carry her name, and how; all others disclose nothing.
#[derive(Default)]
pub(super) struct Vouchers {
    named: BTreeMap<VoucherId, Sent>,
}

impl Proof {
    pub(super) fn follow_voucher(&mut self, event: &Recorded) -> Result<(), String> {
        let VoucherEvent::VoucherIssued(VoucherIssued {
            voucher,
            issuer,
            path,
            next,
            shows_her_name: true,
            disclosure,
            ..
        }) = read(event)?
        else {
            return Ok(());
        };
        let next = next.ok_or("a voucher carries her name to nobody")?;
        let route = Route {
            sender: issuer,
            recipient: next.institution,
        };
        let sent = Sent { route, path };
        self.vouchers.named.insert(voucher, sent);
        match disclosure {
            Some(disclosure) => self.prove(sent, &Claim::of(event, To::Recipient, disclosure)),
            // What she took back elsewhere its issuer does not know: nobody is shown the name.
            None => Ok(()),
        }
    }

    pub(super) fn follow_voucher_act(&mut self, event: &Recorded) -> Result<(), String> {
        let VoucherActEvent::VoucherRedeemedHere(used) = read(event)? else {
            return Ok(());
        };
        let copied = carried(used.identity.as_ref(), None);
        covers(used.disclosure.as_ref(), &copied)?;
        match used.disclosure {
            Some(disclosure) => {
                let claim = Claim::of(event, To::Institution(used.institution), disclosure);
                self.claim_name(used.voucher, &claim)
            }
            None => Ok(()),
        }
    }

    /// Proves that her name was taken from a voucher that carries it.
    pub(super) fn claim_name(&mut self, voucher: VoucherId, claim: &Claim) -> Result<(), String> {
        match self.vouchers.named.get(&voucher) {
            Some(&sent) => self.prove(sent, claim),
            // The voucher is erased with her path, and so is her word.
            None if self.her_word.is_unknown(claim.disclosure.consent()) => {
                self.report.no_longer_provable += 1;
                Ok(())
            }
            None => Err("her name was taken from a voucher that does not carry it".into()),
        }
    }
}
