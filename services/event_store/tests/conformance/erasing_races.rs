//! Erasing appends among projectors, rebuilds and dropped futures.

use crate::{
    bench::{HoldsRows, TODAY, after, append, commit, event, opening, whole_log},
    cancelling::polled,
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    Append, NetworkId, OwnerId, PartClass, Subject,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};

on_both_engines!(
    a_projector_behind_or_ahead_ends_with_the_rows_of_a_rebuild,
    an_erasing_append_waits_for_a_projectors_rows,
    erasures_among_projectors_and_rebuilds_leave_no_row,
    an_erasing_append_dropped_anywhere_happened_whole_or_not,
);

/// An erasure and one event in a stream of its own.
fn erasing(network: NetworkId, owner: OwnerId) -> Append {
    let left = event(json!({"event": "Left"}));
    let log = opening(any_stream(), any_owner(), vec![left]);
    let mut append = append(network, vec![log]);
    append.erase = vec![owner];
    append
}

async fn a_projector_behind_or_ahead_ends_with_the_rows_of_a_rebuild(bench: TestStore) {
    for ahead in [false, true] {
        let (store, network) = (bench.store(), any_network());
        let (desk, gone) = (any_owner(), any_owner());
        let first = came(store, network, (desk, gone), (Some(1), "gone")).await;
        let projector = projector(store);
        projector.catch_up(network).await.unwrap();
        came_again(store, network, first, 1).await;
        let stream = came(store, network, (desk, any_owner()), (Some(2), "shredded")).await;
        came(store, network, (desk, any_owner()), (Some(3), "kept")).await;
        if ahead {
            projector.catch_up(network).await.unwrap();
        }
        let again = event(json!({"event": "Came"}));
        let mut erasing = append(network, vec![after(stream, 1, vec![again])]);
        erasing.erase = vec![gone];
        erasing.shred = vec![(stream, PartClass::Identity)];
        commit(store, erasing).await;
        projector.catch_up(network).await.unwrap();
        let lived = store.rows().dump::<Visits>(network).await.unwrap();
        assert_eq!(lived.len(), 2);
        let (rows, subject) = (store.rows(), Subject::of_stream(stream));
        let row = rows.get::<Visits>(network, &subject).await.unwrap();
        let row = row.unwrap();
        assert_eq!((row.count, row.identity.as_str()), (2, "erased"));
        projector.rebuild(network).await.unwrap();
        assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
    }
}

async fn an_erasing_append_waits_for_a_projectors_rows(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (desk, gone) = (any_owner(), any_owner());
    // The second row needs no new key, so that only its checkpoint keeps the erasure waiting.
    came(store, network, (desk, gone), (None, "first")).await;
    projector(store).catch_up(network).await.unwrap();
    came(store, network, (desk, gone), (None, "second")).await;
    let holds = Arc::new(HoldsRows::default());
    let slow = bench.options().probe(holds.clone()).open().await.unwrap();
    let folding = tokio::spawn(async move { projector(&slow).catch_up(network).await });
    holds.0.reached.notified().await;
    let another = bench.another().await;
    let erasing = tokio::spawn(async move { another.append(erasing(network, gone)).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!erasing.is_finished(), "the projector still writes");
    holds.0.go.notify_one();
    folding.await.unwrap().unwrap();
    erasing.await.unwrap().unwrap();
    let left = store.erase_owner(network, gone, TODAY).await.unwrap();
    assert_eq!(left.rows, 0, "no row was written after the erasure");
}

async fn erasures_among_projectors_and_rebuilds_leave_no_row(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let mut owners = Vec::new();
    for _ in 0..10 {
        let owner = any_owner();
        came(store, network, (any_owner(), owner), (None, "name")).await;
        owners.push(owner);
    }
    let another = bench.another().await;
    let following = tokio::spawn(async move {
        for _ in 0..20 {
            projector(&another).catch_up(network).await.unwrap();
            projector(&another).rebuild(network).await.unwrap();
        }
    });
    for owner in &owners {
        let stream = came(store, network, (any_owner(), *owner), (None, "again")).await;
        came_again(store, network, stream, 1).await;
        commit(store, erasing(network, *owner)).await;
    }
    following.await.unwrap();
    projector(store).catch_up(network).await.unwrap();
    for owner in owners {
        let left = store.erase_owner(network, owner, TODAY).await.unwrap();
        assert_eq!(left.rows, 0, "no row was written after the erasure");
    }
}

async fn an_erasing_append_dropped_anywhere_happened_whole_or_not(bench: TestStore) {
    let store = bench.store();
    let (mut rounds, mut polls, mut most) = (0, 0, 0);
    // On a busy machine an answer may be there before it is awaited: then a round has fewer polls.
    while most <= 5 && rounds < 100 {
        let (network, owner) = (any_network(), any_owner());
        let stream = came(store, network, (any_owner(), owner), (None, "Kern")).await;
        let done = polled(polls, store.append(erasing(network, owner))).await;
        // A commit that was already under way ends before this gets the lock.
        commit(store, append(network, Vec::new())).await;
        let log = whole_log(store, network).await;
        let erased = store.load(network, stream).await.unwrap()[0].is_erased();
        // The store's own event, which says which keys have ended, comes with them or not at all.
        assert_eq!(erased, log.len() > 1, "after {polls} polls");
        store.verify(network, |_| Ok(())).await.unwrap();
        polls += 1;
        if let Some(done) = done {
            assert!(erased && done.is_ok());
            (rounds, most, polls) = (rounds + 1, most.max(polls), 0);
        }
    }
    assert!(most > 5, "it awaits the database many times: {most}");
}
