//! The receiving office's counter: she comes with a slip, without one, or brings it later.

use std::collections::BTreeMap;

use domain::clients::{ClientCommand, ClientEvent, Known};
use domain::consents::{Consent, ConsentEvent, CopyHeld, Item, Permit, Route};
use domain::handovers::{Acknowledge, HandoverCommand, HandoverEvent, RecordArrival, Stage};
use domain::slips::{self, Arrival, Issued, Slip, Station};
use domain::vocabulary::Need;
use domain::{Erasable, HandoverId, PathId, RecordId, Refusal, SlipId, Staff};
use jiff::ToSpan;
use jiff::civil::Date;

use super::op::{Op, What};
use super::records;
use super::world::{Answer, World, Written, at, pick, pick_fitting};

impl World {
    pub(crate) fn present(&mut self, op: &Op) -> Answer {
        let waits = |slip: &Slip| {
            let opens = slip
                .issued()
                .map(|issued| at(self, issued.handover).stage());
            let waits = matches!(
                opens,
                Some(Stage::Blank | Stage::Announced | Stage::InError)
            );
            waits && slip.stage_on(self.today) == slips::Stage::Issued
        };
        let Some(slip) = pick_fitting(&self.slips, op, waits) else {
            return Ok(());
        };
        let by = self.by(op, self.issued(slip).recipient);
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        let issued = self.slips[&slip].addressed_to(by.institution)?.clone();
        let accept = op.what == What::PresentAndAccept;
        match at(self, issued.handover).stage() {
            Stage::Blank | Stage::Announced | Stage::InError => {}
            Stage::Acknowledged if accept => {
                self.decide(by, issued.handover, HandoverCommand::Accept)?;
                return Ok(());
            }
            // The same office again, however late: the same answer, no second copy.
            _ => return Ok(()),
        }
        let arrived_on = self.today.saturating_sub((i32::from(op.mask % 3)).days());
        self.acknowledge(by, &issued, arrived_on, accept)
    }

    fn acknowledge(&mut self, by: Staff, issued: &Issued, on: Date, accept: bool) -> Answer {
        let before = at(self, issued.handover);
        let announced = before.held().map(|held| held.record);
        let record = announced.unwrap_or_else(|| RecordId::from_bytes(self.draw()));
        let decide = |world: &Self, permit: &Permit| {
            let way = world.way(issued.path);
            let slip = &world.slips[&issued.slip];
            let her = records::known(world.whose(issued.path));
            let arrival = slip.present(by.institution, on, permit, &her, &way)?;
            let what = HandoverCommand::Acknowledge(Box::new(Acknowledge {
                arrival: arrival.clone(),
                record,
                arrived_on: on,
                accept,
            }));
            Ok((arrival, before.decide(&world.order(by, what))?))
        };
        let decided = decide(self, &self.live(issued.path, issued.route()));
        same_without_consent(&decided, &decide(self, &nothing(issued)));
        let (arrival, events) = decided?;
        for event in events {
            self.write(Written::Handover(issued.handover, event));
        }
        self.copy(issued.route(), issued.handover, &arrival);
        self.keep_record(by, record, announced.is_some(), &arrival);
        Ok(())
    }

    /// She can see who holds a copy of what.
    fn copy(&mut self, route: Route, handover: HandoverId, arrival: &Arrival) {
        if let Some(disclosure) = &arrival.copy.disclosure {
            let copy = ConsentEvent::CopyHanded(CopyHeld {
                items: disclosure.items().clone(),
                handover,
                route,
            });
            self.write(Written::Consent(arrival.path, copy));
        }
    }

    fn keep_record(&mut self, by: Staff, record: RecordId, known: bool, arrival: &Arrival) {
        let copy = &arrival.copy;
        if known {
            let identify = ClientCommand::Identify {
                her: Known {
                    identity: copy.identity.clone(),
                    children: copy.children.clone(),
                },
                heard: BTreeMap::new(),
            };
            let events = self.clients[&record].decide(&self.order(by, identify));
            for event in events.unwrap() {
                self.write(Written::Client(record, event));
            }
            return;
        }
        let recorded = ClientEvent::ClientRecorded {
            record,
            institution: by.institution,
            path: arrival.path,
            identity: copy.identity.clone().map(Erasable::Known),
            child: copy.children.clone().map(Erasable::Known),
        };
        self.open_record(record, by.institution, arrival.path, vec![recorded]);
    }

    /// Her stations so far, as others may see them.
    pub(crate) fn way(&self, path: PathId) -> Vec<Station> {
        let word = self.word(path);
        let stations = word.stations().iter();
        stations
            .map(|(institution, _)| Station {
                station: *institution,
                protected: self.town.hides(*institution),
            })
            .collect()
    }

