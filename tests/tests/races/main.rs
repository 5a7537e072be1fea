//! Withdrawal and disclosure, two offices, two caseworkers: forced together by a barrier, from
//! connections of their own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod between_readings;
mod counters;
mod her;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use acceptance::{Caseworker, Office, Person, Town, on_both};
use casework::{Acknowledge, Failure};
use counters::{Pair, Start};
use domain::codes::{PresentedCode, TypedCode};
use domain::consents::Item;
use domain::vocabulary::Role;
use domain::{Refusal, Staff};
use event_store::{Checks, Recorded, VerifyError};
use serde_json::json;

const ROUNDS: u32 = 100;

on_both!(no_slip_is_issued_behind_a_withdrawal, |town| async move {
    let found = rounds(&town, Checks::On, Disclosure::ByIssuing).await;
    found.never_behind_and_in_both_orders();
    the_log_is_proven(&town, found.disclosed).await;
});

on_both!(
    nothing_is_copied_to_the_office_behind_a_withdrawal,
    |town| async move {
        let found = rounds(&town, Checks::On, Disclosure::ByAcknowledging).await;
        found.never_behind_and_in_both_orders();
        the_log_is_proven(&town, found.disclosed).await;
    }
);

on_both!(
    without_guards_a_slip_is_issued_behind_a_withdrawal,
    |town| async move {
        let found = rounds(&town, Checks::Off, Disclosure::ByIssuing).await;
        assert!(
            found.behind > 0,
            "the race was never lost: this test proves nothing"
        );
        the_log_is_disproven(&town).await;
    }
);

on_both!(
    without_guards_data_is_copied_behind_a_withdrawal,
    |town| async move {
        let found = rounds(&town, Checks::Off, Disclosure::ByAcknowledging).await;
        assert!(
            found.behind > 0,
            "the race was never lost: this test proves nothing"
        );
        the_log_is_disproven(&town).await;
    }
);

on_both!(
    of_two_offices_one_wins_and_the_foreign_one_reads_unknown_code,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let addressee = town.caseworker(Office::Jugendamt).await;
        let foreign = town.caseworker(Office::Wohnungsamt).await;
        let rubbish = TypedCode::draw([0x5A; 10]).grouped();
        let rubbish = json!({"code": rubbish, "accept": true});
        let unknown = foreign.post("/api/v1/handovers", &rubbish).await;
        for _ in 0..10 {
            let slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
            let (_, code) = sender.issues(&slip).await;
            let body = json!({"code": code, "accept": true});
            let (won, lost) = tokio::join!(
                addressee.post("/api/v1/handovers", &body),
                foreign.post("/api/v1/handovers", &body),
            );
            let path = format!("/api/v1/handovers/{}", won.ok().member("handover"));
            assert_eq!(addressee.get(&path).await.ok().json()["state"], "accepted");
            assert_eq!(lost.problem(), "unknown-code");
            assert_eq!(lost, unknown, "like a code that nobody has");
        }
        let worklist = foreign.get("/api/v1/worklist").await.ok();
        assert_eq!(worklist.json()["worklist"], json!([]));
    }
);

on_both!(
    two_caseworkers_of_one_office_get_one_hand_over,
    |town| async move {
        let pair = Pair::at(&town, Checks::On).await;
        let office = [
            Town::staff(Office::Schuldnerberatung),
            colleague(&town).await,
        ];
        assert_ne!(office[0].account, office[1].account);
        for round in 0..20 {
            let her = pair
                .one
                .her(Office::Jugendamt, Office::Schuldnerberatung)
                .await;
            let code = pair.one.code_for(&her).await;
            let before = pair.one.head().await;
            pair.together(Start::of(round));
            let [one, other] =
                [(&pair.one, office[0]), (&pair.other, office[1])].map(|(at, by)| {
                    let (desk, key) = (at.desk.clone(), at.desk.fresh_key());
                    let command = arrival(&code);
                    tokio::spawn(async move { desk.perform(by, &command, &key).await })
                });
            let (one, other) = (in_time(one).await.unwrap(), in_time(other).await.unwrap());
            assert_eq!(one, other, "the same answer");
            let events = pair.one.since(before).await;
            let names = named(&events);
            for once in [
                "HandoverAcknowledged",
                "HandoverAccepted",
                "CopyHanded",
                "ClientRecorded",
            ] {
                assert_eq!(names.get(once), Some(&1), "round {round}: {once} {names:?}");
            }
        }
    }
);

/// The other caseworker of the Schuldnerberatung, as her token says.
async fn colleague(town: &Town) -> Staff {
    let user = Person::Role(Role::Caseworker).user();
    let signed_in = town.desk().sign_in(&user, acceptance::PASSWORD).await;
    signed_in.unwrap().staff
}

/// How her name reaches the other office.
#[derive(Clone, Copy, PartialEq)]
enum Disclosure {
    ByIssuing,
    ByAcknowledging,
}

/// What the rounds showed.
#[derive(Default)]
struct Found {
    disclosed: u64,
    withheld: u64,
    behind: u64,
}

