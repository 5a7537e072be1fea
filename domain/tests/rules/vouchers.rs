//! Her vouchers.

use domain::consents::{ConsentEvent, Item, Route};
use domain::vocabulary::Need;
use domain::vouchers::{IssueVoucher, Reissue, Voucher, VoucherCommand};
use domain::{InstitutionId, PathId, Refusal, VoucherId};
use jiff::ToSpan;

use super::op::{Op, What};
use super::records;
use super::town;
use super::world::{Answer, World, Written, pick};

impl World {
    pub(crate) fn voucher(&mut self, op: &Op) -> Answer {
        if op.what == What::IssueVoucher {
            return self.issue_voucher(op);
        }
        let Some(id) = pick(&self.vouchers, op.at) else {
            return Ok(());
        };
        let voucher = &self.vouchers[&id];
        let issued = voucher.issued().unwrap();
        let (by, what) = if op.what == What::ReissueVoucher {
            let reissue = VoucherCommand::Reissue(Reissue {
                her_wish: op.other != 0,
                code: town::code(id.bytes()),
                code_hashes: vec![],
            });
            (self.by(op, issued.issuer), reissue)
        } else if op.what == What::Redeem {
            let redeem = VoucherCommand::Redeem {
                on: self
                    .today
                    .saturating_sub((i32::from(op.colleague) * 3).days()),
                member: op.mask % 8 != 1,
            };
            // Often she goes where it sends her.
            let next = issued.next.as_ref().filter(|_| op.mask & 32 == 32);
            let anywhere = self.town.nth(op.other.into());
            let at = next.map_or(anywhere, |next| next.institution);
            (self.by(op, at), redeem)
        } else {
            let comment = Some(town::note());
            let in_error = VoucherCommand::EnterInError { comment };
            (self.by(op, issued.issuer), in_error)
        };
        let events = voucher.decide(&self.order(by, what))?;
        let redeemed = op.what == What::Redeem && !events.is_empty();
        let copy = redeemed
            .then(|| self.her_name(id, by.institution))
            .flatten();
        for event in events {
            self.write(Written::Voucher(id, event));
        }
        if let Some((path, copy)) = copy {
            self.write(Written::Consent(path, copy));
        }
        Ok(())
    }

    /// What a station takes of her name when she uses the voucher there.
    fn her_name(&self, id: VoucherId, at: InstitutionId) -> Option<(PathId, ConsentEvent)> {
        let issued = self.vouchers[&id].issued()?;
        let permit = self.live(issued.path, issued.route_to(at));
        let her = records::known(self.whose(issued.path));
        let name = issued.name_for(at, &permit, &her)?;
        Some((issued.path, issued.copy_for(at, &name)))
    }

    fn issue_voucher(&mut self, op: &Op) -> Answer {
        if !self.town.rules.uses_vouchers() {
            return Err(Refusal::InstrumentNotUsed);
        }
        let issuer = self.town.nth(op.other.into());
        let next = self.town.another(op.other.into(), op.at);
        let by = self.by(op, issuer);
        let record = self.record_for(by, 0)?;
        let path = self.clients[&record].opened.unwrap().path;
        let route = Route {
            sender: by.institution,
            recipient: next,
        };
        if op.colleague == 0 {
            // As on the form: she is asked and the voucher is issued in one act.
            self.ask(op, record, route)?;
        }
        let permit = self.live(path, route);
        // Her name is on it if she wants that; some caseworkers forget to ask.
        let named = !op.mask.is_multiple_of(4) && (op.blind || permit.covers(Item::Identity));
        let voucher = VoucherId::from_bytes(self.draw());
        let command = IssueVoucher {
            anonymous: false,
            voucher,
            path,
            agreement: self.agreed(op),
            theme: Need::SocialNetwork,
            next: Some(self.town.offer(next)),
            named: vec![],
            required: op.other % 3,
            optional: u8::try_from(op.at % 3).unwrap(),
            valid_until: self.today.saturating_add(28.days()),
            shows_her_name: named,
            permit: Some(permit),
            code: town::code(voucher.bytes()),
            code_hashes: vec![],
        };
        let issue = VoucherCommand::Issue(Box::new(command));
        for event in Voucher::default().decide(&self.order(by, issue))? {
            self.write(Written::Voucher(voucher, event));
        }
        Ok(())
    }
}
