//! Her records and her consents.

use std::collections::BTreeMap;

use domain::clients::{Client, ClientChange, ClientCommand, Known};
use domain::consents::{
    Asked, AskedRelease, ConsentCommand, ConsentEvent, ConsentPurpose, Decider, Item,
    RecordConsent, RecordRelease, ReleaseMessage, Route, Subject, WithdrawConsent,
    WithdrawEverything, WithdrawRelease,
};
use domain::handovers::Notice;
use domain::vocabulary::Role;
use domain::{InstitutionId, PathId, RecordId, Staff};
use jiff::ToSpan;

use super::op::{Op, What};
use super::records::{children, identity};
use super::town;
use super::world::{Answer, World, Written, pick, pick_fitting};

impl World {
    /// The walk has no keys, so what is erased can still be read in it; that she has a station less
    /// is what the domain sees.
    fn erase(&mut self, by: Staff, record: RecordId) -> Answer {
        let client = &self.clients[&record];
        let institution = client.erase(by, self.today)?.institution;
        for path in client.paths.clone() {
            let left = ConsentEvent::StationLeft {
                institution,
                record,
            };
            self.write(Written::Consent(path, left));
        }
        Ok(())
    }

    pub(crate) fn client(&mut self, op: &Op) -> Answer {
        let here = self.town.nth(op.other.into());
        let mut by = self.by(op, here);
        if matches!(op.what, What::KeepUntil | What::LiftHold) && !op.blind {
            by.function = Role::PrivacyOfficer;
        }
        if op.what == What::RecordClient {
            let record = RecordId::from_bytes(self.draw());
            let path = PathId::from_bytes(self.draw());
            let named = op.mask & 1 == 1;
            let what = ClientCommand::Record {
                record,
                path,
                her: Known {
                    identity: named.then(|| identity(self.person)),
                    children: named.then(children),
                },
            };
            let events = Client::default().decide(&self.order(by, what))?;
            self.open_record(record, by.institution, path, events);
            return Ok(());
        }
        let kept = |client: &Client| client.held_until.is_some();
        let record = match op.what {
            What::LiftHold => pick_fitting(&self.clients, op, kept),
            _ => self.record_at(here, op.at),
        };
        let Some(record) = record else {
            return Ok(());
        };
        if op.what == What::LiftHold && op.stray.is_none() {
            by.institution = self.clients[&record].opened.unwrap().institution;
        }
        if op.what == What::EraseRecord {
            return self.erase(by, record);
        }
        let yes = op.mask & 1 == 1;
        let what = match op.what {
            What::Identify => ClientCommand::Identify {
                her: Known {
                    identity: Some(identity(self.person)),
                    children: yes.then(children),
                },
                heard: BTreeMap::new(),
            },
            What::Rectify => ClientCommand::Rectify {
                her: Known {
                    identity: Some(identity(self.person)),
                    children: yes.then(children),
                },
                heard: BTreeMap::new(),
            },
            What::Protect => ClientCommand::Change(ClientChange::Protect(yes)),
            What::Restrict => ClientCommand::Change(ClientChange::Restrict(op.mask & 3 == 3)),
            What::Confide => ClientCommand::Change(ClientChange::Confide(town::note())),
            What::KeepUntil => ClientCommand::Change(ClientChange::Hold {
                until: self.today.saturating_add((i64::from(op.other) - 1).days()),
            }),
            What::LiftHold => ClientCommand::Change(ClientChange::LiftHold),
            What::RequestErasure => ClientCommand::RequestErasure,
            What::KeepRecord => ClientCommand::Change(ClientChange::Keep),
            _ => ClientCommand::Join {
                record: pick(&self.hers(), op.at + 1).unwrap_or(record),
            },
        };
        for event in self.clients[&record].decide(&self.order(by, what))? {
            self.write(Written::Client(record, event));
        }
        if op.what == What::Protect && yes {
            self.hide(record);
            self.end_own_codes(by, record, None);
        }
        if op.what == What::RequestErasure {
            self.ask_elsewhere(record);
        }
        if op.what == What::Rectify && !self.clients[&record].protected {
            let told = self.slips.values().filter_map(|slip| slip.issued());
            let told: Vec<_> = told
                .filter(|i| i.record == record)
                .map(|i| i.slip)
                .collect();
            for slip in told {
                self.notify(self.holder(slip), Notice::Rectified);
            }
        }
        Ok(())
    }

    /// Everywhere else she is asked first.
    fn ask_elsewhere(&mut self, record: RecordId) {
        let mut others = self.hers();
        others.remove(&record);
        for (other, client) in others {
            if let Some(asked) = client.asked_elsewhere(self.today) {
                self.write(Written::Client(other, asked));
            }
        }
    }

    /// She is in danger: the sender of her slips is named nowhere from now on.
    fn hide(&mut self, record: RecordId) {
        let slips = self.slips.iter();
        let hers = slips.filter(|(_, slip)| slip.issued().is_some_and(|i| i.record == record));
        let hers: Vec<_> = hers
            .map(|(id, slip)| (*id, slip.hide_sender(true)))
            .collect();
        for (slip, hidden) in hers {
            if let Some(hidden) = hidden {
                self.write(Written::Slip(slip, hidden));
            }
            self.hide_at_others(slip);
        }
        let at = self.clients[&record].opened;
        let vouchers = self.vouchers.iter().filter_map(|(id, voucher)| {
            let (issued, at) = (voucher.issued()?, at?);
            let hers = issued.issuer == at.institution && issued.path == at.path;
            Some((*id, voucher.withhold_name().filter(|_| hers)?))
        });
        for (id, withheld) in vouchers.collect::<Vec<_>>() {
            self.write(Written::Voucher(id, withheld));
        }
    }

