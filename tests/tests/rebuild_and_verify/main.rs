//! Read models are disposable and the log proves itself: rebuilding gives the same rows, erased
//! ones stay away, one changed byte is found and named.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod played;

use std::collections::BTreeSet;

use acceptance::{Office, Town, on_both};
use casework::verify::{Report, verify};
use event_store::{Position, Recorded, VerifyError};
use played::{Rows, erases, plays, rows};
use serde_json::json;

on_both!(
    rebuilding_gives_the_rows_that_were_lived,
    |town| async move {
        plays(&town).await;
        let lived = rows(&town).await;
        assert_eq!(
            lived.len(),
            read_models::all().len(),
            "a model is not compared"
        );
        for (model, rows) in &lived {
            assert!(!rows.is_empty(), "{model} is empty: nothing is compared");
        }
        let before = generations(&town).await;
        rebuilds(&town).await;
        let after = generations(&town).await;
        assert!(
            after.iter().min() > before.iter().max(),
            "new rows, not the old ones"
        );
        same(&rows(&town).await, &lived);

        // Rows come from the log alone: what somebody broke in them is whole again.
        let broken = "DELETE FROM view_row WHERE generation IN (SELECT generation FROM checkpoint \
                      WHERE read_model IN ('slips', 'handovers', 'access_log'))";
        town.store().tamper(broken).await;
        assert_eq!(count(&rows(&town).await, "slips"), 0);
        rebuilds(&town).await;
        same(&rows(&town).await, &lived);
    }
);

on_both!(
    an_erased_record_is_gone_lived_and_rebuilt,
    |town| async move {
        let played = plays(&town).await;
        let lived = rows(&town).await;
        erases(&town, &played.senders_record).await;
        let erased = rows(&town).await;
        for (model, gone) in [("slips", 1), ("clients", 1), ("handovers", 0)] {
            assert_eq!(
                count(&lived, model) - count(&erased, model),
                gone,
                "{model}"
            );
        }
        rebuilds(&town).await;
        same(&rows(&town).await, &erased);
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        for path in ["slips", "clients"] {
            let list = sender.get(&format!("/api/v1/{path}")).await.ok();
            assert!(!list.text.contains("Neumann"), "{}", list.text);
        }
        erases(&town, &played.offices_record).await;
        let erased = rows(&town).await;
        for (model, gone) in [("clients", 2), ("handovers", 1)] {
            assert_eq!(
                count(&lived, model) - count(&erased, model),
                gone,
                "{model}"
            );
        }
        rebuilds(&town).await;
        same(&rows(&town).await, &erased);
    }
);

on_both!(
    a_hand_over_goes_on_when_the_sender_erased_her,
    |town| async move {
        let played = plays(&town).await;
        let office = town.caseworker(Office::Jugendamt).await;
        let path = format!("/api/v1/handovers/{}", played.handover);
        let before = office.get(&path).await.ok();
        assert_eq!(before.json()["tellable"], json!(["feedback_acceptance"]));
        erases(&town, &played.senders_record).await;
        assert_eq!(office.get(&path).await, before, "the office cannot tell");

        let body = json!({"items": ["feedback_acceptance"]});
        let told = office.post(&format!("{path}/feedback"), &body).await.ok();
        assert_eq!(told.member("handover"), played.handover, "the same answer");
        let after = office.get(&path).await.ok().json();
        assert_eq!(after["told"].as_array().unwrap().len(), 3);
        assert_eq!(after["identity"]["name"], "Frau Neumann");
        let body = json!({"code": played.code});
        let code = office.post("/api/v1/handovers/lookup", &body).await;
        assert_eq!(code.problem(), "unknown-code", "the slip is gone");
        verifies(&town).await.unwrap();
    }
);

on_both!(
    without_her_word_she_arrives_all_the_same,
    |town| async move {
        plays(&town).await;
        let log = log(&town).await;
        let path = log.iter().find_map(path_of).unwrap();
        erases(&town, path).await;
        let office = town.caseworker(Office::Wohnungsamt).await;
        let worklist = office.get("/api/v1/worklist").await.ok().json();
        let announced = worklist["worklist"][0]["handover"].as_str().unwrap();
        let code = open_code(&log);
        let body = json!({"code": code});
        office.post("/api/v1/handovers/lookup", &body).await.ok();
        assert_eq!(office.takes_on(&code, &[]).await, announced);
        let held = office.get(&format!("/api/v1/handovers/{announced}")).await;
        let held = held.ok().json();
        assert_eq!(held["state"], "accepted");
        assert_eq!((held.get("identity"), held.get("need")), (None, None));
        verifies(&town).await.unwrap();
    }
);

