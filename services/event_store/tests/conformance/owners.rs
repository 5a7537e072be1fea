//! What belongs to an owner, and whether it is sound.

use crate::bench::{TODAY, append, commit, event, noted, opening};
use event_store::{
    NetworkId, OwnerId, Position, StreamId, VerifyError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    an_owner_has_its_streams_erased_or_not,
    an_owners_events_are_verified,
    damage_is_found_in_the_owners_events_only,
);

/// A path, two streams of a record, and one of an institution.
struct Three {
    network: NetworkId,
    path: OwnerId,
    record: OwnerId,
    institution: OwnerId,
    streams: [StreamId; 4],
}

async fn three(bench: &TestStore) -> Three {
    let (network, streams) = (any_network(), [(); 4].map(|()| any_stream()));
    let (path, record, institution) = (any_owner(), any_owner(), any_owner());
    let recorded = event(json!({"event": "ConsentRecorded", "evidence": "signed"}));
    let named = event(json!({"event": "Named", "identity": "Kern"}));
    let consent = opening(streams[0], path, vec![noted(1), recorded]);
    let writes = vec![
        consent,
        opening(streams[1], record, vec![named]),
        opening(streams[2], institution, vec![noted(2)]),
        opening(streams[3], record, vec![noted(3)]),
    ];
    commit(bench.store(), append(network, writes)).await;
    Three {
        network,
        path,
        record,
        institution,
        streams,
    }
}

async fn an_owner_has_its_streams_erased_or_not(bench: TestStore) {
    let three = three(&bench).await;
    let (store, network) = (bench.store(), three.network);
    let mut records = vec![three.streams[1], three.streams[3]];
    records.sort();
    let of = async |owner| store.owners_streams(network, owner).await.unwrap();
    assert_eq!(of(three.record).await, records);
    assert_eq!(of(three.institution).await, [three.streams[2]]);
    assert_eq!(of(three.path).await, [three.streams[0]]);
    assert!(of(any_owner()).await.is_empty());
    let elsewhere = store.owners_streams(any_network(), three.record).await;
    assert!(elsewhere.unwrap().is_empty());
    store
        .erase_owner(network, three.record, TODAY)
        .await
        .unwrap();
    assert_eq!(of(three.record).await, records);
}

async fn an_owners_events_are_verified(bench: TestStore) {
    let three = three(&bench).await;
    let (store, network) = (bench.store(), three.network);
    let of = async |owner| store.verify_streams_of(network, owner).await.unwrap();
    for (owner, events) in [
        (three.path, 2),
        (three.record, 2),
        (three.institution, 1),
        (any_owner(), 0),
    ] {
        assert_eq!(of(owner).await, events);
    }
    store
        .erase_owner(network, three.record, TODAY)
        .await
        .unwrap();
    store.purge(network, TODAY, 0).await.unwrap();
    assert_eq!(
        of(three.record).await,
        2,
        "the proof of what is purged stays"
    );
}

async fn damage_is_found_in_the_owners_events_only(bench: TestStore) {
    let three = three(&bench).await;
    let (store, network, named) = (bench.store(), three.network, Position::new(3));
    for (leaf, what) in [(false, "leaf"), (true, "does not open")] {
        // Twice the same bit would mend it.
        bench
            .forge_body(network, named, if leaf { 41 } else { 40 }, leaf)
            .await;
        match store.verify_streams_of(network, three.record).await {
            Err(VerifyError::Violation(violation)) => {
                assert_eq!(violation.position, named);
                assert!(violation.what.contains(what), "{violation}");
            }
            other => panic!("a violation is expected: {other:?}"),
        }
        for (owner, events) in [(three.path, 2), (three.institution, 1)] {
            let verified = store.verify_streams_of(network, owner).await;
            assert_eq!(verified.unwrap(), events);
        }
    }
    bench
        .tamper("DELETE FROM stream_key WHERE owner_key IN (SELECT owner_key FROM stream_key GROUP BY owner_key HAVING COUNT(*) = 1)")
        .await;
    let refused = store.verify_streams_of(network, three.record).await;
    assert!(
        matches!(&refused, Err(VerifyError::Violation(violation)) if violation.position == named),
        "an unknown key may be anybody's: {refused:?}"
    );
}
