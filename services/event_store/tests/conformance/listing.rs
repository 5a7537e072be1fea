//! The list of erasures: a restored backup forgets nothing.

use crate::{
    bench::{HoldsLock, TODAY, after, append, commit, event, noted, opening, whole_log},
    visits::{Visits, came, projector},
};
use event_store::{
    Append, AppendError, EventDraft, NetworkId, PartClass, ReplayedErasures, Store, StoreError,
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
    a_restored_database_revives_no_word_that_was_taken_back,
    a_word_that_was_listed_and_not_committed_counts_as_taken_back,
);

const NOTHING: ReplayedErasures = ReplayedErasures {
    listed: 0,
    torn: 0,
    keys: 0,
    rows: 0,
    events: 0,
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
    assert_eq!(known.lines().count(), 3, "the part and the two owners");
    for id in [network.to_string(), gone.to_string(), TODAY.to_string()] {
        assert!(!known.contains(&id), "nothing in it is in the clear");
    }

    bench.restore().await;
    assert!(
        whole_log(&bench.another().await, network).await == old,
        "the backup brought them back"
    );
    let store = listing(&bench).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    // Core, identity of stream and owner; core of an owner that has nothing yet; the shredded key.
    let found = ReplayedErasures {
        listed: 3,
        torn: 0,
        keys: 4 + 1 + 1,
        rows: 1,
        events: 0,
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
    assert_eq!(listed.lines().count(), 1);
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
    let lines = lines_of(&bench, [erasing(network, one), erasing(network, two)]).await;
    let torn = format!("{}\n{}", lines[0], &lines[1][..40]);
    fs::write(list(&bench), torn).unwrap();
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((replayed.listed, replayed.torn, replayed.keys), (1, 1, 2));
    let erased: Vec<_> = whole_log(&store, network).await;
    assert!(erased[0].is_erased() && !erased[1].is_erased());
    commit(&store, erasing(network, two)).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((replayed.listed, replayed.torn, replayed.keys), (2, 1, 0));
}

/// The lines that these appends would list, as a crash before their commit leaves them.
async fn lines_of<const N: usize>(bench: &TestStore, appends: [Append; N]) -> Vec<String> {
    let before = fs::read_to_string(list(bench)).unwrap();
    for append in appends {
        let holds = Arc::new(HoldsLock::default());
        let options = bench.options().erasures(list(bench)).probe(holds.clone());
        let store = options.open().await.unwrap();
        let task = tokio::spawn(async move { store.append(append).await });
        holds.0.reached.notified().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    let now = fs::read_to_string(list(bench)).unwrap();
    now[before.len()..].lines().map(str::to_owned).collect()
}

async fn a_list_that_is_not_understood_stops(bench: TestStore) {
    let (store, network, owner) = (listing(&bench).await, any_network(), any_owner());
    let open = append(network, vec![opening(any_stream(), owner, vec![noted(0)])]);
    commit(&store, open).await;
    let lines = lines_of(&bench, [erasing(network, owner)]).await;
    let mut turned = lines[0].clone().into_bytes();
    turned.reverse();
    let turned = String::from_utf8(turned).unwrap();
    for second in ["something else", &turned, ""] {
        fs::write(list(&bench), format!("{}\n{second}\n", lines[0])).unwrap();
        let refused = store.replay_erasures(&list(&bench)).await;
        assert!(
            matches!(refused, Err(StoreError::ErasureList { .. })),
            "{refused:?}"
        );
        assert!(!whole_log(&store, network).await[0].is_erased());
    }
}

async fn a_network_without_log_gets_none(bench: TestStore) {
    let store = listing(&bench).await;
    let (network, owner) = (any_network(), any_owner());
    let lines = lines_of(&bench, [erasing(network, owner)]).await;
    fs::write(list(&bench), format!("{}\n", lines[0])).unwrap();
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

/// Her word: what she allows, and what she takes back, which no backup may undo.
fn said(name: &str, number: u32) -> EventDraft {
    let said = event(json!({
        "event": name, "number": number, "recorded_at": format!("{number}"), "evidence": "signed",
    }));
    if name == "Withdrawn" {
        said.kept_apart()
    } else {
        said
    }
}

async fn a_restored_database_revives_no_word_that_was_taken_back(bench: TestStore) {
    let (store, network, path) = (listing(&bench).await, any_network(), any_stream());
    let granted = opening(path, any_owner(), vec![said("Granted", 0)]);
    commit(&store, append(network, vec![granted])).await;
    let gone = (any_stream(), any_owner());
    let granted = opening(gone.0, gone.1, vec![said("Granted", 1)]);
    commit(&store, append(network, vec![granted])).await;
    bench.back_up().await;
    let mut withdrawing = append(network, vec![after(path, 1, vec![said("Withdrawn", 2)])]);
    withdrawing.recorded_on = TODAY + 3;
    commit(&store, withdrawing).await;
    let withdrawing = after(gone.0, 1, vec![said("Withdrawn", 3)]);
    commit(&store, append(network, vec![withdrawing])).await;
    commit(&store, erasing(network, gone.1)).await;
    let known = fs::read_to_string(list(&bench)).unwrap();
    assert_eq!(known.lines().count(), 3);

    // Where nothing is missing nothing is said again, though the evidence is erased meanwhile.
    let mut shredding = append(network, Vec::new());
    shredding.shred = vec![(path, PartClass::Evidence)];
    commit(&store, shredding).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!(replayed.events, 0);

    bench.restore().await;
    let store = listing(&bench).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!(replayed.events, 1, "of what is erased nothing can be said");
    let word = store.load(network, path).await.unwrap();
    assert_eq!((word.len(), word[1].name()), (2, "Withdrawn"));
    assert_eq!(word[1].event["number"], 2);
    assert_eq!(word[1].recorded_on, TODAY + 3, "with its day");
    assert!(store.load(network, gone.0).await.unwrap()[0].is_erased());
    let again = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!((again.events, again.keys), (0, 0));
    store.verify(network, |_| Ok(())).await.unwrap();
}

async fn a_word_that_was_listed_and_not_committed_counts_as_taken_back(bench: TestStore) {
    let (store, network, path) = (listing(&bench).await, any_network(), any_stream());
    let granted = opening(path, any_owner(), vec![said("Granted", 0)]);
    commit(&store, append(network, vec![granted])).await;
    let withdrawing = after(path, 1, vec![said("Withdrawn", 1)]);
    lines_of(&bench, [append(network, vec![withdrawing])]).await;
    // Something else was said there first.
    let other = after(path, 1, vec![said("Granted", 2)]);
    commit(&store, append(network, vec![other])).await;
    let replayed = store.replay_erasures(&list(&bench)).await.unwrap();
    assert_eq!(replayed.events, 1);
    let word = store.load(network, path).await.unwrap();
    let names: Vec<_> = word.iter().map(event_store::Recorded::name).collect();
    assert_eq!(names, ["Granted", "Granted", "Withdrawn"]);
}
