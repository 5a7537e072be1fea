//! Appending and reading: places, versions, days, several streams at once.

use crate::bench::{TODAY, after, append, commit, event, guarded, noted, opening, whole_log};
use event_store::{
    AppendError, Appended, Position, StoreError,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;

on_both_engines!(
    what_was_appended_is_loaded,
    positions_are_gapless_and_per_network,
    a_stale_expectation_conflicts,
    a_moved_guard_refuses,
    several_streams_are_written_together_or_not_at_all,
    days_never_go_back,
    many_streams_are_loaded_at_once,
    an_append_without_events_only_guards,
    misuse_is_refused,
);

async fn what_was_appended_is_loaded(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let members = json!({
        "event": "RecordOpened", "occurred_on": "2026-11-20", "reason": null,
        "identity": {"name": "Frau Kern", "phone": "0201 1"}, "child": ["Suse", "Viola"],
        "counselling": "fears that the office hears of it", "code": "K7-QX2", "evidence": {"by": 3},
    });
    let opened = store
        .append(append(
            network,
            vec![opening(stream, any_owner(), vec![event(members.clone())])],
        ))
        .await
        .unwrap();
    let first = Position::new(1);
    assert_eq!(
        opened,
        Appended::Committed {
            position: first,
            last: first
        }
    );
    let loaded = store.load(network, stream).await.unwrap();
    assert_eq!(loaded.len(), 1);
    assert_eq!(json!(loaded[0].event), members);
    assert_eq!(loaded[0].name(), "RecordOpened");
    assert_eq!((loaded[0].position, loaded[0].version), (first, 0));
    assert_eq!(loaded[0].recorded_on, TODAY);
    assert!(
        !format!("{:?}", loaded[0]).contains("Kern"),
        "content is redacted"
    );
    assert_eq!(
        store.at(network, first).await.unwrap().as_ref(),
        loaded.first()
    );
    assert_eq!(store.at(network, Position::new(2)).await.unwrap(), None);
    assert_eq!(store.at(network, Position::START).await.unwrap(), None);
}

async fn positions_are_gapless_and_per_network(bench: TestStore) {
    let store = bench.store();
    let (one, two) = (any_network(), any_network());
    for round in 0..3 {
        for network in [one, two] {
            let events = vec![noted(round), noted(round + 10)];
            commit(
                store,
                append(network, vec![opening(any_stream(), any_owner(), events)]),
            )
            .await;
        }
    }
    for network in [one, two] {
        let log = whole_log(store, network).await;
        let positions: Vec<_> = log.iter().map(|event| event.position.get()).collect();
        assert_eq!(positions, [1, 2, 3, 4, 5, 6]);
        let versions: Vec<_> = log.iter().map(|event| event.version).collect();
        assert_eq!(versions, [0, 1, 0, 1, 0, 1]);
        assert_eq!(store.head(network).await.unwrap(), Position::new(6));
    }
    let page = store.read_from(one, Position::new(2), 3).await.unwrap();
    let positions: Vec<_> = page.iter().map(|event| event.position.get()).collect();
    assert_eq!(positions, [3, 4, 5]);
    let beyond = store.read_from(one, Position::new(u64::MAX), 3).await;
    assert!(beyond.unwrap().is_empty());
    let mut networks = vec![one, two];
    networks.sort();
    assert_eq!(store.networks().await.unwrap(), networks);
    assert_eq!(store.head(any_network()).await.unwrap(), Position::START);
}

async fn a_stale_expectation_conflicts(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    commit(
        store,
        append(network, vec![opening(stream, any_owner(), vec![noted(0)])]),
    )
    .await;
    commit(
        store,
        append(network, vec![after(stream, 1, vec![noted(1)])]),
    )
    .await;
    for expected in [0, 1, 3] {
        let mut write = after(stream, expected, vec![noted(9)]);
        write.owner = (expected == 0).then(any_owner);
        let refused = store.append(append(network, vec![write])).await;
        assert!(
            matches!(&refused, Err(AppendError::Conflict { stream: at }) if *at == stream),
            "{expected}: {refused:?}"
        );
    }
    assert_eq!(store.head(network).await.unwrap(), Position::new(2));
}

async fn a_moved_guard_refuses(bench: TestStore) {
    let (store, network, consent) = (bench.store(), any_network(), any_stream());
    let issue = || {
        append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(5)])],
        )
    };
    commit(
        store,
        append(network, vec![opening(consent, any_owner(), vec![noted(0)])]),
    )
    .await;
    commit(store, guarded(issue(), consent, 1)).await;
    commit(
        store,
        append(network, vec![after(consent, 1, vec![noted(1)])]),
    )
    .await;
    let refused = store.append(guarded(issue(), consent, 1)).await;
    assert!(
        matches!(&refused, Err(AppendError::GuardMoved { stream }) if *stream == consent),
        "{refused:?}"
    );
    commit(store, guarded(issue(), consent, 2)).await;
    commit(store, guarded(issue(), any_stream(), 0)).await;
}

