//! The consent, the path's stream: where one item stands, and what each command makes of it. She
//! says her word at a desk, so a desk gives the command; the page is A's, the message is told by B.

use domain::consents::{
    Act, AskedRelease, Consent, ConsentCommand, ConsentEvent, Decider, Item, RecordRelease,
    ReleaseMessage, Said, SaidHow, Stage, Subject, TABLE, WithdrawConsent, WithdrawEverything,
    WithdrawRelease,
};
use domain::slips::Message;
use domain::{Refusal, Staff};
use jiff::civil::Date;

use super::case::{
    A, B, C, HANDOVER, KEPT_AS, RECORD, ROUTE, asked, asking, author, day_after, last_day, line,
    note, order, today,
};
use super::page::{Came, Row, everybody, read};

const PAGE: &str = "
command               | by         | elsewhere        | blank               | granted   | refused             | withdrawn           | expired
RecordConsent granted | caseworker | as here          | granted             | granted   | granted             | withdrawn-on-that-day | granted
RecordConsent after   | caseworker | as here          | granted             | granted   | granted             | granted             | granted
RecordConsent before  | caseworker | as here          | granted             | granted   | granted             | withdrawn           | granted
RecordConsent older   | caseworker | as here          | granted             | granted   | refused             | withdrawn           | expired
RecordConsent refused | caseworker | as here          | refused             | refused   | refused             | refused             | refused
RecordRelease         | caseworker | as here          | same                | same      | same                | withdrawn-on-that-day | same
RecordRelease after   | caseworker | as here          | same                | same      | same                | same                | same
ReleaseMessage        | caseworker | always not-yours | same                | same      | same                | same                | same
WithdrawConsent       | caseworker | always not-yours | nothing-to-withdraw | withdrawn | nothing-to-withdraw | nothing-to-withdraw | nothing-to-withdraw
WithdrawEverything    | caseworker | as here          | -                   | withdrawn | refused             | withdrawn           | expired
ExpireConsent         | clock      |                  | -                   | expired   | -                   | -                   | -
";

const ITEM: Item = Item::FeedbackArrival;

const fn called(stage: Stage) -> &'static str {
    match stage {
        Stage::Blank => "blank",
        Stage::Granted => "granted",
        Stage::Refused => "refused",
        Stage::Withdrawn => "withdrawn",
        Stage::Expired => "expired",
    }
}

fn name(consent: &Consent) -> &'static str {
    called(Stage::of(consent.standing(ROUTE, ITEM)))
}

fn reach(stage: &str) -> Consent {
    let mut consent = Consent::default();
    if stage == "blank" {
        return consent;
    }
    let record = ConsentCommand::Record(asked(stage != "refused"));
    let mut way = vec![record];
    if stage == "withdrawn" {
        way.push(everything());
    }
    for what in way {
        for event in consent.decide(&order(author(A), today(), what)).unwrap() {
            consent.evolve(&event);
        }
    }
    if stage == "expired" {
        for event in consent.expire(day_after()) {
            consent.evolve(&event);
        }
    }
    consent
}

fn command(row: &Row, by: Staff) -> ConsentCommand {
    command_of(row.command, by)
}

fn command_of(name: &str, by: Staff) -> ConsentCommand {
    match name {
        "RecordConsent granted" => ConsentCommand::Record(asked(true)),
        "RecordConsent after" => said(Some(true), today()),
        "RecordConsent before" => said(Some(false), today()),
        "RecordConsent older" => said(None, today().yesterday().unwrap()),
        "RecordConsent refused" => ConsentCommand::Record(asked(false)),
        "RecordRelease" | "RecordRelease after" => ConsentCommand::RecordRelease(RecordRelease {
            record: RECORD,
            kept_as: KEPT_AS,
            recipient: B,
            born: None,
            asked: AskedRelease {
                discloser: line("Frau Sommer"),
                content: note().unwrap(),
                asking: asking(Subject::Release),
                decider: Some(Decider::Herself),
                given_on: today(),
                expires_on: None,
                signed_after_withdrawal: name.ends_with("after").then_some(true),
            },
        }),
        "ReleaseMessage" => ConsentCommand::ReleaseMessage(ReleaseMessage {
            route: ROUTE,
            handover: HANDOVER,
            message: Message::Arrived,
        }),
        "WithdrawConsent" => ConsentCommand::Withdraw(WithdrawConsent {
            record: RECORD,
            route: ROUTE,
            items: [ITEM].into(),
            said: in_person(),
        }),
        "WithdrawRelease" => ConsentCommand::WithdrawRelease(WithdrawRelease {
            record: RECORD,
            route: ROUTE,
            said: in_person(),
        }),
        "WithdrawEverything" => everything(),
        other => panic!("{other} is no command at a desk, {by:?}"),
    }
}

fn everything() -> ConsentCommand {
    ConsentCommand::WithdrawEverything(WithdrawEverything {
        record: RECORD,
        said: in_person(),
    })
}

fn in_person() -> Said {
    let now = order(author(A), today(), ()).now;
    Said::heard(SaidHow::InPerson, None, None, [], now).unwrap()
}

/// A yes of this day, and whether staff know that she signed after a withdrawal of that day.
fn said(signed_after_withdrawal: Option<bool>, given_on: Date) -> ConsentCommand {
    let mut command = asked(true);
    command.asked.signed_after_withdrawal = signed_after_withdrawal;
    command.asked.given_on = given_on;
    ConsentCommand::Record(command)
}

