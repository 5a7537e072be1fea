//! Read models: folded once, listed, erased, awaited.

use crate::{
    bench::{TODAY, after, append, commit, event},
    visits::{Visit, Visits, came, came_again, projector},
};
use event_store::{
    NetworkId, Position, ProjectorError, StateGroup, Store, StreamId, Subject,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;
use std::time::Duration;

on_both_engines!(
    rows_follow_the_log,
    catching_up_twice_changes_nothing,
    lists_are_ordered_and_counted,
    rows_are_sealed_and_go_with_their_owner,
    a_waiter_is_told_when_rows_are_there,
    a_waiter_looks_itself_before_it_gives_up,
    rounds_of_another_network_put_no_look_off,
    several_projectors_fold_each_event_once,
    a_refusing_fold_stands_still_and_loses_nothing,
    a_row_that_folds_to_nothing_is_removed,
);

async fn row(store: &Store, network: NetworkId, stream: StreamId) -> Option<Visit> {
    let subject = Subject::of_stream(stream);
    store.rows().get::<Visits>(network, &subject).await.unwrap()
}

async fn rows_follow_the_log(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let projector = projector(store);
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::START);
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    assert_eq!(
        row(store, network, stream).await,
        None,
        "nothing is folded yet"
    );
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::new(1));
    let first = row(store, network, stream).await.unwrap();
    assert_eq!((first.count, first.identity.as_str()), (1, "Kern"));
    came_again(store, network, stream, 1).await;
    came_again(store, network, stream, 2).await;
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::new(3));
    assert_eq!(row(store, network, stream).await.unwrap().count, 3);
    assert_eq!(row(store, network, any_stream()).await, None);
}

async fn catching_up_twice_changes_nothing(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    came_again(store, network, stream, 1).await;
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    let once = store.rows().dump::<Visits>(network).await.unwrap();
    projector.catch_up(network).await.unwrap();
    assert_eq!(store.rows().dump::<Visits>(network).await.unwrap(), once);
    assert_eq!(once.len(), 1);
    assert_eq!(once[0].row["count"], 2);
}

async fn lists_are_ordered_and_counted(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let days = [Some(30), None, Some(10), Some(20)];
    let mut streams = Vec::new();
    for (day, name) in days.into_iter().zip(["thirty", "none", "ten", "twenty"]) {
        streams.push(came(store, network, (desk, any_owner()), (day, name)).await);
    }
    came(
        store,
        network,
        (any_owner(), any_owner()),
        (Some(1), "elsewhere"),
    )
    .await;
    came_again(store, network, streams[3], 1).await;
    projector(store).catch_up(network).await.unwrap();
    let list = async |owner, listed: &'static str| -> Vec<String> {
        let rows = store.rows();
        let rows = rows.list::<Visits>(network, owner, listed).await.unwrap();
        rows.into_iter().map(|row| row.identity).collect()
    };
    let all = ["ten", "twenty", "thirty", "none"];
    assert_eq!(list(desk, "worklist ").await, all);
    let until = async |state| {
        let (rows, of) = (store.rows(), ("worklist", state));
        let count = rows.count_between::<Visits>(network, desk, of, 0..=20);
        count.await.unwrap()
    };
    assert_eq!(
        (until(StateGroup::Open).await, until(StateGroup::Due).await),
        (1, 1)
    );
    assert!(list(desk, "another list").await.is_empty());
    assert!(list(any_owner(), "worklist").await.is_empty());
}

async fn rows_are_sealed_and_go_with_their_owner(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (gone, kept) = (any_owner(), any_owner());
    let stream = came(store, network, (desk, gone), (Some(1), "Sichtbar-Nie")).await;
    came(store, network, (desk, kept), (Some(2), "Bleibt-Da")).await;
    projector(store).catch_up(network).await.unwrap();
    for secret in ["Sichtbar-Nie", "Bleibt-Da", "Worklist"] {
        assert!(
            !bench.keeps(secret.as_bytes()).await,
            "{secret} in the clear"
        );
    }
    let erased = store.erase_owner(network, gone, TODAY).await.unwrap();
    assert_eq!(erased.rows, 1);
    assert_eq!(row(store, network, stream).await, None);
    let left = store.rows().list::<Visits>(network, desk, "worklist").await;
    let left: Vec<_> = left.unwrap().into_iter().map(|row| row.identity).collect();
    assert_eq!(left, ["Bleibt-Da"]);
}

