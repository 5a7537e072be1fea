//! Rows whose day has passed, for clocks.

use crate::{
    bench::TODAY,
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    NetworkId, Store,
    testing::{TestStore, any_network, any_owner},
};

on_both_engines!(
    open_rows_are_due_when_their_day_has_passed,
    due_rows_follow_the_live_generation,
);

async fn due(store: &Store, network: NetworkId, before: i32, limit: u32) -> Vec<String> {
    let rows = store.rows().due::<Visits>(network, before, limit).await;
    let names = rows.unwrap().into_iter().map(|row| row.identity);
    names.collect()
}

async fn open_rows_are_due_when_their_day_has_passed(bench: TestStore) {
    let (store, network, elsewhere) = (bench.store(), any_network(), any_network());
    let gone = any_owner();
    for (network, owner, day, name) in [
        (network, any_owner(), Some(12), "twelve"),
        (network, any_owner(), Some(10), "ten"),
        (network, any_owner(), Some(13), "thirteen"),
        (network, any_owner(), None, "none"),
        (network, gone, Some(9), "gone"),
        (elsewhere, any_owner(), Some(8), "elsewhere"),
    ] {
        // Each desk has a list of its own: clocks look at all of them.
        came(store, network, (any_owner(), owner), (day, name)).await;
    }
    let no_longer_open = came(store, network, (any_owner(), any_owner()), (Some(7), "due")).await;
    came_again(store, network, no_longer_open, 1).await;
    for network in [network, elsewhere] {
        projector(store).catch_up(network).await.unwrap();
    }
    store.erase_owner(network, gone, TODAY).await.unwrap();
    assert_eq!(due(store, network, 13, 100).await, ["ten", "twelve"]);
    assert_eq!(due(store, network, 14, 2).await, ["ten", "twelve"]);
    assert_eq!(
        due(store, network, 14, 3).await,
        ["ten", "twelve", "thirteen"]
    );
    assert!(
        due(store, network, 10, 100).await.is_empty(),
        "its day is not over"
    );
    assert_eq!(due(store, elsewhere, 13, 100).await, ["elsewhere"]);
    assert!(due(store, any_network(), 13, 100).await.is_empty());
}

async fn due_rows_follow_the_live_generation(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let stream = came(store, network, (any_owner(), any_owner()), (Some(1), "one")).await;
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    projector.rebuild(network).await.unwrap();
    assert_eq!(
        due(store, network, 2, 10).await,
        ["one"],
        "once, not per generation"
    );
    came_again(store, network, stream, 1).await;
    projector.catch_up(network).await.unwrap();
    assert!(due(store, network, 2, 10).await.is_empty());
}
