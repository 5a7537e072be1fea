//! Dropping an append at any await leaves the store as if it had or had not happened.

use crate::bench::{HoldsLock, after, append, commit, noted, opening, whole_log};
use event_store::{
    Appended, Position, StoreError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use std::{sync::Arc, task::Poll, time::Duration};

on_both_engines!(
    an_append_dropped_anywhere_leaves_the_store_usable,
    an_append_dropped_before_its_commit_never_happened,
    dropped_appends_give_their_lock_to_another_store,
);

/// The beginning, the lock, the look at what it protects, the writing and the commit.
const AWAITS: u32 = 5;

async fn an_append_dropped_anywhere_leaves_the_store_usable(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (mut rounds, mut most) = (0, 0);
    // On a busy machine an answer may be there before it is awaited: then a round has fewer polls.
    while rounds < 3 || (most < AWAITS && rounds < 100) {
        let mut polls = 0;
        // One poll more each time: the append is dropped at every await in turn.
        loop {
            let writes =
                (0..3).map(|number| opening(any_stream(), any_owner(), vec![noted(number)]));
            let append = store.append(append(network, writes.collect()));
            if let Some(done) = polled(polls, append).await {
                let Appended::Committed { position, last } = done.unwrap() else {
                    panic!("no key was given");
                };
                assert_eq!(last, position.plus(2));
                break;
            }
            polls += 1;
        }
        rounds += 1;
        most = most.max(polls);
    }
    assert!(
        most > 3,
        "an append awaits the database several times: {most}"
    );
    let head = commit(
        store,
        append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(9)])],
        ),
    )
    .await;
    let log = whole_log(store, network).await;
    let positions: Vec<_> = log.iter().map(|event| event.position.get()).collect();
    assert_eq!(positions, (1..=head.get()).collect::<Vec<_>>());
    assert_eq!(
        head.get() % 3,
        1,
        "each append happened whole or not at all"
    );
    assert!(head.get() > 3 * 3, "those that were not dropped are there");
    store.verify(network, |_| Ok(())).await.unwrap();
}

/// Polls a future at most so often, then drops it.
pub(crate) async fn polled<F: Future>(most: u32, future: F) -> Option<F::Output> {
    let mut future = std::pin::pin!(future);
    let mut left = most;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

async fn an_append_dropped_before_its_commit_never_happened(bench: TestStore) {
    let (network, stream) = (any_network(), any_stream());
    let open = append(network, vec![opening(stream, any_owner(), vec![noted(0)])]);
    commit(bench.store(), open).await;
    let holds = Arc::new(HoldsLock::default());
    let store = bench.options().probe(holds.clone()).open().await.unwrap();
    for _ in 0..20 {
        let store = store.clone();
        let written = append(network, vec![after(stream, 1, vec![noted(1)])]);
        let task = tokio::spawn(async move { store.append(written).await });
        holds.0.reached.notified().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    assert_eq!(store.head(network).await.unwrap(), Position::new(1));
    // The same store, its connections and its lock are usable at once.
    holds.0.go.notify_one();
    commit(
        &store,
        append(network, vec![after(stream, 1, vec![noted(2)])]),
    )
    .await;
    assert_eq!(store.load(network, stream).await.unwrap().len(), 2);
}

async fn dropped_appends_give_their_lock_to_another_store(bench: TestStore) {
    let (network, stream) = (any_network(), any_stream());
    let open = append(network, vec![opening(stream, any_owner(), vec![noted(0)])]);
    commit(bench.store(), open).await;
    let holds = Arc::new(HoldsLock::default());
    let store = bench.options().probe(holds.clone()).open().await.unwrap();
    let held = append(network, vec![after(stream, 1, vec![noted(1)])]);
    let held = tokio::spawn(async move { store.append(held).await });
    holds.0.reached.notified().await;
    let waiting = append(network, vec![after(stream, 1, vec![noted(2)])]);
    let other = bench.another().await;
    let waiting = tokio::spawn(async move { other.append(waiting).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    held.abort();
    let done = tokio::time::timeout(Duration::from_secs(5), waiting).await;
    let done = done.expect("the lock is free").unwrap();
    assert!(!matches!(
        done,
        Err(event_store::AppendError::Store(StoreError::Database(_)))
    ));
    let two = Position::new(2);
    assert_eq!(
        done.unwrap(),
        Appended::Committed {
            position: two,
            last: two
        }
    );
}
