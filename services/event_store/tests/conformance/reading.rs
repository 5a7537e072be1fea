//! Reading a stream: its length, and all of it.

use crate::bench::{TODAY, after, append, commit, noted, opening};
use event_store::testing::{TestStore, any_network, any_owner, any_stream};

on_both_engines!(a_long_stream_is_read_whole);

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
