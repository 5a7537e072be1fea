//! Erasure: unreadable at once, in every open store, and for ever.

use crate::bench::{TODAY, after, append, commit, event, noted, opening};
use event_store::{
    AppendError, Erasure, OwnerId, StoreError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    an_erased_owner_is_unreadable_everywhere_at_once,
    an_erased_owner_cannot_be_written_to,
    an_owner_without_keys_is_erased_for_later,
    the_networks_keys_stay,
    key_material_is_gone_from_the_database,
    key_material_goes_when_the_last_reader_has_ended,
);

async fn an_erased_owner_is_unreadable_everywhere_at_once(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let (owner, other) = (any_owner(), any_owner());
    let kept = any_stream();
    let opened = event(json!({"event": "RecordOpened", "identity": "Kern"}));
    let writes = vec![
        opening(stream, owner, vec![opened.clone(), noted(1)]),
        opening(kept, other, vec![opened]),
    ];
    commit(store, append(network, writes)).await;
    let another = bench.another().await;
    // Both stores have the keys at hand now.
    assert_eq!(
        another.load(network, stream).await.unwrap()[0].event["identity"],
        "Kern"
    );
    let erased = store.erase_owner(network, owner, TODAY).await.unwrap();
    assert_eq!(erased, Erasure { keys: 4, rows: 0 });
    for store in [store, &another] {
        let events = store.load(network, stream).await.unwrap();
        assert_eq!(events.len(), 2);
        for event in events.iter() {
            assert!(event.is_erased());
            assert_eq!(json!(event.event), json!({"event": "erased"}));
        }
        assert_eq!(
            store.load(network, kept).await.unwrap()[0].event["identity"],
            "Kern"
        );
    }
    let report = store.verify(network, |_| Ok(())).await.unwrap();
    // The fourth is the store's own: it says which keys have ended.
    assert_eq!((report.events, report.erased_parts), (4, 3));
    let again = store.erase_owner(network, owner, TODAY + 1).await.unwrap();
    assert_eq!(again, Erasure { keys: 0, rows: 0 });
}

async fn an_erased_owner_cannot_be_written_to(bench: TestStore) {
    let (store, network, stream, owner) = (bench.store(), any_network(), any_stream(), any_owner());
    commit(
        store,
        append(network, vec![opening(stream, owner, vec![noted(0)])]),
    )
    .await;
    store.erase_owner(network, owner, TODAY).await.unwrap();
    let with_child = event(json!({"event": "X", "child": "Suse"}));
    for write in [
        after(stream, 1, vec![noted(1)]),
        after(stream, 1, vec![with_child]),
        opening(any_stream(), owner, vec![noted(1)]),
    ] {
        let at = write.stream;
        let refused = store.append(append(network, vec![write])).await;
        assert!(
            matches!(&refused, Err(AppendError::Erased { stream }) if *stream == at),
            "{refused:?}"
        );
    }
}

async fn an_owner_without_keys_is_erased_for_later(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    store.erase_owner(network, owner, TODAY).await.unwrap();
    let late = append(network, vec![opening(any_stream(), owner, vec![noted(0)])]);
    let refused = store.append(late).await;
    assert!(
        matches!(refused, Err(AppendError::Erased { .. })),
        "{refused:?}"
    );
}

async fn the_networks_keys_stay(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let owner = OwnerId::from_bytes(*network.as_bytes());
    let refused = store.erase_owner(network, owner, TODAY).await;
    assert!(matches!(refused, Err(StoreError::Invalid(_))));
}

async fn key_material_is_gone_from_the_database(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    commit(
        store,
        append(network, vec![opening(any_stream(), owner, vec![noted(0)])]),
    )
    .await;
    let wrapped = bench.wrapped_keys().await;
    assert_eq!(wrapped.len(), 2);
    assert!(bench.keeps(&wrapped[0]).await, "the search finds keys");
    store.erase_owner(network, owner, TODAY).await.unwrap();
    let left = bench.wrapped_keys().await;
    for key in wrapped {
        assert!(!left.contains(&key));
        assert!(!bench.keeps(&key).await, "a wrapped key is still there");
    }
}

async fn key_material_goes_when_the_last_reader_has_ended(bench: TestStore) {
    let (store, network, owner) = (bench.store(), any_network(), any_owner());
    let first = opening(any_stream(), owner, vec![noted(0)]);
    commit(store, append(network, vec![first])).await;
    let wrapped = bench.wrapped_keys().await;
    let reader = bench.reader().await;
    store.erase_owner(network, owner, TODAY).await.unwrap();
    // Colleagues go on meanwhile.
    let next = opening(any_stream(), any_owner(), vec![noted(1)]);
    commit(store, append(network, vec![next])).await;
    assert!(!store.is_flushed(), "it says what is still there");
    reader.ends().await;
    while !store.is_flushed() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    for key in wrapped {
        assert!(!bench.keeps(&key).await, "a wrapped key is still there");
    }
}
