//! The commands of a hand-over, each in good order, and the way into each of its stages.

use domain::clients::Known;
use domain::consents::{Item, Permit};
use domain::handovers::{
    Acknowledge, Announce, Colleagues, DeclineFeedback, EnterInError, Forward, GiveFeedback,
    Handover, HandoverCommand, Hold, RecordArrival, Reject, Reopen, RequestCallBack,
    RetractFeedback,
};
use domain::slips::{Arrival, Message, Slip, SlipCommand};
use domain::vocabulary::{HoldReason, Need, Outcome, RejectionReason};
use domain::{HandoverId, RecordId, SlipId};

use super::case::{
    A, B, PATH, author, colleague, issue, last_day, note, offer, order, permit, slip, today,
};

pub(crate) const ARRIVAL: HandoverId = HandoverId::from_bytes([10; 16]);
const HERE: RecordId = RecordId::from_bytes([11; 16]);

fn presented(slip: &Slip) -> Arrival {
    slip.present(B, today(), &permit(), &Known::default(), &[])
        .unwrap()
}

fn acknowledge(accept: bool) -> HandoverCommand {
    HandoverCommand::Acknowledge(Box::new(Acknowledge {
        arrival: presented(&slip()),
        record: HERE,
        arrived_on: today(),
        accept,
    }))
}

fn link(slip: &Slip) -> HandoverCommand {
    HandoverCommand::LinkSlip(Box::new(presented(slip)))
}

/// Another slip of hers to the same office.
pub(crate) fn another_slip() -> HandoverCommand {
    let SlipCommand::Issue(mut other) = issue(Some(permit())) else {
        panic!("issue issues");
    };
    other.slip = SlipId::from_bytes([12; 16]);
    let mut slip = Slip::default();
    let what = SlipCommand::Issue(other);
    for event in slip.decide(&order(author(A), today(), what)).unwrap() {
        slip.evolve(&event);
    }
    link(&slip)
}

fn give(permit: Permit) -> HandoverCommand {
    HandoverCommand::GiveFeedback(GiveFeedback {
        message: Message::Arrived,
        permit,
        to_benefits_office: false,
    })
}

pub(crate) fn command(name: &str) -> HandoverCommand {
    use HandoverCommand as C;
    match name {
        "AnnounceHandover" => C::Announce(Box::new(Announce {
            slip: slip().issued().unwrap().clone(),
            record: HERE,
            permit: permit(),
        })),
        "AcknowledgeHandover" => acknowledge(false),
        "AcknowledgeAndAccept" => acknowledge(true),
        "RecordArrival" => C::RecordArrival(Box::new(RecordArrival {
            handover: ARRIVAL,
            record: HERE,
            path: PATH,
            offer: offer(B),
            need: Need::Maintenance,
            arrived_on: today(),
        })),
        "LinkSlip" => link(&slip()),
        "LinkTo" => C::LinkTo { handover: ARRIVAL },
        "AcceptHandover" => C::Accept,
        "RejectHandover" => C::Reject(
            Reject {
                reason: Some(RejectionReason::NoCapacity),
                ..Reject::default()
            },
            None,
        ),
        "HoldHandover" => C::Hold(Hold {
            reason: HoldReason::WaitingForPlace,
            resume_on: last_day(),
        }),
        "ResumeHandover" => C::Resume,
        "ForwardHandover" => C::Forward(Forward {
            slip: SlipId::from_bytes([13; 16]),
            agreed: true,
        }),
        "ConcludeHandover" => C::Conclude(Outcome::HelpProvided.into()),
        "EndOnHerWord" => C::EndOnHerWord,
        "ReopenHandover" => C::Reopen(Reopen {
            comment: note(),
            her_word: true,
        }),
        "EnterHandoverInError" => C::EnterInError(EnterInError { comment: note() }),
        "GiveFeedback" => give(permit()),
        "RetractFeedback" => C::RetractFeedback(RetractFeedback {
            message: Message::Arrived,
            comment: note(),
        }),
        "DeclineFeedback" => C::DeclineFeedback(DeclineFeedback {
            item: Item::FeedbackArrival,
        }),
        "PassOnHerWord" => C::PassOnHerWord,
        "AcknowledgeNotice" => C::AcknowledgeNotice,
        "RequestCallBack" => C::RequestCallBack {
            request: RequestCallBack {
                she_is_present: true,
            },
            shown_benefits_office: false,
        },
        "AssignHandover" => C::Assign(Colleagues {
            to: colleague(B),
            deputy: None,
        }),
        other => panic!("{other} is no command"),
    }
}

fn way_to(stage: &str) -> &'static [&'static str] {
    match stage {
        "blank" | "acknowledged" => &[],
        "announced" => &["AnnounceHandover"],
        "linked" => &["LinkTo"],
        "accepted" => &["AcceptHandover"],
        "on-hold" => &["AcceptHandover", "HoldHandover"],
        "rejected" => &["RejectHandover"],
        "forwarded" => &["ForwardHandover"],
        "concluded" => &["AcceptHandover", "ConcludeHandover"],
        "ended-by-her" => &["EndOnHerWord"],
        "in-error" => &["EnterHandoverInError"],
        other => panic!("{other} is no stage"),
    }
}

/// A hand-over in this stage, by real commands: with her slip, or without it; with something told.
pub(crate) fn held_in(stage: &str, without_slip: bool, told: bool) -> Handover {
    let opening = match (stage, without_slip) {
        ("blank" | "announced" | "linked", _) => None,
        (_, true) => Some("RecordArrival"),
        (_, false) => Some("AcknowledgeHandover"),
    };
    let told = told.then_some("GiveFeedback");
    let mut handover = Handover::default();
    for name in opening
        .into_iter()
        .chain(told)
        .chain(way_to(stage).iter().copied())
    {
        let desk = if name == "AnnounceHandover" { A } else { B };
        for event in handover
            .decide(&order(author(desk), today(), command(name)))
            .unwrap()
        {
            handover.evolve(&event);
        }
    }
    handover
}
