//! One fictitious hand-over, shared by the rules' tests.

use super::{Acknowledge, Announce, Handover, HandoverCommand, HandoverEvent};
use crate::consents::Item;
use crate::consents::tests_support::{day, now, route, staff_of};
use crate::slips::tests_support::{her, issued_slip, live};
use crate::{InstitutionId, Instruction, RecordId, Refusal};

pub(crate) fn order(what: HandoverCommand) -> Instruction<HandoverCommand> {
    Instruction {
        by: staff_of(route().recipient),
        now: now(),
        what,
    }
}

pub(crate) fn foreign(what: HandoverCommand) -> Instruction<HandoverCommand> {
    Instruction {
        by: staff_of(InstitutionId::from_bytes([9; 16])),
        ..order(what)
    }
}

pub(crate) fn blank(
    items: impl IntoIterator<Item = (Item, bool)>,
) -> Result<Vec<HandoverEvent>, Refusal> {
    let (slip, consent) = issued_slip(items);
    let what = HandoverCommand::Announce(Box::new(Announce {
        slip: slip.issued().unwrap().clone(),
        record: RecordId::from_bytes([20; 16]),
        permit: live(&consent),
    }));
    Handover::Blank.decide(&Instruction {
        by: staff_of(route().sender),
        ..order(what)
    })
}

pub(crate) fn announce(
    items: impl IntoIterator<Item = (Item, bool)>,
) -> (Handover, Vec<HandoverEvent>) {
    let events = blank(items).unwrap();
    let mut handover = Handover::Blank;
    for event in &events {
        handover.evolve(event);
    }
    (handover, events)
}

pub(crate) fn acknowledge(
    items: impl IntoIterator<Item = (Item, bool)>,
    accept: bool,
) -> Acknowledge {
    let (slip, consent) = issued_slip(items);
    Acknowledge {
        arrival: slip
            .present(route().recipient, day(), &live(&consent), &her(), &[])
            .unwrap(),
        record: RecordId::from_bytes([21; 16]),
        arrived_on: day(),
        accept,
    }
}

pub(crate) fn arrived(
    items: impl IntoIterator<Item = (Item, bool)>,
    accept: bool,
) -> (Handover, Acknowledge) {
    let command = acknowledge(items, accept);
    let order = order(HandoverCommand::Acknowledge(Box::new(command.clone())));
    let mut handover = Handover::Blank;
    for event in handover.decide(&order).unwrap() {
        handover.evolve(&event);
    }
    (handover, command)
}

/// The same command, by a colleague of the author.
pub(crate) fn colleague(what: HandoverCommand) -> Instruction<HandoverCommand> {
    let mut order = order(what);
    order.by.account = crate::AccountId::from_bytes([5; 16]);
    order
}

pub(crate) fn without_slip() -> super::RecordArrival {
    super::RecordArrival {
        handover: crate::HandoverId::from_bytes([40; 16]),
        record: RecordId::from_bytes([41; 16]),
        path: crate::PathId::from_bytes([42; 16]),
        offer: crate::slips::tests_support::receiving_office()
            .offer(crate::ServiceId::from_bytes([5; 16]))
            .unwrap(),
        need: crate::vocabulary::Need::Maintenance,
        arrived_on: day(),
    }
}
