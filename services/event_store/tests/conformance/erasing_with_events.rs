//! Erasure inside an append: the events that log it and the erasure itself happen together.

use crate::{
    bench::{TODAY, after, append, commit, event, noted, opening, whole_log},
    visits::{Visits, came, projector},
};
use event_store::{
    Append, AppendError, Appended, KEYS_ENDED, NetworkId, OwnerId, PartClass, Position, Store,
    StoreError, StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    the_erasure_and_its_event_are_one,
    a_refused_append_erases_nothing,
    nothing_is_sealed_for_what_the_append_erases,
    what_must_last_is_refused,
    a_retried_erasure_answers_as_before,
    one_class_of_one_stream_is_shredded,
    a_class_is_shredded_for_later,
    shredded_key_material_is_gone,
);

/// An append that logs an erasure in a stream of its own.
fn logged(network: NetworkId, erase: Vec<OwnerId>) -> Append {
    let log = event(json!({"event": "Erased", "verified": 2}));
    let mut append = append(network, vec![opening(any_stream(), any_owner(), vec![log])]);
    append.erase = erase;
    append
}

fn shredding(network: NetworkId, stream: StreamId, class: PartClass) -> Append {
    let mut append = append(network, Vec::new());
    append.shred = vec![(stream, class)];
    append
}

/// A stream with one event that has a code.
async fn issued(store: &Store, network: NetworkId, owner: OwnerId) -> StreamId {
    let stream = any_stream();
    let issued = event(json!({"event": "SlipIssued", "identity": "Kern", "code": "K7-QX2"}));
    commit(
        store,
        append(network, vec![opening(stream, owner, vec![issued])]),
    )
    .await;
    stream
}

async fn the_erasure_and_its_event_are_one(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (one, two, kept) = (any_owner(), any_owner(), any_owner());
    for owner in [one, two, kept] {
        came(store, network, (any_owner(), owner), (Some(1), "name")).await;
    }
    projector(store).catch_up(network).await.unwrap();
    let another = bench.another().await;
    assert_eq!(
        whole_log(&another, network).await.len(),
        3,
        "its keys are at hand"
    );
    let last = commit(store, logged(network, vec![one, two])).await;
    assert_eq!(last, Position::new(4));
    for store in [store, &another] {
        let log = whole_log(store, network).await;
        let names: Vec<_> = log.iter().map(event_store::Recorded::name).collect();
        assert_eq!(names, ["erased", "erased", "Came", "Erased", KEYS_ENDED]);
    }
    let rows = store.rows().dump::<Visits>(network).await.unwrap();
    assert_eq!(rows.len(), 1);
    let report = store.verify(network, |_| Ok(())).await.unwrap();
    assert_eq!(report.erased_parts, 4);
    let again = store.erase_owner(network, one, TODAY).await.unwrap();
    assert_eq!(again.keys, 0, "nothing is left of it");
}

async fn a_refused_append_erases_nothing(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    let stream = issued(store, network, owner).await;
    let mut refused = logged(network, vec![owner]);
    refused.shred = vec![(stream, PartClass::Code)];
    refused.writes[0].expected = 7;
    let refused = store.append(refused).await;
    assert!(
        matches!(refused, Err(AppendError::Conflict { .. })),
        "{refused:?}"
    );
    let loaded = store.load(network, stream).await.unwrap();
    assert_eq!(loaded[0].event["code"], "K7-QX2");
}

async fn nothing_is_sealed_for_what_the_append_erases(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let owner = any_owner();
    let stream = issued(store, network, owner).await;
    let coded = || event(json!({"event": "X", "code": "L8-RY3"}));
    for (write, erase, shred) in [
        (after(stream, 1, vec![noted(1)]), vec![owner], vec![]),
        (
            opening(any_stream(), owner, vec![noted(1)]),
            vec![owner],
            vec![],
        ),
        (
            after(stream, 1, vec![coded()]),
            vec![],
            vec![(stream, PartClass::Code)],
        ),
    ] {
        let mut append = append(network, vec![write]);
        (append.erase, append.shred) = (erase, shred);
        let refused = store.append(append).await;
        assert!(
            matches!(refused, Err(AppendError::Store(StoreError::Invalid(_)))),
            "{refused:?}"
        );
    }
    assert_eq!(store.head(network).await.unwrap(), Position::new(1));
    // Other parts of a shredded stream may be written along.
    let mut ended = append(network, vec![after(stream, 1, vec![noted(2)])]);
    ended.shred = vec![(stream, PartClass::Code)];
    commit(store, ended).await;
    let log = store.load(network, stream).await.unwrap();
    assert_eq!(
        (&log[0].event["code"], log[1].name()),
        (&json!("erased"), "Noted")
    );
}

