//! Races between two open stores, as between two processes.

use crate::bench::{
    AsksForLock, HoldsLock, after, append, commit, guarded, noted, opening, whole_log,
};
use event_store::{
    AppendError, Appended, Checks, NetworkId, StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

on_both_engines!(
    a_guard_sees_what_was_committed_while_it_waited_for_the_lock,
    without_checks_the_same_race_goes_through,
    an_expectation_sees_what_was_committed_while_it_waited_for_the_lock,
    concurrent_appends_of_two_stores_leave_no_gap,
    one_of_many_writers_wins_each_version,
);

/// A withdrawal holds the head's lock, uncommitted; a disclosure guarded by the consent waits for
/// that lock; then the withdrawal commits. What becomes of the disclosure?
async fn disclosure_behind_withdrawal(
    bench: &TestStore,
    checks: Checks,
    disclose: impl FnOnce(NetworkId, StreamId) -> event_store::Append,
) -> Result<Appended, AppendError> {
    let (network, consent) = (any_network(), any_stream());
    commit(
        bench.store(),
        append(network, vec![opening(consent, any_owner(), vec![noted(0)])]),
    )
    .await;
    let holds = Arc::new(HoldsLock::default());
    let first = bench.options().probe(holds.clone()).open().await.unwrap();
    let asks = Arc::new(AsksForLock::default());
    let second = bench
        .options()
        .probe(asks.clone())
        .checks(checks)
        .open()
        .await
        .unwrap();
    let withdrawal = append(network, vec![after(consent, 1, vec![noted(1)])]);
    let withdrawal = tokio::spawn(async move { first.append(withdrawal).await });
    holds.0.reached.notified().await;
    let disclosure = disclose(network, consent);
    let disclosure = tokio::spawn(async move { second.append(disclosure).await });
    asks.0.notified().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(
        !disclosure.is_finished(),
        "the disclosure waits for the lock"
    );
    holds.0.go.notify_one();
    withdrawal.await.unwrap().unwrap();
    disclosure.await.unwrap()
}

fn guarded_disclosure(network: NetworkId, consent: StreamId) -> event_store::Append {
    let disclosure = append(
        network,
        vec![opening(any_stream(), any_owner(), vec![noted(7)])],
    );
    guarded(disclosure, consent, 1)
}

async fn a_guard_sees_what_was_committed_while_it_waited_for_the_lock(bench: TestStore) {
    let result = disclosure_behind_withdrawal(&bench, Checks::On, guarded_disclosure).await;
    assert!(
        matches!(result, Err(AppendError::GuardMoved { .. })),
        "{result:?}"
    );
}

async fn without_checks_the_same_race_goes_through(bench: TestStore) {
    let result = disclosure_behind_withdrawal(&bench, Checks::Off, guarded_disclosure).await;
    assert!(
        matches!(result, Ok(Appended::Committed { .. })),
        "{result:?}"
    );
}

async fn an_expectation_sees_what_was_committed_while_it_waited_for_the_lock(bench: TestStore) {
    let same_stream = |network, consent| append(network, vec![after(consent, 1, vec![noted(8)])]);
    let result = disclosure_behind_withdrawal(&bench, Checks::On, same_stream).await;
    assert!(
        matches!(result, Err(AppendError::Conflict { .. })),
        "{result:?}"
    );
}

async fn concurrent_appends_of_two_stores_leave_no_gap(bench: TestStore) {
    let network = any_network();
    let another = bench.another().await;
    let tasks: Vec<_> = (0..16)
        .map(|task| {
            let store = if task % 2 == 0 {
                bench.store().clone()
            } else {
                another.clone()
            };
            tokio::spawn(async move {
                let stream = any_stream();
                let owner = any_owner();
                commit(
                    &store,
                    append(network, vec![opening(stream, owner, vec![noted(task)])]),
                )
                .await;
                for length in 1..8 {
                    commit(
                        &store,
                        append(network, vec![after(stream, length, vec![noted(task)])]),
                    )
                    .await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let log = whole_log(bench.store(), network).await;
    let positions: Vec<_> = log.iter().map(|event| event.position.get()).collect();
    assert_eq!(positions, (1..=16 * 8).collect::<Vec<_>>());
    let report = bench.store().verify(network, |_| Ok(())).await.unwrap();
    assert_eq!((report.events, report.streams), (16 * 8, 16));
}

async fn one_of_many_writers_wins_each_version(bench: TestStore) {
    let (network, stream) = (any_network(), any_stream());
    let another = bench.another().await;
    commit(
        bench.store(),
        append(network, vec![opening(stream, any_owner(), vec![noted(0)])]),
    )
    .await;
    for length in 1..4 {
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = if task % 2 == 0 {
                    bench.store().clone()
                } else {
                    another.clone()
                };
                let write = append(network, vec![after(stream, length, vec![noted(task)])]);
                tokio::spawn(async move { store.append(write).await })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => won += 1,
                Err(AppendError::Conflict { .. }) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1, "writers at length {length}");
    }
    let versions: BTreeSet<_> = bench
        .store()
        .load(network, stream)
        .await
        .unwrap()
        .iter()
        .map(|event| event.version)
        .collect();
    assert_eq!(versions, (0..4).collect());
}
