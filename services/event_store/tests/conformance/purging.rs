//! Purging: the ciphertext of what is erased is gone, the proof of the rest stays.

use crate::{
    bench::{TODAY, after, append, commit, event, noted, opening, whole_log},
    cancelling::polled,
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    NetworkId, OwnerId, PartClass, Position, Purge, StreamId, VerifyError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    what_is_purged_is_gone_and_the_rest_is_proven,
    parts_of_one_event_go_each_in_its_time,
    nothing_goes_before_its_time,
    a_purge_dropped_anywhere_is_begun_anew,
    a_purged_part_whose_key_lives_is_a_violation,
    rows_lose_shredded_parts_and_are_rebuilt_alike,
);

const FIRST: Position = Position::new(1);

/// One event with three parts: core, code, evidence.
async fn consent(bench: &TestStore) -> (NetworkId, StreamId, OwnerId) {
    let (network, stream) = (any_network(), any_stream());
    let path = any_owner();
    let members = json!({"event": "ConsentRecorded", "code": "K7-QX2", "evidence": "signed"});
    let write = opening(stream, path, vec![event(members)]);
    commit(bench.store(), append(network, vec![write])).await;
    (network, stream, path)
}

async fn what_is_purged_is_gone_and_the_rest_is_proven(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (gone, kept) = (any_owner(), any_owner());
    let named = |name: &str| event(json!({"event": "Named", "identity": name}));
    for (owner, name) in [(gone, "Kern"), (kept, "Lang")] {
        let write = opening(any_stream(), owner, vec![named(name), noted(1)]);
        commit(store, append(network, vec![write])).await;
    }
    let mut ciphertexts = bench.ciphertexts(network, FIRST).await;
    ciphertexts.extend(bench.ciphertexts(network, Position::new(2)).await);
    assert_eq!(ciphertexts.len(), 3);
    let nothing = store.purge(network, TODAY, 0).await.unwrap();
    assert_eq!(nothing, Purge::default(), "nothing is erased yet");
    store.erase_owner(network, gone, TODAY).await.unwrap();
    let (before, report) = (
        whole_log(store, network).await,
        verified(&bench, network).await,
    );
    assert!(
        bench.keeps(&ciphertexts[0]).await,
        "the search finds ciphertext"
    );
    let expected = Purge {
        events: 2,
        rows: 0,
        parts: 3,
    };
    assert_eq!(store.purge(network, TODAY, 0).await.unwrap(), expected);
    for ciphertext in ciphertexts {
        assert!(!bench.keeps(&ciphertext).await, "ciphertext is still there");
    }
    assert!(
        whole_log(store, network).await == before,
        "it reads as before"
    );
    assert_eq!(verified(&bench, network).await, report);
    assert_eq!(report, (4 + 1, 3), "with the store's own event");
    let again = store.purge(network, TODAY + 9, 0).await.unwrap();
    assert_eq!(again, Purge::default());
}

/// How many events a sound log has, and how many erased parts.
async fn verified(bench: &TestStore, network: NetworkId) -> (u64, u64) {
    let report = bench.store().verify(network, |_| Ok(())).await.unwrap();
    (report.events, report.erased_parts)
}

async fn parts_of_one_event_go_each_in_its_time(bench: TestStore) {
    let (network, stream, path) = consent(&bench).await;
    let store = bench.store();
    let mut shredding = append(network, Vec::new());
    shredding.shred = vec![(stream, PartClass::Code)];
    commit(store, shredding).await;
    assert_eq!(store.purge(network, TODAY, 0).await.unwrap().parts, 1);
    let members = json!({"event": "ConsentRecorded", "code": "erased", "evidence": "signed"});
    assert_eq!(json!(whole_log(store, network).await[0].event), members);
    store.erase_owner(network, path, TODAY).await.unwrap();
    assert_eq!(store.purge(network, TODAY, 0).await.unwrap().parts, 2);
    assert!(bench.ciphertexts(network, FIRST).await.is_empty());
    let left = json!({"event": "erased"});
    assert_eq!(json!(whole_log(store, network).await[0].event), left);
    assert_eq!(verified(&bench, network).await, (1 + 2, 3));
}

