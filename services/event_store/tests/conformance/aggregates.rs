//! The log under cqrs-es.

use crate::bench::TODAY;
use cqrs_es::{
    Aggregate, AggregateError, CqrsFramework, DomainEvent, EventStore, event_sink::EventSink,
};
use event_store::{
    Streams,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

on_both_engines!(
    commands_become_events_with_their_metadata,
    a_stale_aggregate_conflicts,
    an_id_that_is_no_id_is_refused,
);

#[derive(Default, Debug, Serialize, Deserialize)]
struct Tally {
    sum: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", deny_unknown_fields)]
enum TallyEvent {
    Added {
        amount: u32,
        identity: Option<String>,
    },
}

impl DomainEvent for TallyEvent {
    fn event_type(&self) -> String {
        "Added".to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("nothing to add")]
struct NothingToAdd;

impl Aggregate for Tally {
    const TYPE: &'static str = "tally";
    type Command = u32;
    type Event = TallyEvent;
    type Error = NothingToAdd;
    type Services = ();

    async fn handle(
        &mut self,
        amount: u32,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), NothingToAdd> {
        if amount == 0 {
            return Err(NothingToAdd);
        }
        let identity = Some(format!("person {amount}"));
        sink.write(TallyEvent::Added { amount, identity }, self)
            .await;
        Ok(())
    }

    fn apply(&mut self, event: TallyEvent) {
        let TallyEvent::Added { amount, .. } = event;
        self.sum += amount;
    }
}

async fn commands_become_events_with_their_metadata(bench: TestStore) {
    let (store, network, stream) = (bench.store(), any_network(), any_stream());
    let id = stream.to_string();
    let metadata = HashMap::from([
        ("recorded_at".to_owned(), "2026-11-22T12:00:00Z".to_owned()),
        (
            "actor".to_owned(),
            r#"{"staff":{"function":"caseworker"}}"#.to_owned(),
        ),
    ]);
    // The framework wants a store that lives as long as itself.
    let store: &'static event_store::Store = Box::leak(Box::new(store.clone()));
    let streams = Streams::<Tally>::new(store, network, TODAY).owned_by(any_owner());
    let framework = CqrsFramework::new(streams, Vec::new(), ());
    for amount in [2, 3] {
        framework
            .execute_with_metadata(&id, amount, metadata.clone())
            .await
            .unwrap();
    }
    let refused = framework.execute(&id, 0).await;
    assert!(matches!(
        refused,
        Err(AggregateError::UserError(NothingToAdd))
    ));
    let events = store.load(network, stream).await.unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].event["actor"]["staff"]["function"], "caseworker");
    assert_eq!(events[0].event["recorded_at"], "2026-11-22T12:00:00Z");
    let streams = Streams::<Tally>::new(store, network, TODAY);
    let envelopes = streams.load_events(&id).await.unwrap();
    let sequences: Vec<_> = envelopes.iter().map(|envelope| envelope.sequence).collect();
    assert_eq!(sequences, [1, 2]);
    assert_eq!(envelopes[1].metadata, metadata);
    let identity = Some("person 3".to_owned());
    assert_eq!(
        envelopes[1].payload,
        TallyEvent::Added {
            amount: 3,
            identity
        }
    );
}

async fn a_stale_aggregate_conflicts(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let id = any_stream().to_string();
    let streams = Streams::<Tally>::new(store, network, TODAY).owned_by(any_owner());
    let added = |amount| {
        vec![TallyEvent::Added {
            amount,
            identity: None,
        }]
    };
    let one = streams.load_aggregate(&id).await.unwrap();
    let two = streams.load_aggregate(&id).await.unwrap();
    streams.commit(added(1), one, HashMap::new()).await.unwrap();
    let refused = streams.commit(added(2), two, HashMap::new()).await;
    assert!(
        matches!(refused, Err(AggregateError::AggregateConflict)),
        "{refused:?}"
    );
    let third = streams.load_aggregate(&id).await.unwrap();
    let envelopes = streams
        .commit(added(3), third, HashMap::new())
        .await
        .unwrap();
    assert_eq!(envelopes[0].sequence, 2);
}

async fn an_id_that_is_no_id_is_refused(bench: TestStore) {
    let streams = Streams::<Tally>::new(bench.store(), any_network(), TODAY);
    for id in [
        "",
        "slip-1",
        "00112233445566778899aabbccddeef",
        "+0112233445566778899aabbccddeeff",
    ] {
        let refused = streams.load_events(id).await;
        assert!(
            matches!(refused, Err(AggregateError::UnexpectedError(_))),
            "{id}"
        );
    }
}
