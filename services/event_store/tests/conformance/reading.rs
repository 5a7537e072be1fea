//! Reading a stream: its length, and no more of it than is asked for.

use crate::bench::{TODAY, after, append, commit, noted, opening};
use event_store::testing::{TestStore, any_network, any_owner, any_stream};

on_both_engines!(the_end_of_a_long_stream_is_read_alone);

async fn the_end_of_a_long_stream_is_read_alone(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let since = async |day| {
        let (length, events) = store.load_since(network, stream, day).await.unwrap();
        let versions: Vec<u64> = events.iter().map(|event| event.version).collect();
        (length, versions)
    };
    assert_eq!(since(TODAY).await, (0, vec![]), "nothing is written");
    let owner = any_owner();
    let first = (0..150).map(noted).collect();
    let opened = append(network, vec![opening(stream, owner, first)]);
    commit(store, opened).await;
    for (day, length) in [(1, 150), (2, 350)] {
        let events = (0..200).map(noted).collect();
        let mut later = append(network, vec![after(stream, length, events)]);
        later.recorded_on = TODAY + day;
        commit(store, later).await;
    }
    assert_eq!(store.version(network, stream).await.unwrap(), 550);
    assert_eq!(since(TODAY + 3).await, (550, vec![]));
    assert_eq!(since(TODAY + 2).await, (550, (350..550).collect()));
    assert_eq!(since(TODAY + 1).await, (550, (150..550).collect()));
    assert_eq!(since(TODAY).await, (550, (0..550).collect()));
    let all = store.load(network, stream).await.unwrap();
    let (_, since) = store.load_since(network, stream, TODAY).await.unwrap();
    assert_eq!(since, all);
}
