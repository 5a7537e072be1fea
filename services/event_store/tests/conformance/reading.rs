//! Reading a stream: its length, and all of it.

use crate::bench::{TODAY, after, append, commit, noted, opening};
use event_store::OwnerId;
use event_store::testing::{TestStore, any_network, any_owner, any_stream};

on_both_engines!(
    a_long_stream_is_read_whole,
    what_others_add_to_the_networks_own_streams_is_read,
);

async fn a_long_stream_is_read_whole(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let versions = async || {
        let events = store.load(network, stream).await.unwrap();
        let versions: Vec<u64> = events.iter().map(|event| event.version).collect();
        (store.version(network, stream).await.unwrap(), versions)
    };
    assert_eq!(versions().await, (0, vec![]), "nothing is written");
    let owner = any_owner();
    let first = (0..150).map(noted).collect();
    let opened = append(network, vec![opening(stream, owner, first)]);
    commit(store, opened).await;
    for (day, length) in [(1, 150), (2, 350)] {
        let events = (0..200).map(noted).collect();
        let mut later = append(network, vec![after(stream, length, events)]);
        later.recorded_on = TODAY + day;
        commit(store, later).await;
        assert_eq!(
            versions().await,
            (length + 200, (0..length + 200).collect())
        );
    }
}

/// They are kept as they were read last, and read on from there.
async fn what_others_add_to_the_networks_own_streams_is_read(bench: TestStore) {
    let (here, network, stream) = (bench.store(), any_network(), any_stream());
    let there = bench.another().await;
    let owner = OwnerId::from_bytes(*network.as_bytes());
    let opened = append(network, vec![opening(stream, owner, vec![noted(0)])]);
    commit(&there, opened).await;
    for length in 1..40 {
        // Read by one that has kept what came before, by one that wrote it, and by one that knows nothing.
        let fresh = bench.another().await;
        let all = fresh.load(network, stream).await.unwrap();
        assert_eq!(all.len() as u64, length);
        for store in [here, &there] {
            for _ in 0..2 {
                assert!(store.load(network, stream).await.unwrap() == all);
            }
        }
        let (few, many) = (
            vec![noted(length)],
            vec![opening(any_stream(), owner, vec![noted(9)])],
        );
        let mut added = append(network, many);
        added.writes.push(after(stream, length, few));
        commit(&there, added).await;
    }
    // With another stream, and one that is not there.
    let (others, nobody) = (any_stream(), any_stream());
    let other = append(network, vec![opening(others, any_owner(), vec![noted(1)])]);
    commit(here, other).await;
    let found = here.load_many(network, &[stream, others, nobody]).await;
    let found = found.unwrap();
    assert_eq!(found[&stream].len(), 40);
    assert_eq!(found[&others].len(), 1);
    assert!(!found.contains_key(&nobody));
}
