//! Her vouchers.

use domain::consents::{Item, Route};
use domain::vocabulary::Need;
use domain::vouchers::{IssueVoucher, Voucher, VoucherCommand};
use domain::{InstitutionId, VoucherId};
use jiff::ToSpan;

use super::cases::identity;
use super::op::{Op, What};
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
        let (by, what) = if op.what == What::Redeem {
            let redeem = VoucherCommand::Redeem {
                on: self
                    .today
                    .saturating_sub((i32::from(op.colleague) * 3).days()),
                member: op.mask % 8 != 1,
            };
            (Self::by(op, town::ALL[usize::from(op.other) % 4]), redeem)
        } else {
            let comment = Some(town::note());
            let in_error = VoucherCommand::EnterInError { comment };
            (Self::by(op, issued.issuer), in_error)
        };
        for event in voucher.decide(&self.order(by, what))? {
            self.write(Written::Voucher(id, event));
        }
        if op.what == What::Redeem {
            self.copy_name(id, by.institution);
        }
        Ok(())
    }

    /// With her first visit a station gets her name, if the voucher shows it and she still allows it.
    fn copy_name(&mut self, id: VoucherId, station: InstitutionId) {
        let issued = self.vouchers[&id].issued().unwrap();
        let visits = issued.redeemed.iter();
        if visits.filter(|visit| visit.institution == station).count() != 1 {
            return;
        }
        let permit = self.live(issued.path, issued.route_to(station));
        if let Some(name) = issued.name_for(station, &permit) {
            let handed = issued.copy_for(station, &name);
            self.write(Written::Consent(issued.path, handed));
        }
    }

    fn issue_voucher(&mut self, op: &Op) -> Answer {
        let issuer = town::ALL[usize::from(op.other) % 4];
        let next = town::ALL[(usize::from(op.other) + 1 + op.at % 3) % 4];
        let by = Self::by(op, issuer);
        let record = self.record_for(by, 0)?;
        let path = self.clients[&record].opened().unwrap().path;
        let route = Route {
            sender: by.institution,
            recipient: next,
        };
        let permit = self.live(path, route);
        // Her name is on it if she wants that; some caseworkers forget to ask.
        let named = op.mask & 16 == 16 && (op.blind || permit.covers(Item::Identity));
        let voucher = VoucherId::from_bytes(self.draw());
        let command = IssueVoucher {
            voucher,
            path,
            theme: Need::SocialNetwork,
            next: Some(town::offer(next)),
            named: vec![],
            required: op.other % 3,
            optional: u8::try_from(op.at % 3).unwrap(),
            valid_until: self.today.saturating_add(28.days()),
            identity: named.then(identity),
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
