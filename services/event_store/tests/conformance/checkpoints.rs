//! A log that was put back to an older copy does not fit the checkpoint that lies apart.

use crate::bench::{TODAY, append, commit, noted, opening, whole_log};
use event_store::{
    AgainstCheckpoint, CHECKPOINT_GIVEN_UP, NetworkId, Position, SignedCheckpoint, Store,
    testing::{TestStore, any_network, any_owner, any_stream},
};

on_both_engines!(
    a_log_that_goes_on_holds_its_checkpoints,
    an_older_copy_is_behind_its_checkpoint,
    a_log_that_was_changed_below_differs,
    why_a_checkpoint_was_given_up_is_recorded,
);

async fn some_events(store: &Store, network: NetworkId, count: u64) {
    for number in 0..count {
        let write = opening(any_stream(), any_owner(), vec![noted(number)]);
        commit(store, append(network, vec![write])).await;
    }
}

async fn now(store: &Store, network: NetworkId) -> SignedCheckpoint {
    let head = store.tree_head(network).await.unwrap();
    SignedCheckpoint { network, head }
}

async fn a_log_that_goes_on_holds_its_checkpoints(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let mut taken = vec![now(store, network).await];
    for count in [1, 2, 4, 5] {
        some_events(store, network, count).await;
        taken.push(now(store, network).await);
    }
    let another = bench.another().await;
    for checkpoint in &taken {
        for store in [store, &another] {
            let against = store.against(checkpoint).await.unwrap();
            assert_eq!(against, AgainstCheckpoint::Holds);
        }
    }
    assert_eq!(taken[4].head.size, Position::new(12));
}

async fn an_older_copy_is_behind_its_checkpoint(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    some_events(store, network, 3).await;
    bench.back_up().await;
    some_events(store, network, 2).await;
    let checkpoint = now(store, network).await;
    bench.restore().await;
    let head = Position::new(3);
    let against = store.against(&checkpoint).await.unwrap();
    assert_eq!(against, AgainstCheckpoint::Behind { head });
    // It went on from there: long enough, and still another one.
    some_events(store, network, 4).await;
    let against = store.against(&checkpoint).await.unwrap();
    assert_eq!(against, AgainstCheckpoint::Differs);
}

async fn a_log_that_was_changed_below_differs(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    some_events(store, network, 6).await;
    let checkpoint = now(store, network).await;
    some_events(store, network, 1).await;
    bench.forge_body(network, Position::new(2), 40, true).await;
    let another = bench.another().await;
    let against = another.against(&checkpoint).await.unwrap();
    assert_eq!(against, AgainstCheckpoint::Differs);
}

async fn why_a_checkpoint_was_given_up_is_recorded(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    some_events(store, network, 2).await;
    let checkpoint = now(store, network).await;
    let reason = "The disk of the 28th broke; the backup of the night before was restored.";
    let given_up = store.give_up_checkpoint(&checkpoint, reason, TODAY);
    given_up.await.unwrap();
    let log = whole_log(store, network).await;
    let last = log.last().unwrap();
    assert!(last.is_the_stores_own());
    assert_eq!(last.name(), CHECKPOINT_GIVEN_UP);
    assert_eq!(last.event["reason"], reason);
    assert_eq!(last.event["size"], 2);
    store.verify(network, |_| Ok(())).await.unwrap();
}