on_both!(
    verify_proves_what_is_left_and_counts_what_is_erased,
    |town| async move {
        let played = plays(&town).await;
        let (whole, traces, erased) = proven(&town).await;
        assert_eq!(whole.no_longer_provable, 0);
        assert_eq!(whole.disclosures, traces, "each is proven");
        assert!(traces >= 7 && erased == 0, "the job discloses");

        erases(&town, &played.senders_record).await;
        let (without, traces, erased) = proven(&town).await;
        // The log keeps its places; one event more, the store's own, says which keys have ended.
        assert_eq!(without.events, whole.events + 1);
        assert_eq!(without.disclosures, 2, "those of the other slip");
        assert!(traces > 2 && erased > 3, "she was disclosed, and is erased");
        let unknown = traces - without.disclosures;
        assert_eq!(without.no_longer_provable, erased + unknown);

        let log = log(&town).await;
        for path in log.iter().filter_map(consent_of).collect::<BTreeSet<_>>() {
            erases(&town, path).await;
        }
        let (unknown, traces, erased) = proven(&town).await;
        assert_eq!(unknown.disclosures, 0, "nothing is proven without her word");
        assert_eq!(unknown.no_longer_provable, erased + traces);
    }
);

on_both!(verify_names_the_position_that_changed, |town| async move {
    plays(&town).await;
    let last = log(&town).await.len() as u64;
    for position in [1, 2, last / 2, last].map(Position::new) {
        for thorough in [false, true] {
            // Far behind the frame of the first part: a byte of its ciphertext.
            forges(&town, position, 60, thorough).await;
            let what = violation_at(&town, position).await;
            let leaf = what == "its leaf does not fit its columns and body";
            assert_eq!(leaf, !thorough, "{what}");
            forges(&town, position, 60, thorough).await;
            verifies(&town).await.unwrap();
        }
    }
    let (store, network) = (town.store(), town.desk().network());
    let id = store.event_id(network, last).await;
    let day = |change| format!("recorded_on = recorded_on {change} 1 WHERE id = {id}");
    let place = |from, to| format!("id = {to} WHERE id = {from}");
    let beyond = store.event_id(network, last + 1).await;
    for (changed, undone, found_at) in [
        (day("+"), day("-"), last),
        (place(id, beyond), place(beyond, id), last + 1),
    ] {
        town.store()
            .tamper(&format!("UPDATE event SET {changed}"))
            .await;
        violation_at(&town, Position::new(found_at)).await;
        town.store()
            .tamper(&format!("UPDATE event SET {undone}"))
            .await;
        verifies(&town).await.unwrap();
    }
    let third = store.event_id(network, 3).await;
    store
        .tamper(&format!("DELETE FROM event WHERE id = {third}"))
        .await;
    violation_at(&town, Position::new(4)).await;
});

fn same(one: &Rows, other: &Rows) {
    for ((model, one), (_, other)) in one.iter().zip(other) {
        assert_eq!(one.len(), other.len(), "{model}");
        for (one, other) in one.iter().zip(other) {
            let differ = format!("{model}: {} {}", one.row, other.row);
            assert!(one == other, "{differ}");
        }
    }
}

fn count(rows: &Rows, model: &str) -> usize {
    rows.iter()
        .find(|(name, _)| *name == model)
        .unwrap()
        .1
        .len()
}

async fn generations(town: &Town) -> Vec<i64> {
    let checkpoints = town.store().checkpoints().await;
    checkpoints
        .iter()
        .map(|(generation, _)| *generation)
        .collect()
}

async fn rebuilds(town: &Town) {
    town.projector()
        .rebuild(town.desk().network())
        .await
        .unwrap();
}

/// The report, and of the same log how many events disclose and how many are erased.
async fn proven(town: &Town) -> (Report, u64, u64) {
    let report = verifies(town).await.unwrap();
    let log = log(town).await;
    assert_eq!(report.events, log.len() as u64);
    let discloses = |event: &&Recorded| event.event.contains_key("disclosure");
    let traces = log.iter().filter(discloses).count() as u64;
    let erased = log.iter().filter(|event| event.is_erased()).count() as u64;
    (report, traces, erased)
}

/// The code of the slip that nobody has presented: the first.
fn open_code(log: &[Recorded]) -> String {
    let issued = log.iter().find(|event| event.name() == "SlipIssued");
    let code = &issued.unwrap().event["code"]["typed"];
    code.as_str().unwrap().to_owned()
}

/// The path under whose consent an event discloses.
fn consent_of(event: &Recorded) -> Option<&str> {
    event.event.get("disclosure")?["consent"].as_str()
}

/// The path of a slip that was issued.
fn path_of(event: &Recorded) -> Option<&str> {
    let path = event.event.get("path")?.as_str();
    path.filter(|_| event.name() == "SlipIssued")
}

async fn log(town: &Town) -> Vec<Recorded> {
    let store = town.store().store();
    let whole = store.read_from(town.desk().network(), Position::START, 10_000);
    whole.await.unwrap()
}

async fn forges(town: &Town, position: Position, at: usize, leaf: bool) {
    let network = town.desk().network();
    town.store().forge_body(network, position, at, leaf).await;
}

async fn verifies(town: &Town) -> Result<Report, VerifyError> {
    verify(town.store().store(), town.desk().network()).await
}

/// What verify says is wrong, at that very position.
async fn violation_at(town: &Town, position: Position) -> String {
    match verifies(town).await {
        Err(VerifyError::Violation(violation)) => {
            assert_eq!(violation.position, position, "{}", violation.what);
            violation.what
        }
        other => panic!("nothing was found at {}: {other:?}", position.get()),
    }
}
