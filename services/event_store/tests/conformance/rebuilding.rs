//! Rebuilding gives the rows that living through the log gave, while everybody goes on.

use crate::{
    bench::{HoldsSwap, TODAY},
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    NetworkId, Position, ProjectorError, StreamId,
    testing::{TestStore, any_network, any_owner},
};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinHandle;

on_both_engines!(
    a_rebuild_gives_the_same_rows,
    an_erased_person_is_gone_in_both_generations,
    a_rebuild_while_appends_go_on_loses_nothing,
    a_swap_never_sends_readers_back,
    an_interrupted_rebuild_is_cleared_away,
    the_later_of_two_rebuilds_wins,
    two_rebuilds_at_once_leave_one_generation,
    nothing_is_rebuilt_where_nothing_happened,
);

/// More events than one batch holds.
async fn long_log(bench: &TestStore) -> (NetworkId, Vec<StreamId>) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let mut streams = Vec::new();
    for number in 0..5 {
        let name = format!("person {number}");
        streams.push(came(store, network, (desk, any_owner()), (Some(number), &name)).await);
    }
    for length in 1..50 {
        for stream in &streams {
            came_again(store, network, *stream, length).await;
        }
    }
    (network, streams)
}

async fn a_rebuild_gives_the_same_rows(bench: TestStore) {
    let (network, _) = long_log(&bench).await;
    let (store, projector) = (bench.store(), projector(bench.store()));
    projector.catch_up(network).await.unwrap();
    let lived = store.rows().dump::<Visits>(network).await.unwrap();
    assert_eq!(lived.len(), 5);
    assert!(lived.iter().all(|row| row.row["count"] == 50));
    for generation in 2..4 {
        projector.rebuild(network).await.unwrap();
        assert_eq!(store.rows().dump::<Visits>(network).await.unwrap(), lived);
        assert_eq!(
            bench.checkpoints().await,
            [(generation, 1)],
            "the old one is removed"
        );
    }
    let reached = projector
        .wait_for(network, Position::new(250), Duration::ZERO)
        .await;
    assert!(reached.unwrap());
}

async fn an_erased_person_is_gone_in_both_generations(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (gone, kept) = (any_owner(), any_owner());
    let stream = came(store, network, (desk, gone), (None, "gone")).await;
    came_again(store, network, stream, 1).await;
    came(store, network, (desk, kept), (None, "kept")).await;
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    store.erase_owner(network, gone, TODAY).await.unwrap();
    let lived = store.rows().dump::<Visits>(network).await.unwrap();
    assert_eq!(lived.len(), 1);
    projector.rebuild(network).await.unwrap();
    assert_eq!(store.rows().dump::<Visits>(network).await.unwrap(), lived);
}

async fn a_rebuild_while_appends_go_on_loses_nothing(bench: TestStore) {
    let (network, streams) = long_log(&bench).await;
    let projector = projector(bench.store());
    projector.catch_up(network).await.unwrap();
    let another = bench.another().await;
    let stream = streams[0];
    let appending = tokio::spawn(async move {
        for length in 50..80 {
            came_again(&another, network, stream, length).await;
        }
    });
    let follower = projector.clone();
    let following = tokio::spawn(async move {
        for _ in 0..30 {
            follower.catch_up(network).await.unwrap();
        }
    });
    projector.rebuild(network).await.unwrap();
    appending.await.unwrap();
    following.await.unwrap();
    projector.catch_up(network).await.unwrap();
    let rows = bench.store().rows().dump::<Visits>(network).await.unwrap();
    let mut counts: Vec<_> = rows.iter().map(|row| row.row["count"].as_u64()).collect();
    counts.sort_unstable();
    assert_eq!(counts, [Some(50), Some(50), Some(50), Some(50), Some(80)]);
}

/// A rebuild in a store of its own, held before its swap.
async fn held_rebuild(
    bench: &TestStore,
    network: NetworkId,
) -> (Arc<HoldsSwap>, JoinHandle<Result<(), ProjectorError>>) {
    let holds = Arc::new(HoldsSwap::default());
    let store = bench.options().probe(holds.clone()).open().await.unwrap();
    let rebuilding = projector(&store);
    let task = tokio::spawn(async move { rebuilding.rebuild(network).await });
    holds.0.reached.notified().await;
    (holds, task)
}

async fn a_swap_never_sends_readers_back(bench: TestStore) {
    let (network, streams) = long_log(&bench).await;
    let (store, projector) = (bench.store(), projector(bench.store()));
    projector.catch_up(network).await.unwrap();
    let (holds, rebuilding) = held_rebuild(&bench, network).await;
    came_again(store, network, streams[0], 50).await;
    projector.catch_up(network).await.unwrap();
    let lived = store.rows().dump::<Visits>(network).await.unwrap();
    holds.0.go.notify_one();
    rebuilding.await.unwrap().unwrap();
    let reached = projector
        .wait_for(network, Position::new(251), Duration::ZERO)
        .await;
    assert!(reached.unwrap());
    assert_eq!(store.rows().dump::<Visits>(network).await.unwrap(), lived);
}

async fn an_interrupted_rebuild_is_cleared_away(bench: TestStore) {
    let (network, _) = long_log(&bench).await;
    let projector = projector(bench.store());
    let (_, rebuilding) = held_rebuild(&bench, network).await;
    rebuilding.abort();
    assert!(rebuilding.await.unwrap_err().is_cancelled());
    assert_eq!(bench.checkpoints().await, [(1, 1), (2, 0)]);
    projector.rebuild(network).await.unwrap();
    assert_eq!(bench.checkpoints().await, [(3, 1)]);
}

async fn the_later_of_two_rebuilds_wins(bench: TestStore) {
    let (network, _) = long_log(&bench).await;
    let projector = projector(bench.store());
    let (holds, earlier) = held_rebuild(&bench, network).await;
    projector.rebuild(network).await.unwrap();
    holds.0.go.notify_one();
    let superseded = earlier.await.unwrap();
    assert!(
        matches!(
            superseded,
            Err(ProjectorError::Superseded { model: "visits" })
        ),
        "{superseded:?}"
    );
    assert_eq!(bench.checkpoints().await, [(3, 1)]);
    let rows = bench.store().rows().dump::<Visits>(network).await.unwrap();
    assert_eq!(rows.len(), 5);
}

async fn two_rebuilds_at_once_leave_one_generation(bench: TestStore) {
    let (network, _) = long_log(&bench).await;
    let (one, two) = (projector(bench.store()), projector(&bench.another().await));
    one.catch_up(network).await.unwrap();
    let lived = bench.store().rows().dump::<Visits>(network).await.unwrap();
    let first = tokio::spawn(async move { one.rebuild(network).await });
    let second = tokio::spawn(async move { two.rebuild(network).await });
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() || second.is_ok(), "{first:?} {second:?}");
    assert_eq!(
        bench.store().rows().dump::<Visits>(network).await.unwrap(),
        lived
    );
    let left = bench.checkpoints().await;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0].1, 1, "it is live");
}

async fn nothing_is_rebuilt_where_nothing_happened(bench: TestStore) {
    let network = any_network();
    projector(bench.store()).rebuild(network).await.unwrap();
    assert!(
        bench
            .store()
            .rows()
            .dump::<Visits>(network)
            .await
            .unwrap()
            .is_empty()
    );
}
