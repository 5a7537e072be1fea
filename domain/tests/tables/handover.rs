//! The hand-over, B's stream. Where these tables say more than the design's:
//! - what was entered in error can be acknowledged anew, else one wrong click would lock her out of
//!   the office for ever;
//! - what was closed before she came is reopened as announced (below the tables);
//! - she ends what is only announced, too: it is open, and nobody asks why.

use domain::Refusal;
use domain::handovers::{Handover, HandoverEvent, Notice, Stage};

use super::case::{A, B, author, order, today};
use super::handover_commands::{ARRIVAL, another_slip, command, held_in};
use super::page::{Came, Row, everybody, read_beside};

const OPEN: &str = "
command              | by           | elsewhere           | blank        | announced                 | acknowledged          | accepted          | on-hold
AnnounceHandover     | caseworker   | always not-yours    | announced    | already-there             | already-there         | already-there     | already-there
AcknowledgeHandover  | caseworker   | always unknown-code | acknowledged | acknowledged              | -                     | -                 | -
AcknowledgeAndAccept | caseworker   | always unknown-code | accepted     | accepted                  | accepted              | -                 | -
RecordArrival        | caseworker   | always not-yours    | acknowledged | already-there             | already-there         | already-there     | already-there
LinkSlip             | caseworker   | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
LinkTo               | caseworker   | unknown-code        | linked       | linked                    | slip-used-elsewhere   | slip-used-elsewhere | slip-used-elsewhere
AcceptHandover       | caseworker   | not-yours           | not-found    | handover-not-acknowledged | accepted              | -                 | handover-on-hold
RejectHandover       | caseworker   | not-yours           | not-found    | rejected                  | rejected              | handover-accepted | handover-on-hold
HoldHandover         | caseworker   | not-yours           | not-found    | handover-not-acknowledged | handover-not-accepted | on-hold           | handover-on-hold
ResumeHandover       | caseworker   | not-yours           | not-found    | handover-not-acknowledged | handover-not-accepted | handover-accepted | accepted
ForwardHandover      | caseworker   | not-yours           | not-found    | handover-not-acknowledged | forwarded             | forwarded         | forwarded
ConcludeHandover     | caseworker   | not-yours           | not-found    | handover-not-acknowledged | handover-not-accepted | concluded         | concluded
EndOnHerWord         | caseworker   | not-yours           | not-found    | ended-by-her              | ended-by-her          | ended-by-her      | ended-by-her
ReopenHandover       | caseworker   | not-yours           | not-found    | handover-not-acknowledged | handover-not-accepted | handover-accepted | handover-on-hold
EnterHandoverInError | author, lead | not-yours           | not-found    | in-error                  | in-error              | in-error          | in-error
GiveFeedback         | caseworker   | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
RetractFeedback      | author, lead | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
DeclineFeedback      | caseworker   | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
PassOnHerWord        | caseworker   | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
AcknowledgeNotice    | caseworker   | not-yours           | not-found    | same                      | same                  | same              | same
AssignHandover       | caseworker   | not-yours           | not-found    | same                      | same                  | same              | same
RequestCallBack      | caseworker   | not-yours           | not-found    | handover-not-acknowledged | same                  | same              | same
Notify               | seam         |                     | -            | same                      | same                  | same              | same
";

const CLOSED: &str = "
command              | by           | elsewhere           | rejected            | forwarded           | concluded           | ended-by-her          | in-error            | linked
AnnounceHandover     | caseworker   | always not-yours    | already-there       | already-there       | already-there       | already-there         | already-there       | already-there
AcknowledgeHandover  | caseworker   | always unknown-code | -                   | -                   | -                   | -                     | acknowledged        | not-found
AcknowledgeAndAccept | caseworker   | always unknown-code | -                   | -                   | -                   | -                     | accepted            | not-found
RecordArrival        | caseworker   | always not-yours    | already-there       | already-there       | already-there       | already-there         | already-there       | already-there
LinkSlip             | caseworker   | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
LinkTo               | caseworker   | unknown-code        | slip-used-elsewhere | slip-used-elsewhere | slip-used-elsewhere | slip-used-elsewhere   | slip-used-elsewhere | slip-used-elsewhere
AcceptHandover       | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
RejectHandover       | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
HoldHandover         | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
ResumeHandover       | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
ForwardHandover      | caseworker   | not-yours           | forwarded           | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
ConcludeHandover     | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
EndOnHerWord         | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
ReopenHandover       | caseworker   | not-yours           | acknowledged        | accepted            | accepted            | acknowledged          | entered-in-error    | not-found
EnterHandoverInError | author, lead | not-yours           | in-error            | in-error            | in-error            | in-error              | entered-in-error    | not-found
GiveFeedback         | caseworker   | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
RetractFeedback      | author, lead | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
DeclineFeedback      | caseworker   | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
PassOnHerWord        | caseworker   | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
AcknowledgeNotice    | caseworker   | not-yours           | same                | same                | same                | same                  | same                | not-found
AssignHandover       | caseworker   | not-yours           | handover-closed     | handover-closed     | handover-closed     | handover-ended-by-her | entered-in-error    | not-found
RequestCallBack      | caseworker   | not-yours           | same                | same                | same                | same                  | entered-in-error    | not-found
Notify               | seam         |                     | same                | same                | same                | same                  | same                | -
";