async fn what_must_last_is_refused(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let stream = issued(store, network, any_owner()).await;
    for append in [
        logged(network, vec![OwnerId::from_bytes(*network.as_bytes())]),
        shredding(network, stream, PartClass::Core),
    ] {
        let refused = store.append(append).await;
        assert!(
            matches!(refused, Err(AppendError::Store(StoreError::Invalid(_)))),
            "{refused:?}"
        );
    }
    assert!(!store.load(network, stream).await.unwrap()[0].is_erased());
}

async fn a_retried_erasure_answers_as_before(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    let stream = issued(store, network, owner).await;
    let command = || {
        let mut append = logged(network, vec![owner]);
        append.shred = vec![(stream, PartClass::Code)];
        append.idempotency = Some(store.idempotency(network, b"account", "key-1", b"erase"));
        append
    };
    let position = commit(store, command()).await;
    let outcome = "done".to_owned();
    let again = store.append(command()).await.unwrap();
    assert_eq!(again, Appended::Replayed { outcome, position });
    let head = store.head(network).await.unwrap();
    assert_eq!(head, position.plus(1), "with the store's own event");
}

async fn one_class_of_one_stream_is_shredded(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    let (stream, other) = (
        issued(store, network, owner).await,
        issued(store, network, owner).await,
    );
    commit(store, shredding(network, stream, PartClass::Code)).await;
    let shredded = store.load(network, stream).await.unwrap()[0].clone();
    let members = json!({"event": "SlipIssued", "identity": "Kern", "code": "erased"});
    assert_eq!(json!(shredded.event), members);
    let kept = store.load(network, other).await.unwrap()[0].clone();
    assert_eq!(kept.event["code"], "K7-QX2");
    let coded = event(json!({"event": "X", "code": "L8-RY3"}));
    let refused = store
        .append(append(network, vec![after(stream, 1, vec![coded.clone()])]))
        .await;
    assert!(
        matches!(refused, Err(AppendError::Erased { .. })),
        "{refused:?}"
    );
    let writes = vec![
        after(stream, 1, vec![noted(1)]),
        after(other, 1, vec![coded]),
    ];
    commit(store, append(network, writes)).await;
    commit(store, shredding(network, stream, PartClass::Code)).await;
    commit(store, shredding(network, any_stream(), PartClass::Code)).await;
    let report = store.verify(network, |_| Ok(())).await.unwrap();
    assert_eq!(report.erased_parts, 1);
}

async fn a_class_is_shredded_for_later(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    commit(
        store,
        append(network, vec![opening(stream, any_owner(), vec![noted(0)])]),
    )
    .await;
    commit(store, shredding(network, stream, PartClass::Evidence)).await;
    let evidence = event(json!({"event": "ConsentRecorded", "evidence": "signed"}));
    let write = after(stream, 1, vec![evidence]);
    let refused = store.append(append(network, vec![write])).await;
    assert!(
        matches!(refused, Err(AppendError::Erased { .. })),
        "{refused:?}"
    );
    let coded = event(json!({"event": "X", "code": "L8-RY3"}));
    commit(store, append(network, vec![after(stream, 1, vec![coded])])).await;
}

async fn shredded_key_material_is_gone(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let stream = issued(store, network, any_owner()).await;
    let before = bench.wrapped_keys().await;
    commit(store, shredding(network, stream, PartClass::Code)).await;
    let left = bench.wrapped_keys().await;
    let gone: Vec<_> = before.iter().filter(|key| !left.contains(key)).collect();
    assert_eq!(gone.len(), 1, "the stream's key, not its owner's");
    assert!(
        !bench.keeps(gone[0]).await,
        "the wrapped key is still there"
    );
}