async fn several_streams_are_written_together_or_not_at_all(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let (a, b) = (any_stream(), any_stream());
    let (owner_a, owner_b) = (any_owner(), any_owner());
    let both = append(
        network,
        vec![
            opening(a, owner_a, vec![noted(0), noted(1)]),
            opening(b, owner_b, vec![noted(2)]),
        ],
    );
    let done = store.append(both).await.unwrap();
    let (position, last) = (Position::new(1), Position::new(3));
    assert_eq!(done, Appended::Committed { position, last });
    let stale = append(
        network,
        vec![after(a, 2, vec![noted(3)]), after(b, 0, vec![noted(4)])],
    );
    assert!(store.append(stale).await.is_err());
    assert_eq!(store.load(network, a).await.unwrap().len(), 2);
    assert_eq!(store.load(network, b).await.unwrap().len(), 1);
    assert_eq!(store.head(network).await.unwrap(), last);
}

async fn days_never_go_back(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    for day in [100, 90, 101] {
        let mut append = append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(0)])],
        );
        append.recorded_on = day;
        commit(store, append).await;
    }
    let days = whole_log(store, network).await;
    let days: Vec<_> = days.iter().map(|event| event.recorded_on).collect();
    assert_eq!(days, [100, 100, 101]);
}

async fn many_streams_are_loaded_at_once(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let streams: Vec<_> = (0..5).map(|_| any_stream()).collect();
    for (number, stream) in (0..).zip(&streams) {
        let events = vec![noted(number), noted(number + 100)];
        commit(
            store,
            append(network, vec![opening(*stream, any_owner(), events)]),
        )
        .await;
    }
    let asked = [streams[1], streams[3], any_stream(), streams[1]];
    let loaded = store.load_many(network, &asked).await.unwrap();
    assert_eq!(loaded.len(), 2);
    for (number, stream) in [(1, streams[1]), (3, streams[3])] {
        let numbers: Vec<_> = loaded[&stream]
            .iter()
            .map(|event| &event.event["number"])
            .collect();
        assert_eq!(numbers, [&json!(number), &json!(number + 100)]);
    }
    assert!(
        store
            .load(any_network(), streams[0])
            .await
            .unwrap()
            .is_empty()
    );
}

async fn an_append_without_events_only_guards(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let last = commit(
        store,
        append(network, vec![opening(stream, any_owner(), vec![noted(0)])]),
    )
    .await;
    let empty = || append(network, Vec::new());
    let done = store.append(guarded(empty(), stream, 1)).await.unwrap();
    assert_eq!(
        done,
        Appended::Committed {
            position: last,
            last
        }
    );
    let refused = store.append(guarded(empty(), stream, 2)).await;
    assert!(matches!(refused, Err(AppendError::GuardMoved { .. })));
}

async fn misuse_is_refused(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let invalid = |result| matches!(result, Err(AppendError::Store(StoreError::Invalid(_))));
    let ownerless = append(network, vec![after(stream, 0, vec![noted(0)])]);
    assert!(invalid(store.append(ownerless).await));
    let owner = any_owner();
    commit(
        store,
        append(network, vec![opening(stream, owner, vec![noted(0)])]),
    )
    .await;
    let mut stolen = after(stream, 1, vec![noted(1)]);
    stolen.owner = Some(any_owner());
    assert!(invalid(store.append(append(network, vec![stolen])).await));
    let mut kept = after(stream, 1, vec![noted(1)]);
    kept.owner = Some(owner);
    commit(store, append(network, vec![kept])).await;
    let twice = vec![
        after(stream, 2, vec![noted(2)]),
        after(stream, 3, vec![noted(3)]),
    ];
    assert!(invalid(store.append(append(network, twice)).await));
}