async fn a_waiter_is_told_when_rows_are_there(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let projector = projector(store);
    let second = Duration::from_secs(5);
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let nobody = projector
        .wait_for(network, Position::new(1), Duration::from_millis(60))
        .await;
    assert!(!nobody.unwrap(), "nobody folds yet");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = projector.clone();
    let running = tokio::spawn(async move {
        running.run(async move { drop(stopped.await) }).await;
    });
    assert!(
        projector
            .wait_for(network, Position::new(1), second)
            .await
            .unwrap()
    );
    assert_eq!(row(store, network, stream).await.unwrap().count, 1);
    let before = std::time::Instant::now();
    for length in 1..4 {
        came_again(store, network, stream, length).await;
        assert!(
            projector
                .wait_for(network, Position::new(length + 1), second)
                .await
                .unwrap()
        );
        assert_eq!(row(store, network, stream).await.unwrap().count, length + 1);
    }
    assert!(
        before.elapsed() < Duration::from_millis(2_900),
        "appends wake the projector"
    );
    stop.send(()).unwrap();
    tokio::time::timeout(second, running)
        .await
        .expect("it stops when told")
        .unwrap();
}

async fn a_waiter_looks_itself_before_it_gives_up(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (here, elsewhere) = (projector(store), projector(&bench.another().await));
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    here.catch_up(network).await.unwrap();
    came_again(store, network, stream, 1).await;
    elsewhere.catch_up(network).await.unwrap();
    let reached = here.wait_for(network, Position::new(2), Duration::ZERO);
    assert!(reached.await.unwrap(), "the checkpoints tell");
}

async fn rounds_of_another_network_put_no_look_off(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (here, elsewhere) = (projector(store), projector(&bench.another().await));
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let other = any_network();
    came(store, other, (desk, any_owner()), (None, "Anderswo")).await;
    here.catch_up(network).await.unwrap();
    came_again(store, network, stream, 1).await;
    let rounds = tokio::spawn({
        let here = here.clone();
        async move {
            loop {
                here.catch_up(other).await.unwrap();
            }
        }
    });
    let waits = tokio::spawn(async move {
        let patience = Duration::from_secs(20);
        let before = std::time::Instant::now();
        let reached = here.wait_for(network, Position::new(2), patience).await;
        (reached.unwrap(), before.elapsed())
    });
    elsewhere.catch_up(network).await.unwrap();
    let (reached, after) = waits.await.unwrap();
    rounds.abort();
    assert!(reached);
    assert!(after < Duration::from_secs(2), "it looked after {after:?}");
}

async fn several_projectors_fold_each_event_once(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let another = bench.another().await;
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let tasks: Vec<_> = (0..4)
        .map(|task| {
            let projector = projector(if task % 2 == 0 { store } else { &another });
            tokio::spawn(async move {
                for _ in 0..20 {
                    projector.catch_up(network).await.unwrap();
                }
            })
        })
        .collect();
    for length in 1..30 {
        came_again(store, network, stream, length).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    projector(store).catch_up(network).await.unwrap();
    assert_eq!(row(store, network, stream).await.unwrap().count, 30);
}

async fn a_refusing_fold_stands_still_and_loses_nothing(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    let odd = event(json!({"event": "Odd"}));
    commit(store, append(network, vec![after(stream, 1, vec![odd])])).await;
    came_again(store, network, stream, 2).await;
    for _ in 0..2 {
        let refused = projector.catch_up(network).await;
        let at = Position::new(2);
        assert!(
            matches!(&refused, Err(ProjectorError::Fold { model: "visits", position, .. }) if *position == at),
            "{refused:?}"
        );
    }
    assert_eq!(row(store, network, stream).await.unwrap().count, 1);
}

async fn a_row_that_folds_to_nothing_is_removed(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    let left = event(json!({"event": "Left"}));
    commit(store, append(network, vec![after(stream, 1, vec![left])])).await;
    projector.catch_up(network).await.unwrap();
    assert_eq!(row(store, network, stream).await, None);
    assert!(
        store
            .rows()
            .dump::<Visits>(network)
            .await
            .unwrap()
            .is_empty()
    );
}
