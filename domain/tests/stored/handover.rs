//! The events of a hand-over: the receiving office's side.

use domain::consents::Item;
use domain::handovers::{
    ArrivalRecorded, HandoverAcknowledged, HandoverAnnounced, HandoverEvent, Hold, Notice, Remark,
    SlipLinked,
};
use domain::institutions::NamedService;
use domain::slips::Message;
use domain::vocabulary::{HoldReason, Need, Outcome, RejectionReason, Role};
use domain::{Actor, Erasable};

use super::{
    A, ACCOUNT, ARRIVAL, B, CHILD_SLIP, DEPUTY, HANDOVER, PATH, RECORD, SERVICE, SLIP, both, by,
    children, day, disclosure, identity, last_day, line, note, part, sender, why,
};

fn remark(erased: bool) -> Erasable<Remark> {
    let remark = note("Sie kommt mit ihrer Schwester wieder.");
    part(erased, Remark { remark })
}

fn announced() -> HandoverEvent {
    HandoverEvent::HandoverAnnounced(HandoverAnnounced {
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
    })
}

fn acknowledged(erased: bool) -> HandoverEvent {
    HandoverEvent::HandoverAcknowledged(HandoverAcknowledged {
        handover: HANDOVER,
        slip: SLIP,
        institution: B,
        author: ACCOUNT,
        record: RECORD,
        path: PATH,
        sender: sender(),
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        arrived_on: day(),
        need: Some(Need::Maintenance),
        feedback: [Item::FeedbackArrival].into(),
        disclosure: Some(disclosure(2, &[Item::Identity, Item::Reason, Item::Child])),
        identity: Some(part(erased, identity())),
        counselling: Some(why(erased)),
        child: Some(part(erased, children())),
    })
}

fn arrived() -> HandoverEvent {
    HandoverEvent::ArrivalRecorded(ArrivalRecorded {
        handover: ARRIVAL,
        institution: B,
        author: ACCOUNT,
        record: RECORD,
        path: PATH,
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        arrived_on: day(),
        need: Need::Maintenance,
    })
}

fn linked(erased: bool) -> HandoverEvent {
    HandoverEvent::SlipLinked(SlipLinked {
        slip: SLIP,
        path: PATH,
        sender: sender(),
        feedback: [Item::FeedbackArrival].into(),
        disclosure: Some(disclosure(2, &[Item::Identity, Item::Reason, Item::Child])),
        identity: Some(part(erased, identity())),
        counselling: Some(why(erased)),
        child: Some(part(erased, children())),
    })
}

fn rejected(erased: bool) -> HandoverEvent {
    HandoverEvent::HandoverRejected {
        reason: RejectionReason::WaitingListClosed,
        instead: Some(NamedService {
            institution: A,
            service: SERVICE,
            service_name: line("Mietschulden"),
        }),
        counselling: Some(remark(erased)),
    }
}

fn concluded(erased: bool) -> HandoverEvent {
    HandoverEvent::HandoverConcluded {
        outcome: Outcome::HelpStarted,
        counselling: Some(remark(erased)),
    }
}

fn reopened(erased: bool) -> HandoverEvent {
    HandoverEvent::HandoverReopened {
        counselling: remark(erased),
    }
}

fn in_error(erased: bool) -> HandoverEvent {
    HandoverEvent::HandoverEnteredInError {
        counselling: remark(erased),
    }
}

fn retracted(erased: bool) -> HandoverEvent {
    HandoverEvent::FeedbackRetracted {
        message: told(),
        counselling: remark(erased),
    }
}

const fn told() -> Message {
    Message::Reason {
        reason: RejectionReason::WaitingListClosed,
    }
}

fn without_parts() -> [HandoverEvent; 13] {
    [
        HandoverEvent::LinkedTo {
            institution: B,
            handover: ARRIVAL,
        },
        HandoverEvent::HandoverAccepted {},
        HandoverEvent::HandoverHeld(Hold {
            reason: HoldReason::WaitingForPlace,
            resume_on: last_day(),
        }),
        HandoverEvent::HandoverResumed {},
        HandoverEvent::HandoverForwarded { slip: CHILD_SLIP },
        HandoverEvent::FeedbackGiven {
            message: told(),
            author: ACCOUNT,
            disclosure: disclosure(3, &[Item::FeedbackReason]),
        },
        HandoverEvent::FeedbackDeclined {
            item: Item::FeedbackOutcome,
        },
        HandoverEvent::HerWordPassedOn {},
        HandoverEvent::CallBackRequested { on: day() },
        HandoverEvent::HandoverSenderHidden {},
        HandoverEvent::StationHidden { station: A },
        HandoverEvent::NoticeAcknowledged {},
        HandoverEvent::HandoverAssigned {
            to: ACCOUNT,
            deputy: Some(DEPUTY),
        },
    ]
}

pub(crate) fn handover() -> Vec<(HandoverEvent, Actor)> {
    let caseworker = by(B, Role::Caseworker);
    let lead = by(B, Role::Lead);
    let noticed = HandoverEvent::NoticeReceived {
        notice: Notice::ConsentWithdrawn,
        on: day(),
    };
    let mut events = vec![
        (announced(), Actor::Seam),
        (arrived(), caseworker),
        (HandoverEvent::HandoverEndedByHer {}, Actor::She),
        (noticed, Actor::Seam),
    ];
    events.extend(both(acknowledged, caseworker));
    events.extend(both(linked, caseworker));
    events.extend(both(rejected, caseworker));
    events.extend(both(concluded, caseworker));
    events.extend(both(reopened, caseworker));
    events.extend(both(in_error, lead));
    events.extend(both(retracted, lead));
    events.extend(without_parts().map(|event| (event, caseworker)));
    events
}
