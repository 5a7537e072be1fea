//! The sender's desk.

use std::collections::BTreeSet;

use domain::clients::ClientEvent;
use domain::consents::{CarriedBy, Consent, ConsentEvent, CopyHeld, Item, Route};
use domain::handovers::{Announce, Handover, HandoverCommand, HandoverEvent, Notice};
use domain::institutions::Sender;
use domain::slips::{
    EnterInError, HerWord, IssueSlip, NewCodes, Reappointed, Reissue, Revive, Slip, SlipCommand,
    SlipEvent,
};
use domain::vocabulary::{Experience, Need};
use domain::{Agreement, HandoverId, InstitutionId, PathId, RecordId, Refusal, SlipId, Staff};
use jiff::ToSpan;

use super::op::{Op, What};
use super::town;
use super::world::{Answer, World, Written, pick_fitting};

/// A slip to be written: for whom, where to, and for which hand-over that is sent on.
pub(crate) struct Sent {
    pub(crate) record: RecordId,
    pub(crate) path: PathId,
    pub(crate) to: InstitutionId,
    pub(crate) disclose: BTreeSet<Item>,
    pub(crate) days: i32,
    pub(crate) agreement: Option<Agreement>,
    pub(crate) parent: Option<HandoverId>,
}

impl World {
    pub(crate) fn slip(&mut self, op: &Op) -> Answer {
        if op.what == What::Issue {
            return self.issue_first(op);
        }
        let days = i32::from(op.mask % 30);
        let mut what = match op.what {
            What::Reissue => SlipCommand::Reissue(
                Reissue {
                    her_wish: op.other != 0,
                    valid_until: self.today.saturating_add(days.days()),
                    appointment: Reappointed::AsBefore,
                    paper: None,
                },
                Box::new(NewCodes {
                    code: town::code(self.draw()),
                    code_hashes: vec![],
                }),
            ),
            What::HideSender => SlipCommand::HideSender,
            What::SettleCallBack => SlipCommand::SettleCallBack,
            What::WithdrawSlip => SlipCommand::Withdraw,
            What::Revive => SlipCommand::Revive(Revive {
                valid_until: self.today.saturating_add((days - 1).days()),
            }),
            What::SlipInError => SlipCommand::EnterInError(EnterInError {
                comment: (op.other != 0).then(town::note),
            }),
            _ => SlipCommand::RecordPaperReturn {
                request: town::message(op.mask).into(),
                by_benefits_office: false,
            },
        };
        let row = what.act().row();
        let waits = |slip: &Slip| {
            op.what != What::SettleCallBack
                || slip
                    .issued()
                    .is_some_and(|slip| slip.call_back_since.is_some())
        };
        let taken = |slip: &Slip| row.is_taken_in(slip.stage_on(self.today)) && waits(slip);
        let Some(id) = pick_fitting(&self.slips, op, taken) else {
            return Ok(());
        };
        let by = self.by(op, self.issued(id).institution);
        if let SlipCommand::RecordPaperReturn {
            by_benefits_office, ..
        } = &mut what
        {
            *by_benefits_office = self.town.kind(by.institution).may_reduce_benefits();
        }
        let events = self.slips[&id].decide(&self.order(by, what))?;
        let withdrawn = events.contains(&SlipEvent::SlipWithdrawn {});
        self.own_code_follows(by, id, &events);
        if op.what == What::HideSender && !events.is_empty() {
            self.hide_at_others(id);
        }
        for event in events {
            self.write(Written::Slip(id, event));
        }
        if withdrawn {
            // The answer is the same whether somebody over there holds it or not.
            self.notify(self.holder(id), Notice::SlipWithdrawn);
        }
        Ok(())
    }

    /// Whoever reads the sender's name on a hand-over, or among her way so far, reads it no more.
    pub(crate) fn hide_at_others(&mut self, slip: SlipId) {
        let issued = self.issued(slip).clone();
        let mut hidden = Vec::new();
        let at = self.holder(slip);
        let there = at.and_then(|id| Some((id, self.handovers.get(&id)?.hide_sender()?)));
        hidden.extend(there);
        let copies = self.word(issued.path).copies().to_vec().into_iter();
        let mut shown: BTreeSet<HandoverId> = copies
            .filter(|copy| copy.items.contains(&Item::WaySoFar))
            .map(|copy| copy.handover)
            .collect();
        shown.retain(|id| self.handovers.contains_key(id));
        for id in shown {
            let event = self.handovers[&id].hide_station(issued.institution);
            hidden.extend(event.map(|event| (id, event)));
        }
        for (id, event) in hidden {
            self.write(Written::Handover(id, event));
        }
    }

    /// She is asked whether she wants it; some caseworkers forget.
    pub(crate) fn agreed(&self, op: &Op) -> Option<Agreement> {
        let forgotten = op.blind && op.mask.is_multiple_of(5);
        (!forgotten).then_some(Agreement::hers(self.today))
    }

