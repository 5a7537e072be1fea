//! An auditor finds what was changed behind the store's back.

use crate::bench::{append, commit, event, noted, opening};
use event_store::{
    NetworkId, Position, StoreReport, VerifyError, Violation,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    a_sound_log_is_reported,
    each_forgery_is_found,
    a_forger_who_fits_the_leaf_cannot_fit_the_seal,
    the_visitors_refusal_is_a_violation,
    a_key_that_ended_by_another_hand_is_found,
    a_tail_cut_together_with_its_head_is_found_by_what_was_answered,
);

async fn four_events(bench: &TestStore) -> NetworkId {
    let network = any_network();
    for number in 0..2 {
        let named = event(json!({"event": "Named", "identity": format!("person {number}")}));
        let write = opening(any_stream(), any_owner(), vec![noted(number), named]);
        commit(bench.store(), append(network, vec![write])).await;
    }
    network
}

async fn violation(bench: &TestStore, network: NetworkId) -> Violation {
    match bench.store().verify(network, |_| Ok(())).await {
        Err(VerifyError::Violation(violation)) => violation,
        other => panic!("a violation is expected: {other:?}"),
    }
}

async fn a_sound_log_is_reported(bench: TestStore) {
    let network = four_events(&bench).await;
    let mut seen = Vec::new();
    let report = bench.store().verify(network, |event| {
        seen.push(event.name().to_owned());
        Ok(())
    });
    let expected = StoreReport {
        events: 4,
        streams: 2,
        erased_parts: 0,
        head: Position::new(4),
    };
    assert_eq!(report.await.unwrap(), expected);
    assert_eq!(seen, ["Noted", "Named", "Noted", "Named"]);
}

async fn each_forgery_is_found(bench: TestStore) {
    for (sql, position, what) in [
        (
            "UPDATE event SET recorded_on = recorded_on + 1 WHERE id = EVENT4",
            4,
            "header",
        ),
        (
            "UPDATE event SET recorded_on = recorded_on - 1 WHERE id = EVENT3",
            3,
            "header",
        ),
        (
            "UPDATE event SET slot = slot + 1 WHERE id = EVENT2",
            2,
            "header",
        ),
        ("DELETE FROM event WHERE id = EVENT2", 3, "missing"),
        ("DELETE FROM event WHERE id = EVENT4", 4, "ends"),
        ("UPDATE head SET position = 3", 4, "beyond the head"),
        ("DELETE FROM stream_key", 1, "unknown"),
    ] {
        let network = four_events(&bench).await;
        let mut by_id = sql.to_owned();
        for number in 1..=4 {
            let id = bench.event_id(network, number).await;
            by_id = by_id.replace(&format!("EVENT{number}"), &id.to_string());
        }
        bench.tamper(&by_id).await;
        let found = violation(&bench, network).await;
        assert_eq!(found.position, Position::new(position), "{sql}: {found}");
        assert!(found.what.contains(what), "{sql}: {found}");
    }
}

async fn a_forger_who_fits_the_leaf_cannot_fit_the_seal(bench: TestStore) {
    let network = four_events(&bench).await;
    let position = Position::new(3);
    bench.forge_body(network, position, 40, false).await;
    let found = violation(&bench, network).await;
    assert_eq!(found.position, position);
    assert!(found.what.contains("leaf"), "{found}");
    bench.forge_body(network, position, 41, true).await;
    let found = violation(&bench, network).await;
    assert_eq!(found.position, position);
    assert!(found.what.contains("does not open"), "{found}");
}

async fn the_visitors_refusal_is_a_violation(bench: TestStore) {
    let network = four_events(&bench).await;
    let result = bench.store().verify(network, |event| match event.name() {
        "Named" => Err("nobody may be named".to_owned()),
        _ => Ok(()),
    });
    let Err(VerifyError::Violation(violation)) = result.await else {
        panic!("the visitor refused");
    };
    let what = "nobody may be named".to_owned();
    assert_eq!(
        violation,
        Violation {
            position: Position::new(2),
            what
        }
    );
}

async fn a_key_that_ended_by_another_hand_is_found(bench: TestStore) {
    let network = four_events(&bench).await;
    bench
        .tamper(
            "UPDATE stream_key SET sealed = NULL, ended_on = 20779 \
             WHERE id = (SELECT MIN(id) FROM stream_key)",
        )
        .await;
    let found = violation(&bench, network).await;
    assert!(found.what.contains("does not say so"), "{found}");
}

async fn a_tail_cut_together_with_its_head_is_found_by_what_was_answered(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    for key in ["one", "two"] {
        let write = opening(any_stream(), any_owner(), vec![noted(1)]);
        let mut command = append(network, vec![write]);
        command.idempotency = Some(store.idempotency(network, b"account", key, b"command"));
        commit(store, command).await;
    }
    let second = bench.event_id(network, 2).await;
    bench
        .tamper(&format!("DELETE FROM event WHERE id = {second}"))
        .await;
    bench.tamper("UPDATE head SET position = 1").await;
    let found = violation(&bench, network).await;
    assert!(found.what.contains("stood behind"), "{found}");
}