impl Found {
    fn never_behind_and_in_both_orders(&self) {
        assert_eq!(self.behind, 0, "disclosed behind a withdrawal");
        assert_eq!(self.disclosed + self.withheld, u64::from(ROUNDS));
        assert!(self.disclosed > 0 && self.withheld > 0, "one order only");
    }
}

/// She takes her name back at the very moment at which it is disclosed; the log says which came
/// first. Without checks the rounds end with the first violation.
async fn rounds(town: &Town, checks: Checks, how: Disclosure) -> Found {
    let pair = Pair::at(town, checks).await;
    let mut found = Found::default();
    for round in 0..ROUNDS {
        let her = pair
            .one
            .her(Office::Schuldnerberatung, Office::Jugendamt)
            .await;
        let code = match how {
            Disclosure::ByIssuing => None,
            Disclosure::ByAcknowledging => Some(pair.one.code_for(&her).await),
        };
        let before = pair.one.head().await;
        pair.together(Start::of(round));
        let (disclosing, withdrawing) = (pair.one.desk.clone(), pair.other.desk.clone());
        let key = disclosing.fresh_key();
        let slip = her.slip();
        let disclosure = tokio::spawn(async move {
            match code {
                None => disclosing.perform(slip.0, &slip.1, &key).await.map(drop),
                Some(code) => {
                    let by = Town::staff(Office::Jugendamt);
                    disclosing
                        .perform(by, &arrival(&code), &key)
                        .await
                        .map(drop)
                }
            }
        });
        let (by, command) = her.withdrawal();
        let withdrawal = tokio::spawn(async move {
            let key = withdrawing.fresh_key();
            withdrawing.perform(by, &command, &key).await
        });
        in_time(withdrawal).await.unwrap();
        let done = in_time(disclosure).await;

        let events = pair.one.since(before).await;
        let (disclosed, behind) = disclosed_and_behind(&events);
        match (&done, how) {
            (Ok(()), Disclosure::ByIssuing) => assert!(disclosed),
            (Err(failure), Disclosure::ByIssuing) => {
                assert!(!disclosed);
                let Failure::Refused(Refusal::ConsentMissing {
                    item: Item::Identity,
                }) = failure
                else {
                    panic!("refused, but not for her missing word: {failure}");
                };
            }
            // Arriving never fails for want of consent: the name stays blank.
            (done, Disclosure::ByAcknowledging) => assert!(done.is_ok(), "{done:?}"),
        }
        found.disclosed += u64::from(disclosed);
        found.withheld += u64::from(!disclosed);
        found.behind += u64::from(behind);
        if checks == Checks::Off && behind {
            break;
        }
    }
    found
}

/// Whether her name was disclosed at all, and whether behind her withdrawal.
fn disclosed_and_behind(events: &[Recorded]) -> (bool, bool) {
    let withdrawn = events
        .iter()
        .position(|event| event.name() == "ConsentWithdrawn");
    let withdrawn = withdrawn.unwrap();
    let names_her = |event: &&Recorded| {
        let traced = event.event.get("disclosure").map(|trace| &trace["items"]);
        let copied = event.event.get("items");
        let copied = copied.filter(|_| ["CopyHanded", "CopyShown"].contains(&event.name()));
        let items = [traced, copied].into_iter().flatten();
        let mut items = items.filter_map(|items| items.as_array()).flatten();
        items.any(|item| item == "identity") || event.event.contains_key("identity")
    };
    let behind = events[withdrawn..].iter().any(|event| names_her(&event));
    (events.iter().any(|event| names_her(&event)), behind)
}

async fn the_log_is_proven(town: &Town, at_least: u64) {
    let desk = town.desk();
    let report = casework::verify::verify(desk.store(), desk.network()).await;
    let report = report.unwrap();
    assert!(report.disclosures >= at_least, "{report:?}");
    assert_eq!(report.no_longer_provable, 0);
}

async fn the_log_is_disproven(town: &Town) {
    let desk = town.desk();
    let found = casework::verify::verify(desk.store(), desk.network()).await;
    let Err(VerifyError::Violation(violation)) = found else {
        panic!("verify found nothing: {found:?}");
    };
    assert_eq!(
        violation.what,
        "identity was disclosed without a live consent"
    );
    let head = desk.store().head(desk.network()).await.unwrap();
    assert!(violation.position <= head && violation.position.get() + 10 > head.get());
}

fn arrival(code: &PresentedCode) -> Acknowledge {
    Acknowledge {
        code: code.clone(),
        arrived_on: Some(Town::today()),
        accept: true,
        tell: BTreeSet::new(),
    }
}

fn named(events: &[Recorded]) -> BTreeMap<&str, u32> {
    let mut names = BTreeMap::new();
    for event in events {
        *names.entry(event.name()).or_default() += 1;
    }
    names
}

async fn in_time<T>(task: tokio::task::JoinHandle<T>) -> T {
    let done = tokio::time::timeout(Duration::from_mins(1), task).await;
    done.expect("nobody waits for ever").unwrap()
}
