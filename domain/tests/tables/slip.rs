//! The slip, A's stream. Revived and reissued slips are *issued*; the retraction crosses the seam as
//! the feedback did, and only what was heard can be taken back.

use domain::consents::Item;
use domain::slips::{
    EnterInError, HerWord, Message, NewCodes, Reappointed, Reissue, Revive, Slip, SlipCommand,
    SlipEvent, Stage,
};
use domain::vocabulary::Experience;
use domain::{Refusal, Staff};
use jiff::civil::Date;

use super::case::{A, author, code, day_after, issue, last_day, note, order, permit, slip, today};
use super::page::{Came, Row, everybody, read};

const PAGE: &str = "
command           | by           | elsewhere | blank     | issued        | withdrawn         | ended               | in-error
IssueSlip         | caseworker   | as here   | issued    | already-there | already-there     | already-there       | already-there
ReissueSlip       | caseworker   | not-yours | not-found | issued        | slip-is-withdrawn | slip-validity-ended | entered-in-error
HideSlipSender    | caseworker   | not-yours | not-found | same          | same              | same                | same
WithdrawSlip      | caseworker   | not-yours | not-found | withdrawn     | -                 | withdrawn           | entered-in-error
EndValidity       | clock        |           | -         | ended         | -                 | -                   | -
ReviveSlip        | caseworker   | not-yours | not-found | slip-not-over | slip-is-withdrawn | issued              | entered-in-error
EnterSlipInError  | author, lead | not-yours | not-found | in-error      | in-error          | in-error            | entered-in-error
ReceiveFeedback   | seam         |           | not-found | same          | same              | same                | same
ReceiveRetraction | seam         |           | -         | same          | same              | same                | same
ReceiveHerWord    | seam         |           | not-found | same          | same              | same                | same
RecordPaperReturn | caseworker   | not-yours | not-found | same          | same              | same                | same
ReceiveCallBack   | seam         |           | not-found | same          | same              | same                | same
SettleCallBack    | caseworker   | not-yours | not-found | same          | same              | same                | same
";

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Blank => "blank",
        Stage::Issued => "issued",
        Stage::Withdrawn => "withdrawn",
        Stage::ValidityEnded => "ended",
        Stage::InError => "in-error",
    }
}

/// A slip in this stage, by real events, and a day on which it stands there.
fn reach(stage: &str, clock_wrote: bool) -> (Slip, Date) {
    let mut slip = if stage == "blank" {
        Slip::default()
    } else {
        slip()
    };
    if stage != "blank" {
        let heard = slip.receive(&permit(), Message::Arrived).unwrap();
        slip.evolve(&heard);
        let asked = slip.receive_call_back(today()).unwrap();
        slip.evolve(&asked);
    }
    let way = match stage {
        "withdrawn" => Some(SlipCommand::Withdraw),
        "in-error" => Some(SlipCommand::EnterInError(EnterInError { comment: note() })),
        _ => None,
    };
    if let Some(what) = way {
        for event in slip.decide(&order(author(A), today(), what)).unwrap() {
            slip.evolve(&event);
        }
    }
    if stage != "ended" {
        return (slip, today());
    }
    if clock_wrote {
        let ended = slip.end_validity(day_after()).unwrap();
        slip.evolve(&ended);
    }
    (slip, day_after())
}

fn command(row: &Row, by: Staff, on: Date) -> SlipCommand {
    match row.command {
        // Another institution has no consent of hers: its slip is pseudonymous.
        "IssueSlip" => issue((by.institution == A).then(permit)),
        "ReissueSlip" => SlipCommand::Reissue(
            Reissue {
                her_wish: true,
                valid_until: on,
                appointment: Reappointed::AsBefore,
                paper: None,
            },
            Box::new(NewCodes {
                code: code(),
                code_hashes: vec![],
            }),
        ),
        "HideSlipSender" => SlipCommand::HideSender,
        "WithdrawSlip" => SlipCommand::Withdraw,
        "ReviveSlip" => SlipCommand::Revive(Revive { valid_until: on }),
        "EnterSlipInError" => SlipCommand::EnterInError(EnterInError { comment: note() }),
        "RecordPaperReturn" => SlipCommand::RecordPaperReturn {
            request: Message::Arrived.into(),
            by_benefits_office: false,
        },
        "SettleCallBack" => SlipCommand::SettleCallBack,
        other => panic!("{other} is no command of the staff"),
    }
}

fn came(slip: &Slip, decided: Result<Vec<SlipEvent>, Refusal>, on: Date) -> Came {
    match decided {
        Err(refusal) => Came::refused(&refusal),
        Ok(events) if events.is_empty() => Came::Nothing,
        Ok(events) => {
            let mut slip = slip.clone();
            for event in &events {
                slip.evolve(event);
            }
            Came::To(name(slip.stage_on(on)))
        }
    }
}

fn without_staff(row: &Row, slip: &Slip) -> Option<Result<Vec<SlipEvent>, Refusal>> {
    let her_word = HerWord {
        experience: Experience::GotHelp,
        words: None,
    };
    let one = |event: Option<SlipEvent>| Ok(event.into_iter().collect());
    Some(match row.command {
        "EndValidity" => one(slip.end_validity(day_after())),
        "ReceiveFeedback" => slip.receive(&permit(), Message::Accepted).map(|e| vec![e]),
        "ReceiveRetraction" => one(slip.receive_retraction(Message::Arrived)),
        "ReceiveCallBack" => slip.receive_call_back(today()).map(|e| vec![e]),
        "ReceiveHerWord" => slip.receive_her_word(&her_word).map(|e| vec![e]),
        _ => return None,
    })
}

#[test]
fn the_slip_goes_as_the_page_says() {
    for row in read(PAGE) {
        for stage in row.stages() {
            for clock_wrote in [true, false] {
                let (slip, on) = reach(stage, clock_wrote);
                assert_eq!(name(slip.stage_on(on)), stage);
                if row.command == "EndValidity" && stage == "ended" && !clock_wrote {
                    continue; // that is the row's own step, seen in the column *issued*
                }
                let at = format!("{} in {stage}", row.command);
                if let Some(decided) = without_staff(&row, &slip) {
                    let then = if row.by == "clock" { day_after() } else { on };
                    assert_eq!(came(&slip, decided, then), row.says(stage), "{at}");
                    continue;
                }
                for by in everybody(A) {
                    let decided = slip.decide(&order(by, on, command(&row, by, on)));
                    let says = row.says_to(by, stage, true);
                    assert_eq!(came(&slip, decided, on), says, "{at} by {by:?}");
                }
            }
        }
    }
}

#[test]
fn a_slip_holds_on_its_last_day_and_ends_on_the_next_whatever_happened() {
    let slip = slip();
    assert_eq!(slip.end_validity(last_day()), None);
    assert_eq!(slip.stage_on(last_day()), Stage::Issued);
    assert_eq!(slip.stage_on(day_after()), Stage::ValidityEnded);
}

#[test]
fn nothing_crosses_the_seam_that_she_did_not_allow_for_this_route() {
    let (slip, _) = reach("issued", true);
    for message in [Message::Arrived, Message::Accepted, Message::NotAccepted] {
        assert!(slip.receive(&permit(), message).is_ok());
        let item = message.item();
        let nothing = domain::consents::Consent::default().live(
            super::case::PATH,
            super::case::ROUTE,
            &Item::ALL.iter().copied().collect(),
            today(),
        );
        let refused = Err(Refusal::FeedbackNotPermitted { item });
        assert_eq!(slip.receive(&nothing, message), refused);
    }
}
