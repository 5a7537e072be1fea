//! Several models: at one place they move in one transaction, and one that stands still keeps no other.

use crate::{
    bench::{after, append, commit, event},
    visits::{Visits, came, came_again},
};
use event_store::{
    FoldError, Placed, Position, Probe, Projection, Projector, ReadModel, Recorded, StateGroup,
    Store, Subject,
    testing::{TestStore, any_network, any_owner},
};
use futures::future::BoxFuture;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

on_both_engines!(
    models_at_one_place_move_in_one_transaction,
    one_that_stands_still_keeps_no_other,
    a_new_model_catches_up_and_moves_along,
    together_in_several_processes_each_event_is_folded_once,
);

/// The events of each stream, by their number; it knows every event.
struct Lengths;

impl ReadModel for Lengths {
    type Row = Length;
    const NAME: &'static str = "lengths";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        vec![Subject::of_stream(event.stream)]
    }

    fn fold(
        _: &Subject,
        row: Option<Length>,
        event: &Recorded,
    ) -> Result<Option<Placed<Length>>, FoldError> {
        let length = row.map_or(0, |row| row.length) + 1;
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: None,
            day: None,
            state: StateGroup::Open,
            row: Length { length },
        }))
    }
}

#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
struct Length {
    length: u64,
}

/// Counts the projector's transactions.
#[derive(Default)]
struct Counts(AtomicUsize);

impl Probe for Counts {
    fn before_rows(&self) -> BoxFuture<'_, ()> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(()))
    }
}

fn both(store: &Store) -> Projector {
    let models = vec![Projection::of::<Visits>(), Projection::of::<Lengths>()];
    Projector::new(store.clone(), models)
}

async fn models_at_one_place_move_in_one_transaction(bench: TestStore) {
    let counts = Arc::new(Counts::default());
    let store = bench.options().probe(counts.clone()).open().await.unwrap();
    let (network, desk) = (any_network(), any_owner());
    let stream = came(&store, network, (desk, any_owner()), (None, "Kern")).await;
    let projector = both(&store);
    projector.catch_up(network).await.unwrap();
    counts.0.store(0, Ordering::SeqCst);
    came_again(&store, network, stream, 1).await;
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::new(2));
    assert_eq!(counts.0.load(Ordering::SeqCst), 1);
    let subject = Subject::of_stream(stream);
    let visits = store.rows().get::<Visits>(network, &subject).await.unwrap();
    let lengths = store
        .rows()
        .get::<Lengths>(network, &subject)
        .await
        .unwrap();
    assert_eq!((visits.unwrap().count, lengths.unwrap().length), (2, 2));
    projector.catch_up(network).await.unwrap();
    assert_eq!(
        counts.0.load(Ordering::SeqCst),
        1,
        "an idle look writes nothing"
    );
}

async fn one_that_stands_still_keeps_no_other(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let projector = both(store);
    projector.catch_up(network).await.unwrap();
    let odd = event(json!({"event": "Odd"}));
    commit(store, append(network, vec![after(stream, 1, vec![odd])])).await;
    came_again(store, network, stream, 2).await;
    let running = tokio::spawn({
        let projector = projector.clone();
        async move { projector.run(std::future::pending()).await }
    });
    let subject = Subject::of_stream(stream);
    for _ in 0..200 {
        let row = store
            .rows()
            .get::<Lengths>(network, &subject)
            .await
            .unwrap();
        if row.unwrap().length == 3 {
            running.abort();
            let visits = store.rows().get::<Visits>(network, &subject).await.unwrap();
            assert_eq!(visits.unwrap().count, 1, "it does not know that event");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the other model stands still too");
}

async fn a_new_model_catches_up_and_moves_along(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    crate::visits::projector(store)
        .catch_up(network)
        .await
        .unwrap();
    let projector = both(store);
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::new(1));
    came_again(store, network, stream, 1).await;
    assert_eq!(projector.catch_up(network).await.unwrap(), Position::new(2));
    let subject = Subject::of_stream(stream);
    let row = store
        .rows()
        .get::<Lengths>(network, &subject)
        .await
        .unwrap();
    assert_eq!(row.unwrap().length, 2);
}

async fn together_in_several_processes_each_event_is_folded_once(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let another = bench.another().await;
    let stream = came(store, network, (desk, any_owner()), (None, "Kern")).await;
    let tasks: Vec<_> = (0..4)
        .map(|task| {
            let projector = both(if task % 2 == 0 { store } else { &another });
            tokio::spawn(async move {
                for _ in 0..20 {
                    projector.catch_up(network).await.unwrap();
                }
            })
        })
        .collect();
    for length in 1..60 {
        came_again(store, network, stream, length).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    both(store).catch_up(network).await.unwrap();
    let subject = Subject::of_stream(stream);
    let visits = store.rows().get::<Visits>(network, &subject).await.unwrap();
    let lengths = store
        .rows()
        .get::<Lengths>(network, &subject)
        .await
        .unwrap();
    assert_eq!((visits.unwrap().count, lengths.unwrap().length), (60, 60));
}