    pub(crate) fn arrive(&mut self, op: &Op) -> Answer {
        let here = self.town.nth(op.other.into());
        let by = self.by(op, here);
        let handover = HandoverId::from_bytes(self.draw());
        let record = RecordId::from_bytes(self.draw());
        let path = PathId::from_bytes(self.draw());
        let what = HandoverCommand::RecordArrival(Box::new(RecordArrival {
            handover,
            record,
            path,
            offer: self.town.offer(here),
            need: Need::Livelihood,
            arrived_on: self
                .today
                .saturating_sub((i32::from(op.mask % 9) - 1).days()),
        }));
        self.decide(by, handover, what)?;
        let recorded = ClientEvent::ClientRecorded {
            record,
            institution: by.institution,
            path,
            identity: None,
            child: None,
        };
        self.open_record(record, by.institution, path, vec![recorded]);
        Ok(())
    }

    /// The slip turned up: the arrival takes it, and her two paths turn out to be one.
    pub(crate) fn link(&mut self, op: &Op) -> Answer {
        let waiting = self.handovers.iter().rev().filter_map(|(id, handover)| {
            let held = handover.held().filter(|held| held.slip.is_none())?;
            Some((*id, held.clone()))
        });
        let Some((id, held)) = waiting.collect::<Vec<_>>().get(op.at / 2).cloned() else {
            return Ok(());
        };
        let mut fits = self.slips.clone();
        fits.retain(|_, slip| {
            let recipient = slip.issued().map(|issued| issued.recipient);
            let hers = slip.issued().map(|issued| self.whose(issued.path));
            hers == Some(self.whose(held.path))
                && (op.other == 0 || recipient == Some(held.institution))
        });
        let Some(slip) = pick(&fits, usize::from(op.other) / 4) else {
            return Ok(());
        };
        let by = self.by(op, held.institution);
        self.link_to(by, id, held.path, slip)
    }

    fn link_to(&mut self, by: Staff, id: HandoverId, own: PathId, slip: SlipId) -> Answer {
        let issued = self.slips[&slip].addressed_to(by.institution)?.clone();
        let arrived_on = self.handovers[&id].held().and_then(|held| held.arrived_on);
        let decide = |world: &Self, permit: &Permit| {
            let way = world.way(issued.path);
            let slip = &world.slips[&slip];
            let her = records::known(world.whose(issued.path));
            let on = arrived_on.unwrap();
            let arrival = slip.present_later(by.institution, on, permit, &her, &way)?;
            let what = HandoverCommand::LinkSlip(Box::new(arrival.clone()));
            let events = world.handovers[&id].decide(&world.order(by, what))?;
            Ok((arrival, events))
        };
        let (word, own_word, route) = (self.word(issued.path), self.word(own), issued.route());
        let permit = self.live(issued.path, route);
        let permit = permit.without(|item| word.is_taken_back_on(&own_word, route, item));
        let decided = decide(self, &permit);
        same_without_consent(&decided, &decide(self, &nothing(&issued)));
        let (arrival, events) = decided?;
        self.decide(
            by,
            issued.handover,
            HandoverCommand::LinkTo { handover: id },
        )?;
        for event in events {
            self.write(Written::Handover(id, event));
        }
        self.copy(issued.route(), id, &arrival);
        let ends = [(own, issued.path), (issued.path, own)];
        let linked = ends.map(|(one, other)| {
            let taken_back = self.word(other).taken_back();
            (
                one,
                ConsentEvent::PathLinked {
                    path: other,
                    taken_back,
                },
            )
        });
        for (one, linked) in linked {
            self.write(Written::Consent(one, linked));
        }
        self.her.has_both(own, issued.path);
        let record = self.handovers[&id].held().unwrap().record;
        let add = self.order(by, ClientCommand::AddPath(issued.path));
        for event in self.clients[&record].decide(&add)? {
            self.write(Written::Client(record, event));
        }
        Ok(())
    }
}

/// What lives when she allowed nothing.
fn nothing(issued: &Issued) -> Permit {
    let none = Consent::default();
    let all = Item::ALL.iter().copied().collect();
    none.live(issued.path, issued.route(), &all, issued.issued_on)
}

type Decided = Result<(Arrival, Vec<HandoverEvent>), Refusal>;

/// Rule 3: what she allows decides what is copied, never whether she is received.
fn same_without_consent(with: &Decided, without: &Decided) {
    let names = |decided: &Decided| {
        let names = |(_, events): &(Arrival, Vec<HandoverEvent>)| {
            events.iter().map(HandoverEvent::name).collect::<Vec<_>>()
        };
        decided.as_ref().map(names).map_err(Clone::clone)
    };
    assert_eq!(names(with), names(without));
}