fn came(consent: &Consent, decided: Result<Vec<ConsentEvent>, Refusal>) -> Came {
    match decided {
        Err(refusal) => Came::refused(&refusal),
        Ok(events) if events.is_empty() => Came::Nothing,
        Ok(events) => {
            let mut consent = consent.clone();
            for event in &events {
                consent.evolve(event);
            }
            Came::To(name(&consent))
        }
    }
}

#[test]
fn a_consent_goes_as_the_page_says() {
    for row in read(PAGE) {
        let desk = if row.command == "ReleaseMessage" {
            B
        } else {
            A
        };
        let elsewhere = |by: Staff| by.institution == C && row.command.starts_with("Record");
        for stage in row.stages() {
            let consent = reach(stage);
            assert_eq!(name(&consent), stage);
            let at = format!("{} in {stage}", row.command);
            if row.by == "clock" {
                let expired = consent.expire(day_after());
                assert_eq!(came(&consent, Ok(expired)), row.says(stage), "{at}");
                assert_eq!(
                    consent.expire(last_day()),
                    vec![],
                    "{at}: it holds on that day"
                );
                continue;
            }
            for by in everybody(desk) {
                let says = match row.says_to(by, stage, true) {
                    // Another institution asks her for itself: this route stays as it is.
                    // What she took back elsewhere it is not asked about either.
                    Came::To(_) if elsewhere(by) => Came::To(stage),
                    Came::Refused(code) if elsewhere(by) && code == "withdrawn-on-that-day" => {
                        Came::To(stage)
                    }
                    says => says,
                };
                let decided = consent.decide(&order(by, today(), command(&row, by)));
                assert_eq!(came(&consent, decided), says, "{at} by {by:?}");
            }
        }
    }
}

#[test]
fn the_receiving_office_withdraws_for_her_what_it_holds() {
    let row = read(PAGE)
        .into_iter()
        .find(|row| row.command == "WithdrawConsent");
    let withdraw = order(author(B), today(), command(&row.unwrap(), author(B)));
    let consent = reach("granted");
    assert_eq!(
        came(&consent, consent.decide(&withdraw)),
        Came::To("withdrawn")
    );
}

/// A release from confidentiality has a standing of its own.
const RELEASE: &str = "
command            | by         | elsewhere        | blank               | granted   | withdrawn           | expired
RecordRelease      | caseworker | as here          | granted             | granted   | withdrawn-on-that-day | granted
RecordRelease after | caseworker | as here          | granted             | granted   | granted             | granted
WithdrawRelease    | caseworker | always not-yours | nothing-to-withdraw | withdrawn | nothing-to-withdraw | nothing-to-withdraw
WithdrawEverything | caseworker | as here          | -                   | withdrawn | withdrawn           | expired
";

fn released(stage: &str) -> Consent {
    let mut consent = Consent::default();
    let mut go = |what: Option<ConsentCommand>| {
        if let Some(what) = what {
            for event in consent.decide(&order(author(A), today(), what)).unwrap() {
                consent.evolve(&event);
            }
        }
    };
    let by = |name| command_of(name, author(A));
    go((stage != "blank").then(|| by("RecordRelease")));
    go((stage == "withdrawn").then(|| by("WithdrawEverything")));
    if stage == "expired" {
        let over = consent.expire(last_day().saturating_add(jiff::Span::new().years(2)));
        for event in &over {
            consent.evolve(event);
        }
    }
    consent
}

#[test]
fn a_release_from_confidentiality_goes_as_the_page_says() {
    let standing = |consent: &Consent| called(Stage::of(consent.release(ROUTE)));
    for row in read(RELEASE) {
        for stage in row.stages() {
            let consent = released(stage);
            assert_eq!(standing(&consent), stage);
            for by in everybody(A) {
                let elsewhere = by.institution == C && row.command.starts_with("RecordRelease");
                let says = match row.says_to(by, stage, true) {
                    Came::To(_) if elsewhere => Came::To(stage),
                    Came::Refused(code) if elsewhere && code == "withdrawn-on-that-day" => {
                        Came::To(stage)
                    }
                    says => says,
                };
                let order = order(by, today(), command_of(row.command, by));
                let came = match consent.decide(&order) {
                    Err(refusal) => Came::refused(&refusal),
                    Ok(events) if events.is_empty() => Came::Nothing,
                    Ok(events) => {
                        let mut after = consent.clone();
                        for event in &events {
                            after.evolve(event);
                        }
                        Came::To(standing(&after))
                    }
                };
                assert_eq!(came, says, "{} in {stage} by {by:?}", row.command);
            }
        }
    }
}

/// The table in the code says what the page says, cell by cell.
#[test]
fn the_table_is_the_page() {
    let rows: Vec<Row> = read(PAGE).into_iter().chain(read(RELEASE)).collect();
    for in_code in TABLE {
        let command = match in_code.command {
            // On the day of a withdrawal staff are asked first; what the table says is what they answer.
            Act::Grant => "RecordConsent after",
            Act::Refuse => "RecordConsent refused",
            Act::RecordRelease => "RecordRelease after",
            Act::ReleaseMessage => "ReleaseMessage",
            Act::Withdraw => "WithdrawConsent",
            Act::WithdrawRelease => "WithdrawRelease",
            Act::WithdrawEverything => "WithdrawEverything",
            Act::Expire => "ExpireConsent",
        };
        // What a release makes of itself stands on its own page, the last one with its name.
        let row = rows.iter().rfind(|row| row.command == command).unwrap();
        for stage in Stage::ALL {
            let Some(name) = row.stages().find(|name| *name == called(*stage)) else {
                continue;
            };
            let taken = in_code.is_taken_in(*stage) || in_code.is_done_in(*stage);
            let written = matches!(row.says(name), Came::To(_));
            assert_eq!(taken, written, "{command} in {name}");
        }
    }
}
