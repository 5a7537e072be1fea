//! Read models are disposable and the log proves itself: rebuilding gives the same rows, erased
//! ones stay away, one changed byte is found and named.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod played;

use acceptance::{Office, Town, on_both};
use casework::verify::{Report, verify};
use event_store::{Position, Recorded, VerifyError};
use played::{Rows, erases, plays, rows};

on_both!(
    rebuilding_gives_the_rows_that_living_through_it_gave,
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
        let broken =
            "DELETE FROM view_row WHERE read_model IN ('slips', 'handovers', 'access_log')";
        town.store().tamper(broken).await;
        assert_eq!(count(&rows(&town).await, "slips"), 0);
        rebuilds(&town).await;
        same(&rows(&town).await, &lived);
    }
);

on_both!(
    an_erased_record_stays_gone_and_the_other_office_keeps_its_own,
    |town| async move {
        let played = plays(&town).await;
        let lived = rows(&town).await;
        erases(&town, &played.senders_record).await;
        let erased = rows(&town).await;
        for (model, gone) in [
            ("slips", 1),
            ("clients", 1),
            ("handovers", 0),
            ("worklist", 0),
        ] {
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
        let office = town.caseworker(Office::Jugendamt).await;
        let kept = office
            .get(&format!("/api/v1/handovers/{}", played.handover))
            .await;
        assert_eq!(kept.ok().json()["identity"]["name"], "Frau Neumann");

        erases(&town, &played.offices_record).await;
        let erased = rows(&town).await;
        for (model, gone) in [("clients", 2), ("handovers", 1), ("worklist", 1)] {
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
    verify_proves_each_disclosure_and_no_erased_one,
    |town| async move {
        let played = plays(&town).await;
        let whole = verifies(&town).await.unwrap();
        let log = log(&town).await;
        assert_eq!(whole.events, log.len() as u64);
        assert_eq!(whole.no_longer_provable, 0);
        let discloses = |event: &&Recorded| event.event.contains_key("disclosure");
        let traces = log.iter().filter(discloses).count() as u64;
        assert!(traces >= 5, "the job discloses");
        assert_eq!(whole.disclosures, traces, "each is proven");

        erases(&town, &played.senders_record).await;
        let slip = played.slip.parse::<domain::SlipId>().unwrap().bytes();
        let hers = log.iter().filter(|event| *event.stream.as_bytes() == slip);
        let without = verifies(&town).await.unwrap();
        assert_eq!(without.events, whole.events, "the log keeps its places");
        assert!(without.no_longer_provable > hers.count() as u64);
        assert!(without.disclosures < whole.disclosures, "not proven");

        let paths: Vec<&str> = log.iter().filter_map(path_of).collect();
        assert_eq!(paths.len(), 2, "one for each of the two");
        for path in paths {
            erases(&town, path).await;
        }
        let unknown = verifies(&town).await.unwrap();
        assert_eq!(unknown.events, whole.events);
        assert_eq!(unknown.disclosures, 0, "nothing is proven without her word");
    }
);

on_both!(
    verify_names_the_position_of_a_changed_byte,
    |town| async move {
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
        let day = |change| format!("recorded_on = recorded_on {change} 1 WHERE position = {last}");
        let place = |from, to| format!("position = {to} WHERE position = {from}");
        for (changed, undone, found_at) in [
            (day("+"), day("-"), last),
            (place(last, last + 1), place(last + 1, last), last + 1),
            (place(3, 0), place(0, 3), 4),
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
    }
);

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