pub(crate) fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Blank => "blank",
        Stage::Announced => "announced",
        Stage::Acknowledged => "acknowledged",
        Stage::Accepted => "accepted",
        Stage::OnHold => "on-hold",
        Stage::Rejected => "rejected",
        Stage::Forwarded => "forwarded",
        Stage::Concluded => "concluded",
        Stage::EndedByHer => "ended-by-her",
        Stage::InError => "in-error",
        Stage::Linked => "linked",
    }
}

/// The hand-over as this row needs it: with an arrival that waits for its slip, with something told
/// that was wrong, or with a notice that nobody has read.
fn reach(row: &Row, stage: &str) -> Handover {
    let without_slip =
        row.command == "LinkSlip" && !["blank", "announced", "linked"].contains(&stage);
    let told =
        row.command == "RetractFeedback" && !["blank", "announced", "linked"].contains(&stage);
    let mut handover = held_in(stage, without_slip, told);
    if row.command == "AcknowledgeNotice" && handover.held().is_some() {
        let notice = handover.notify(Notice::ConsentWithdrawn, today());
        handover.evolve(&notice.unwrap());
    }
    handover
}

fn came(handover: &Handover, decided: Result<Vec<HandoverEvent>, Refusal>) -> Came {
    match decided {
        Err(refusal) => Came::refused(&refusal),
        Ok(events) if events.is_empty() => Came::Nothing,
        Ok(events) => {
            let mut handover = handover.clone();
            for event in &events {
                handover.evolve(event);
            }
            Came::To(name(handover.stage()))
        }
    }
}

#[test]
fn the_hand_over_goes_as_the_page_says() {
    let mut wrong = Vec::new();
    let mut compare = |came: Came, says: Came, at: String| {
        if came != says {
            wrong.push(format!("{at}: came {came:?}, the page says {says:?}"));
        }
    };
    for row in read_beside(OPEN, CLOSED) {
        for stage in row.stages() {
            let handover = reach(&row, stage);
            assert_eq!(name(handover.stage()), stage);
            let at = format!("{} in {stage}", row.command);
            if row.by == "seam" {
                let told = handover.notify(Notice::SlipWithdrawn, today());
                let came = came(&handover, Ok(told.into_iter().collect()));
                compare(came, row.says(stage), at);
                continue;
            }
            let desk = if row.command == "AnnounceHandover" {
                A
            } else {
                B
            };
            for by in everybody(desk) {
                let decided = handover.decide(&order(by, today(), command(row.command)));
                let says = row.says_to(by, stage, stage != "announced");
                compare(came(&handover, decided), says, format!("{at} by {by:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_closed_before_she_came_is_announced_again() {
    for way in ["RejectHandover", "EndOnHerWord"] {
        let mut handover = held_in("announced", false, false);
        for what in [way, "ReopenHandover"] {
            for event in handover
                .decide(&order(author(B), today(), command(what)))
                .unwrap()
            {
                handover.evolve(&event);
            }
        }
        assert_eq!(handover.stage(), Stage::Announced, "{way}");
    }
}

#[test]
fn an_arrival_has_one_slip() {
    let decide = |handover: &Handover, what| handover.decide(&order(author(B), today(), what));
    let mut arrival = held_in("acknowledged", true, false);
    for event in decide(&arrival, command("LinkSlip")).unwrap() {
        arrival.evolve(&event);
    }
    assert_eq!(decide(&arrival, command("LinkSlip")), Ok(vec![]));
    assert_eq!(
        decide(&arrival, another_slip()),
        Err(Refusal::SlipLinkedAlready)
    );
    assert_eq!(arrival.held().map(|held| held.handover), Some(ARRIVAL));
}
