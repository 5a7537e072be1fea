//! The events of a slip and of its hand-over: the two streams with one seam.

use domain::codes::{QrCode, StationCode, TypedCode};
use domain::consents::Item;
use domain::handovers::{HandoverEvent, Instead, Remark};
use domain::institutions::SenderShown;
use domain::slips::{Counselling, Message, SlipEvent};
use domain::vocabulary::{Need, Outcome, RejectionReason, Role};
use domain::{Actor, Erasable};
use jiff::civil::{Date, date};

use super::{
    A, B, HANDOVER, PATH, RECORD, SERVICE, SLIP, by, children, disclosure, identity, line, note,
    part,
};

fn last_day() -> Date {
    date(2026, 12, 20)
}

fn sender() -> SenderShown {
    SenderShown {
        name: line("Schuldnerberatung Suhlheim"),
        phone: line("030 23125 201"),
    }
}

fn remark(erased: bool) -> Erasable<Remark> {
    let remark = note("Sie kommt mit ihrer Schwester wieder.");
    part(erased, Remark { remark })
}

fn why(erased: bool) -> Erasable<Counselling> {
    let reason = note("Seit einem Jahr kommt kein Unterhalt.");
    part(erased, Counselling { reason })
}

fn code() -> StationCode {
    StationCode {
        qr: QrCode::draw([13; 16]),
        typed: TypedCode::draw([14; 10]),
    }
}

pub(crate) fn slip() -> Vec<(SlipEvent, Actor)> {
    let issued = |erased| SlipEvent::SlipIssued {
        slip: SLIP,
        institution: A,
        record: RECORD,
        path: PATH,
        sender: sender(),
        handover: HANDOVER,
        recipient: B,
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        need: Need::Maintenance,
        valid_until: last_day(),
        appointment: Some(line("25. November 2026, 10:00 Uhr")),
        feedback: [Item::FeedbackArrival, Item::FeedbackOutcome].into(),
        disclosure: Some(disclosure(1, &[Item::Identity, Item::Need])),
        code_hashes: vec!["00".repeat(32), "11".repeat(32)],
        identity: Some(part(erased, identity())),
        counselling: Some(why(erased)),
        child: Some(part(erased, children())),
        code: Some(part(erased, code())),
    };
    let outcome = Outcome::ApplicationFiled;
    let received = SlipEvent::FeedbackReceived {
        message: Message::Outcome { outcome },
    };
    vec![
        (issued(false), by(A, Role::Caseworker)),
        (issued(true), by(A, Role::Caseworker)),
        (SlipEvent::SlipWithdrawn {}, by(A, Role::Lead)),
        (received, Actor::Seam),
    ]
}

pub(crate) fn handover() -> Vec<(HandoverEvent, Actor)> {
    let announced = HandoverEvent::HandoverAnnounced {
        handover: HANDOVER,
        slip: SLIP,
        institution: B,
        record: RECORD,
        path: PATH,
        sender: sender(),
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        need: Some(Need::Maintenance),
        disclosure: Some(disclosure(1, &[Item::Announce, Item::Need])),
        valid_until: last_day(),
    };
    let acknowledged = |erased| HandoverEvent::HandoverAcknowledged {
        handover: HANDOVER,
        slip: SLIP,
        institution: B,
        record: RECORD,
        path: PATH,
        sender: sender(),
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        arrived_on: date(2026, 11, 21),
        need: Some(Need::Maintenance),
        feedback: [Item::FeedbackArrival].into(),
        disclosure: Some(disclosure(2, &[Item::Identity, Item::Reason, Item::Child])),
        identity: Some(part(erased, identity())),
        counselling: Some(why(erased)),
        child: Some(part(erased, children())),
    };
    let rejected = |erased| HandoverEvent::HandoverRejected {
        reason: RejectionReason::WaitingListClosed,
        instead: Some(Instead {
            institution: A,
            service: SERVICE,
            service_name: line("Mietschulden"),
        }),
        counselling: Some(remark(erased)),
    };
    let concluded = |erased| HandoverEvent::HandoverConcluded {
        outcome: Outcome::HelpStarted,
        counselling: Some(remark(erased)),
    };
    let given = HandoverEvent::FeedbackGiven {
        message: Message::Reason {
            reason: RejectionReason::WaitingListClosed,
        },
        disclosure: disclosure(3, &[Item::FeedbackReason]),
    };
    let at_b = [
        acknowledged(false),
        acknowledged(true),
        HandoverEvent::HandoverAccepted {},
        rejected(false),
        rejected(true),
        concluded(false),
        concluded(true),
        given,
    ];
    let at_b = at_b.map(|event| (event, by(B, Role::Caseworker)));
    std::iter::once((announced, Actor::Seam))
        .chain(at_b)
        .collect()
}
