//! Nothing readable in the database; keyed hashes that do not give texts away.

use crate::{
    bench::{append, commit, event, noted, opening, whole_log},
    visits::{Visits, came, projector},
};
use event_store::testing::{TestStore, any_network, any_owner, any_stream};
use serde_json::json;

on_both_engines!(
    no_plain_text_is_stored,
    a_list_is_its_owners_own_however_it_is_written,
    a_network_begun_twice_at_once_is_one,
    every_clear_column_has_its_reason,
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
    let hash = store.code_hash(network, SECRETS[3]);
    assert_eq!(store.find_code(network, &hash).await.unwrap(), None);
    assert!(
        bench.keeps(network.as_bytes()).await,
        "the search finds ids"
    );
    assert!(!bench.keeps(stream.as_bytes()).await, "whose event it is");
    for secret in SECRETS {
        assert!(
            !bench.keeps(secret.as_bytes()).await,
            "{secret} in the clear"
        );
    }
    let loaded = store.load(network, stream).await.unwrap();
    assert_eq!(loaded[0].event["identity"], SECRETS[0]);
}

async fn a_list_is_its_owners_own_however_it_is_written(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (one, two) = (any_owner(), any_owner());
    came(store, network, (one, any_owner()), (None, "one")).await;
    projector(store).catch_up(network).await.unwrap();
    let listed = async |network, owner, text| {
        let rows = store.rows();
        let found = rows.list::<Visits>(network, owner, text).await;
        found.unwrap().len()
    };
    for text in ["Worklist", " worklist\n", "WORKLIST"] {
        assert_eq!(listed(network, one, text).await, 1, "{text:?}");
    }
    assert_eq!(listed(network, one, "Worklists").await, 0);
    assert_eq!(listed(network, two, "Worklist").await, 0);
    assert_eq!(listed(any_network(), one, "Worklist").await, 0);
}

async fn a_network_begun_twice_at_once_is_one(bench: TestStore) {
    let another = bench.another().await;
    // Later rounds find open connections, so that the tasks really meet.
    for round in 0..10 {
        let networks = [any_network(), any_network()];
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = if task % 2 == 0 {
                    bench.store()
                } else {
                    &another
                };
                let (store, network) = (store.clone(), networks[task / 4]);
                let write = opening(any_stream(), any_owner(), vec![noted(1)]);
                tokio::spawn(async move { store.append(append(network, vec![write])).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        for network in networks {
            let log = whole_log(bench.store(), network).await;
            assert_eq!(log.len(), 4, "round {round}");
        }
    }
}

async fn every_clear_column_has_its_reason(bench: TestStore) {
    let unlisted = bench.unlisted_columns().await;
    assert_eq!(unlisted, Vec::<String>::new());
    bench
        .tamper("ALTER TABLE code ADD COLUMN target INTEGER")
        .await;
    assert_eq!(bench.unlisted_columns().await, ["code.target"]);
}