    fn issue_first(&mut self, op: &Op) -> Answer {
        let sender = self.town.nth(op.other.into());
        let by = self.by(op, sender);
        let record = self.record_for(by, op.at % 2)?;
        let to = self.town.another(op.other.into(), op.at);
        let route = Route {
            sender: by.institution,
            recipient: to,
        };
        if op.colleague == 0 {
            // As on the form: she is asked and sent in one act.
            self.ask(op, record, route)?;
        }
        let client = &self.clients[&record];
        let opened = client.at(by.institution)?;
        client.may_be_used()?;
        let never_asked = Consent::default();
        let word = self.consents.get(&opened.path).unwrap_or(&never_asked);
        let allowed = |item| word.lives_as_known_at(by.institution, route, item, self.today);
        // Most caseworkers tick what she allowed, as far as their own office heard it; some tick more.
        let ticked = Item::ALL
            .iter()
            .copied()
            .filter(|item| item.travels_with_the_slip() && (op.blind || allowed(*item)));
        let sent = Sent {
            record,
            path: opened.path,
            to,
            disclose: ticked.collect(),
            days: i32::from(op.mask % 40) - 1,
            agreement: self.agreed(op),
            parent: None,
        };
        self.issue(by, sent).map(|_| ())
    }

    pub(crate) fn issue(&mut self, by: Staff, sent: Sent) -> Result<SlipId, Refusal> {
        if !self.town.rules.uses_slips() {
            return Err(Refusal::InstrumentNotUsed);
        }
        let slip = SlipId::from_bytes(self.draw());
        let handover = HandoverId::from_bytes(self.draw());
        let route = Route {
            sender: by.institution,
            recipient: sent.to,
        };
        let permit = self.live(sent.path, route);
        let command = IssueSlip {
            slip,
            handover,
            parent: sent.parent,
            record: sent.record,
            path: sent.path,
            sender: self.sender(by.institution, sent.record),
            offer: self.town.offer(sent.to),
            agreement: sent.agreement,
            need: Need::Livelihood,
            reason: Some(town::note()),
            valid_until: self.today.saturating_add(sent.days.days()),
            appointment: None,
            paper: None,
            way: vec![],
            disclose: sent.disclose,
            permit: Some(permit.clone()),
            code: town::code(slip.bytes()),
            code_hashes: vec![],
        };
        let order = self.order(by, SlipCommand::Issue(Box::new(command)));
        let events = Slip::default().decide(&order)?;
        let carried_by = CarriedBy::Slip(slip);
        self.give_own_code(by, sent.record, sent.path, carried_by);
        for event in events {
            self.write(Written::Slip(slip, event));
        }
        if permit.covers(Item::Announce) {
            self.announce(by, slip, permit)?;
        }
        Ok(slip)
    }

    fn sender(&self, institution: InstitutionId, record: RecordId) -> Sender {
        if self.clients[&record].protected || self.town.hides(institution) {
            Sender::Neutral
        } else {
            Sender::Office(institution)
        }
    }

    fn announce(&mut self, by: Staff, slip: SlipId, permit: domain::consents::Permit) -> Answer {
        let issued = self.issued(slip).clone();
        let record = RecordId::from_bytes(self.draw());
        let (handover, recipient, path) = (issued.handover, issued.recipient, issued.path);
        let route = issued.route();
        let announce = HandoverCommand::Announce(Box::new(Announce {
            slip: issued,
            record,
            permit,
        }));
        let events = Handover::Blank.decide(&self.order(by, announce))?;
        for event in events {
            if let HandoverEvent::HandoverAnnounced(announced) = &event
                && let Some(disclosure) = &announced.disclosure
            {
                let copy = ConsentEvent::CopyHanded(CopyHeld {
                    items: disclosure.items().clone(),
                    handover,
                    route,
                });
                self.write(Written::Consent(path, copy));
            }
            self.write(Written::Handover(handover, event));
        }
        let nameless = ClientEvent::ClientRecorded {
            record,
            institution: recipient,
            path,
            identity: None,
            child: None,
        };
        self.open_record(record, recipient, path, vec![nameless]);
        Ok(())
    }

    /// A notice for whoever holds this hand-over.
    pub(crate) fn notify(&mut self, holder: Option<HandoverId>, notice: Notice) {
        let on = self.today;
        let held = holder.and_then(|id| Some((id, self.handovers.get(&id)?)));
        let told = held.and_then(|(id, held)| Some((id, held.notify(notice, on)?)));
        if let Some((id, event)) = told {
            self.write(Written::Handover(id, event));
        }
    }

    /// The seam, at the sender: her own word.
    pub(crate) fn hear_her(&mut self, slip: SlipId) -> Answer {
        let word = HerWord {
            experience: Experience::GotHelp,
            words: Some(town::note()),
        };
        let heard = self.slips[&slip].receive_her_word(&word)?;
        self.write(Written::Slip(slip, heard));
        Ok(())
    }
}
