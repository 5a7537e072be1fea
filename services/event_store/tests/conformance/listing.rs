//! The list of erasures: a restored backup forgets nothing.

use crate::{
    bench::{HoldsLock, TODAY, after, append, commit, event, noted, opening, whole_log},
    visits::{Visits, came, projector},
};
use event_store::{
    Append, AppendError, NetworkId, PartClass, ReplayedErasures, Store, StoreError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;
use std::{fs, path::PathBuf, sync::Arc};

on_both_engines!(
    a_restored_database_opens_nothing_erased,
    an_interrupted_erasure_resumes,
    what_is_refused_or_repeated_is_not_listed,
    without_its_list_nothing_is_erased,
    a_torn_line_is_reported_and_the_rest_replayed,
    a_list_that_is_not_understood_stops,
    a_network_without_log_gets_none,
);

const NOTHING: ReplayedErasures = ReplayedErasures {
    listed: 0,
    torn: 0,
    keys: 0,
    rows: 0,
};

fn list(bench: &TestStore) -> PathBuf {
    bench.folder().join("erasures")
}

/// The same database, opened as a server would.
async fn listing(bench: &TestStore) -> Store {
    let options = bench.options().erasures(list(bench));
    options.open().await.unwrap()
}

fn erasing(network: NetworkId, owner: event_store::OwnerId) -> Append {
    let mut append = append(network, Vec::new());
    append.erase = vec![owner];
    append
}

async fn a_restored_database_opens_nothing_erased(bench: TestStore) {
    let (store, network, desk) = (listing(&bench).await, any_network(), any_owner());
    let (gone, kept, later) = (any_owner(), any_owner(), any_owner());
    came(&store, network, (desk, gone), (None, "gone")).await;
    let shredded = came(&store, network, (desk, kept), (None, "shredded")).await;
    came(&store, network, (desk, kept), (None, "kept")).await;
    let projector = projector(&store);
    projector.catch_up(network).await.unwrap();
    let old = whole_log(&store, network).await;
    bench.back_up().await;

    let mut ending = append(network, vec![opening(any_stream(), later, vec![noted(1)])]);
    ending.shred = vec![(shredded, PartClass::Identity)];
    commit(&store, ending).await;
    commit(&store, erasing(network, gone)).await;
    store.erase_owner(network, later, TODAY + 1).await.unwrap();
    let rows = store.rows().dump::<Visits>(network).await.unwrap();
    let known = fs::read_to_string(list(&bench)).unwrap();
    let expected = [
        format!("part {network} {shredded} 1 {TODAY}\n"),
        format!("owner {network} {gone} {TODAY}\n"),
        format!("owner {network} {later} {}\n", TODAY + 1),
    ];
    assert_eq!(known, expected.concat(), "ids and days, nothing else");

    bench.restore().await;
    assert!(
        whole_log(&bench.another().await, network).await == old,
        "the backup brought them back"
    );
    let store = listing(&bench).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    // Core, identity of stream and owner; core and index of the owner alone; the shredded key.
    let found = ReplayedErasures {
        listed: 3,
        torn: 0,
        keys: 4 + 1 + 1,
        rows: 1,
    };
    assert_eq!(replayed, found);
    let log = whole_log(&store, network).await;
    assert!(log[0].is_erased());
    assert_eq!(log[1].event["identity"], "erased");
    assert_eq!(log[2].event["identity"], "kept");
    assert!(store.rows().dump::<Visits>(network).await.unwrap() == rows);
    let late = append(network, vec![opening(any_stream(), later, vec![noted(1)])]);
    let refused = store.append(late).await;
    assert!(
        matches!(refused, Err(AppendError::Erased { .. })),
        "{refused:?}"
    );
    store.verify(network, |_| Ok(())).await.unwrap();

    let again = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!(
        again,
        ReplayedErasures {
            listed: 3,
            ..NOTHING
        }
    );
    assert_eq!(
        fs::read_to_string(list(&bench)).unwrap(),
        known,
        "a replay lists nothing"
    );
}

async fn an_interrupted_erasure_resumes(bench: TestStore) {
    let (network, owner, stream) = (any_network(), any_owner(), any_stream());
    let open = append(network, vec![opening(stream, owner, vec![noted(0)])]);
    commit(bench.store(), open).await;
    let holds = Arc::new(HoldsLock::default());
    let options = bench.options().erasures(list(&bench)).probe(holds.clone());
    let store = options.open().await.unwrap();
    let task = tokio::spawn(async move { store.append(erasing(network, owner)).await });
    holds.0.reached.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    let store = listing(&bench).await;
    assert!(!store.load(network, stream).await.unwrap()[0].is_erased());
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((replayed.listed, replayed.keys), (1, 2));
    assert!(store.load(network, stream).await.unwrap()[0].is_erased());
}

async fn what_is_refused_or_repeated_is_not_listed(bench: TestStore) {
    let (store, network, owner) = (listing(&bench).await, any_network(), any_owner());
    let mut refused = erasing(network, owner);
    refused.writes = vec![after(any_stream(), 3, vec![noted(1)])];
    assert!(store.append(refused).await.is_err());
    assert_eq!(fs::read_to_string(list(&bench)).unwrap(), "");
    let command = || {
        let mut append = erasing(network, owner);
        append.idempotency = Some(store.idempotency(network, b"account", "key", b"erase"));
        append
    };
    commit(&store, command()).await;
    store.append(command()).await.unwrap();
    let listed = fs::read_to_string(list(&bench)).unwrap();
    assert_eq!(listed, format!("owner {network} {owner} {TODAY}\n"));
}

async fn without_its_list_nothing_is_erased(bench: TestStore) {
    let (store, network, owner) = (listing(&bench).await, any_network(), any_owner());
    let stream = any_stream();
    let named = event(json!({"event": "Named", "identity": "Kern"}));
    commit(
        &store,
        append(network, vec![opening(stream, owner, vec![named])]),
    )
    .await;
    fs::remove_file(list(&bench)).unwrap();
    let refused = store.append(erasing(network, owner)).await;
    assert!(
        matches!(
            refused,
            Err(AppendError::Store(StoreError::ErasureList { .. }))
        ),
        "{refused:?}"
    );
    let refused = store.erase_owner(network, owner, TODAY).await;
    assert!(
        matches!(refused, Err(StoreError::ErasureList { .. })),
        "{refused:?}"
    );
    let loaded = store.load(network, stream).await.unwrap();
    assert_eq!(loaded[0].event["identity"], "Kern");
    let missing = store.replay_erasures(&list(&bench)).await;
    assert!(
        matches!(missing, Err(StoreError::ErasureList { .. })),
        "{missing:?}"
    );
}

async fn a_torn_line_is_reported_and_the_rest_replayed(bench: TestStore) {
    let (store, network) = (listing(&bench).await, any_network());
    let (one, two) = (any_owner(), any_owner());
    for owner in [one, two] {
        let open = opening(any_stream(), owner, vec![noted(0)]);
        commit(&store, append(network, vec![open])).await;
    }
    let torn = format!("owner {network} {one} {TODAY}\nowner {network} {}", "ab");
    fs::write(list(&bench), torn).unwrap();
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((replayed.listed, replayed.torn, replayed.keys), (1, 1, 2));
    let erased: Vec<_> = whole_log(&store, network).await;
    assert!(erased[0].is_erased() && !erased[1].is_erased());
    commit(&store, erasing(network, two)).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((replayed.listed, replayed.torn, replayed.keys), (2, 1, 0));
}

async fn a_list_that_is_not_understood_stops(bench: TestStore) {
    let (store, network, owner) = (listing(&bench).await, any_network(), any_owner());
    let open = append(network, vec![opening(any_stream(), owner, vec![noted(0)])]);
    commit(&store, open).await;
    let own = network.to_string();
    for text in [
        format!("owner {network} {owner} {TODAY}\nsomething else\n"),
        // Nobody may have a network forgotten by a line in a file.
        format!("owner {network} {own} {TODAY}\n"),
    ] {
        fs::write(list(&bench), text).unwrap();
        assert!(store.replay_erasures(&list(&bench)).await.is_err());
        assert!(!whole_log(&store, network).await[0].is_erased());
    }
}

async fn a_network_without_log_gets_none(bench: TestStore) {
    let store = listing(&bench).await;
    let (network, owner) = (any_network(), any_owner());
    let text = format!("owner {network} {owner} {TODAY}\n");
    fs::write(list(&bench), text).unwrap();
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!(
        replayed,
        ReplayedErasures {
            listed: 1,
            ..NOTHING
        }
    );
    assert!(store.networks().await.unwrap().is_empty());
}