async fn nothing_goes_before_its_time(bench: TestStore) {
    let (network, _, path) = consent(&bench).await;
    let store = bench.store();
    store.erase_owner(network, path, TODAY).await.unwrap();
    // Erased again later: the first day counts.
    store.erase_owner(network, path, TODAY + 5).await.unwrap();
    for (today, after, parts) in [
        (TODAY, 1, 0),
        (TODAY + 29, 30, 0),
        (i32::MIN, u32::MAX, 0),
        (TODAY + 30, 30, 3),
    ] {
        let purge = store.purge(network, today, after).await.unwrap();
        assert_eq!(purge.parts, parts, "{after} days after on day {today}");
    }
}

async fn a_purge_dropped_anywhere_is_begun_anew(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (owner, stream) = (any_owner(), any_stream());
    // More events than one transaction takes.
    let events = (0..450).map(noted).collect();
    commit(store, append(network, vec![opening(stream, owner, events)])).await;
    store.erase_owner(network, owner, TODAY).await.unwrap();
    let mut polls = 1;
    while polled(polls, store.purge(network, TODAY, 0))
        .await
        .is_none()
    {
        assert_eq!(verified(&bench, network).await, (450 + 1, 450));
        polls += 10;
    }
    assert!(polls > 1, "it was dropped at least once");
    for position in 1..=450 {
        assert!(
            bench
                .ciphertexts(network, Position::new(position))
                .await
                .is_empty()
        );
    }
    assert_eq!(
        store.purge(network, TODAY, 0).await.unwrap(),
        Purge::default()
    );
}

async fn a_purged_part_whose_key_lives_is_a_violation(bench: TestStore) {
    let (network, stream, path) = consent(&bench).await;
    commit(
        bench.store(),
        append(network, vec![after(stream, 1, vec![noted(1)])]),
    )
    .await;
    bench.forge_purge(network, FIRST).await;
    match bench.store().verify(network, |_| Ok(())).await {
        Err(VerifyError::Violation(violation)) => {
            assert_eq!(violation.position, FIRST);
            let what = "part 0 is purged, but its key has not ended";
            assert_eq!(violation.what, what);
        }
        other => panic!("a violation is expected: {other:?}"),
    }
    assert!(bench.store().load(network, stream).await.is_err());
    bench
        .store()
        .erase_owner(network, path, TODAY)
        .await
        .unwrap();
    let report = bench.store().verify(network, |_| Ok(())).await.unwrap();
    assert_eq!(report.erased_parts, 4, "with tombstones it is in order");
}

async fn rows_lose_shredded_parts_and_are_rebuilt_alike(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (shredded, gone) = (any_owner(), any_owner());
    let stream = came(store, network, (desk, shredded), (Some(1), "Kern")).await;
    let erased = came(store, network, (desk, gone), (Some(2), "Lang")).await;
    came(store, network, (desk, any_owner()), (Some(3), "Frey")).await;
    for stream in [stream, erased] {
        came_again(store, network, stream, 1).await;
    }
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    store.erase_owner(network, gone, TODAY).await.unwrap();
    let mut shredding = append(network, Vec::new());
    shredding.shred = vec![(stream, PartClass::Identity)];
    commit(store, shredding).await;
    let lived = store.rows().dump::<Visits>(network).await.unwrap();
    let mut names: Vec<_> = lived.iter().map(|row| &row.row["identity"]).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["Frey", "erased"]);
    let purge = store.purge(network, TODAY, 0).await.unwrap();
    let expected = Purge {
        events: 3,
        rows: 1,
        parts: 5,
    };
    assert_eq!(purge, expected);
    assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
    projector.rebuild(network).await.unwrap();
    assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
    came_again(store, network, stream, 2).await;
    projector.catch_up(network).await.unwrap();
    let on = store.rows().dump::<Visits>(network).await.unwrap();
    let counted = on.iter().find(|row| row.row["count"] == 3).unwrap();
    assert_eq!(counted.row["identity"], "erased");
    assert_eq!(
        store.purge(network, TODAY, 0).await.unwrap(),
        Purge::default()
    );
}
