//! Nothing readable in the database; keyed hashes that do not give texts away.

use crate::bench::{append, commit, event, opening};
use event_store::testing::{TestStore, any_network, any_owner, any_stream};
use serde_json::json;

on_both_engines!(
    no_plain_text_is_stored,
    an_index_hash_is_the_owners_own,
    an_index_key_made_twice_at_once_is_one,
);

const SECRETS: [&str; 6] = [
    "Frau-Neumann-28",
    "Schuldnerberatung-X",
    "Meike-5",
    "KODE-4711",
    "SlipIssuedHere",
    "Evidenz-9",
];

async fn no_plain_text_is_stored(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let members = json!({
        "event": SECRETS[4], "identity": SECRETS[0], "counselling": {"to": SECRETS[1]},
        "child": [SECRETS[2]], "code": SECRETS[3], "evidence": SECRETS[5],
    });
    commit(
        store,
        append(
            network,
            vec![opening(stream, any_owner(), vec![event(members)])],
        ),
    )
    .await;
    store
        .index_hash(network, any_owner(), SECRETS[0])
        .await
        .unwrap();
    let hash = store.code_hash(network, SECRETS[3]);
    assert_eq!(store.find_code(network, &hash).await.unwrap(), None);
    assert!(bench.keeps(stream.as_bytes()).await, "the search finds ids");
    for secret in SECRETS {
        assert!(
            !bench.keeps(secret.as_bytes()).await,
            "{secret} in the clear"
        );
    }
    let loaded = store.load(network, stream).await.unwrap();
    assert_eq!(loaded[0].event["identity"], SECRETS[0]);
}

async fn an_index_hash_is_the_owners_own(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (one, two) = (any_owner(), any_owner());
    let hash = store.index_hash(network, one, "Möller").await.unwrap();
    let same = [" möller\n", "MÖLLER", "Mo\u{308}ller"];
    for text in same {
        assert_eq!(
            store.index_hash(network, one, text).await.unwrap(),
            hash,
            "{text:?}"
        );
    }
    assert_ne!(
        store.index_hash(network, one, "Müller").await.unwrap(),
        hash
    );
    assert_ne!(
        store.index_hash(network, two, "Möller").await.unwrap(),
        hash
    );
    assert_ne!(
        store
            .index_hash(any_network(), one, "Möller")
            .await
            .unwrap(),
        hash
    );
    let again = bench.another().await;
    assert_eq!(
        again.index_hash(network, one, "Möller").await.unwrap(),
        hash
    );
}

async fn an_index_key_made_twice_at_once_is_one(bench: TestStore) {
    let network = any_network();
    let another = bench.another().await;
    // Later rounds find open connections, so that the tasks really meet.
    for round in 0..10 {
        let owner = any_owner();
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = if task % 2 == 0 {
                    bench.store()
                } else {
                    &another
                };
                let store = store.clone();
                tokio::spawn(async move { store.index_hash(network, owner, "Lang").await })
            })
            .collect();
        let mut hashes = Vec::new();
        for task in tasks {
            hashes.push(task.await.unwrap().unwrap());
        }
        hashes.dedup();
        assert_eq!(hashes.len(), 1, "round {round}");
    }
}