    pub(crate) fn consent(&mut self, op: &Op) -> Answer {
        let route = Route {
            sender: self.town.nth(op.other.into()),
            recipient: self.town.another(op.other.into(), op.at),
        };
        match op.what {
            What::Ask => {
                let record = self.record_for(self.by(op, route.sender), op.at % 2)?;
                return self.ask(op, record, route);
            }
            What::ReleaseMessage => return self.release_message(op),
            _ => {}
        }
        let release = matches!(op.what, What::RecordRelease | What::WithdrawRelease);
        let route = if release && !op.blind {
            Route {
                sender: self.town.nth(0),
                recipient: self.town.nth(1),
            }
        } else {
            route
        };
        let desk = match op.mask & 1 {
            _ if release => route.sender,
            0 => route.sender,
            _ => route.recipient,
        };
        let by = self.by(op, desk);
        let Some(record) = self.record_at(desk, 0) else {
            return Ok(());
        };
        let path = self.clients[&record].opened.unwrap().path;
        if op.what == What::RecordRelease {
            return self.record_release(op, by, (record, path), route.recipient);
        }
        let said = self.said(op, path)?;
        let what = match op.what {
            What::WithdrawItems => ConsentCommand::Withdraw(WithdrawConsent {
                record,
                route,
                items: town::items(op.mask).collect(),
                said,
            }),
            What::WithdrawEverything => {
                ConsentCommand::WithdrawEverything(WithdrawEverything { record, said })
            }
            _ => ConsentCommand::WithdrawRelease(WithdrawRelease {
                record,
                route,
                said,
            }),
        };
        self.take_back(op, path, route, (&self.order(by, what), said))
    }

    fn record_release(
        &mut self,
        op: &Op,
        by: Staff,
        (record, path): (RecordId, PathId),
        recipient: InstitutionId,
    ) -> Answer {
        let what = ConsentCommand::RecordRelease(RecordRelease {
            record,
            kept_as: town::EVIDENCE,
            recipient,
            born: None,
            asked: AskedRelease {
                discloser: town::line("Frau Sommer"),
                content: town::note(),
                asking: town::asking(Subject::Release),
                decider: (op.mask & 2 == 2).then_some(Decider::Herself),
                given_on: self.today,
                expires_on: None,
                signed_after_withdrawal: Some(true),
            },
        });
        for event in self.word(path).decide(&self.order(by, what))? {
            self.write(Written::Consent(path, event));
        }
        Ok(())
    }

    pub(crate) fn ask(&mut self, op: &Op, record: RecordId, route: Route) -> Answer {
        let by = self.by(op, route.sender);
        let path = self.clients[&record].opened.unwrap().path;
        // Some forms lay about for a while, and the days of some make no sense.
        let old = op.at == 3;
        let from = self
            .today
            .saturating_sub(i64::from(if old { op.other } else { 0 }).days());
        let until = from.saturating_add(i32::from(op.mask % 90).days());
        let short = op.mask.is_multiple_of(3);
        let confirmed =
            [None, Some(true), Some(true), Some(false)][usize::from((op.mask >> 12) & 3)];
        // An office that may reduce benefits tries it now and then.
        let tame = self.town.kind(by.institution).may_reduce_benefits() && op.mask != u16::MAX;
        let put = Item::ALL.iter().copied().filter(|item| {
            let forbidden = tame && item.is_feedback();
            !forbidden && (op.colleague == 0 || (op.mask >> 14) & 1 == 0 || *item < Item::Child)
        });
        let granted: Vec<Item> = town::items(op.mask).collect();
        let decisions = put.map(|item| (item, granted.contains(&item)));
        let command = RecordConsent {
            record,
            kept_as: town::EVIDENCE,
            sender_kind: self.town.kind(by.institution),
            recipients: [route.recipient].into(),
            born: None,
            asked: Asked {
                decisions: decisions.collect(),
                asking: town::asking(Subject::Consent),
                decider: Some(Decider::Herself),
                purpose: ConsentPurpose::Referral,
                consequences_shown: true,
                given_on: from,
                expires_on: short.then_some(until),
                signed_after_withdrawal: confirmed,
            },
        };
        let decisions = command.asked.decisions.clone();
        let order = self.order(by, ConsentCommand::Record(command));
        for event in self.word(path).decide(&order)? {
            self.write(Written::Consent(path, event));
        }
        let last = if short {
            until
        } else {
            from.saturating_add(12.months())
        };
        let route = Route {
            sender: by.institution,
            ..route
        };
        for (item, granted) in decisions {
            let thing = (path, route, item);
            let after = granted && confirmed == Some(true);
            self.her.says(thing, granted, (from, last), after);
        }
        Ok(())
    }

    /// At the desk of the office that holds the hand-over; it is told in the same act.
    fn release_message(&mut self, op: &Op) -> Answer {
        let Some((id, held, slip)) = self.with_slip(op) else {
            return Ok(());
        };
        let by = self.by(op, held.institution);
        let route = self.issued(slip).route();
        let message = self.message(id, op);
        let release = ConsentCommand::ReleaseMessage(ReleaseMessage {
            route,
            handover: id,
            message,
        });
        for event in self.word(held.path).decide(&self.order(by, release))? {
            self.write(Written::Consent(held.path, event));
        }
        let released = (held.path, route, id, message);
        self.her.releases(released, self.today);
        self.tell(by, id, message)
    }
}
