//! A code is looked at and nothing comes of it: what is shown is her word's, and nothing of it is held.

use domain::consents::{ConsentEvent, CopyHeld};
use domain::handovers::Stage;
use domain::slips::{self, Slip};

use super::op::Op;
use super::records;
use super::world::{Answer, World, Written, at, pick, pick_fitting};

impl World {
    /// A slip's code at its addressee, or a voucher's anywhere.
    pub(crate) fn look_up(&mut self, op: &Op) -> Answer {
        if op.mask & 1 == 1 {
            self.look_up_voucher(op)
        } else {
            self.look_up_slip(op)
        }
    }

    fn look_up_slip(&mut self, op: &Op) -> Answer {
        let waits = |slip: &Slip| slip.stage_on(self.today) == slips::Stage::Issued;
        let Some(slip) = pick_fitting(&self.slips, op, waits) else {
            return Ok(());
        };
        let by = self.by(op, self.issued(slip).recipient);
        let issued = self.slips[&slip].addressed_to(by.institution)?.clone();
        let here = at(self, issued.handover).stage();
        if !matches!(here, Stage::Blank | Stage::Announced | Stage::InError) {
            return Ok(());
        }
        let permit = self.live(issued.path, issued.route());
        let her = records::known(self.whose(issued.path));
        let way = self.way(issued.path);
        let arrival = self.slips[&slip].present(by.institution, self.today, &permit, &her, &way)?;
        if let Some(disclosure) = &arrival.copy.disclosure {
            let shown = ConsentEvent::CopyShown(CopyHeld {
                items: disclosure.items().clone(),
                handover: issued.handover,
                route: issued.route(),
            });
            self.write(Written::Consent(issued.path, shown));
        }
        Ok(())
    }

    fn look_up_voucher(&mut self, op: &Op) -> Answer {
        let Some(id) = pick(&self.vouchers, op.at) else {
            return Ok(());
        };
        let voucher = &self.vouchers[&id];
        let issued = voucher.issued().unwrap();
        let anywhere = self.town.nth(op.other.into());
        let next = issued.next.as_ref().filter(|_| op.mask & 2 == 2);
        let station = next.map_or(anywhere, |next| next.institution);
        let permit = self.live(issued.path, issued.route_to(station));
        let her = records::known(self.whose(issued.path));
        let presented = voucher.present(station, &permit, &her, self.today)?;
        if let Some(name) = &presented.name {
            let (path, shown) = (issued.path, issued.shown_to(station, name));
            self.write(Written::Consent(path, shown));
        }
        Ok(())
    }
}
