//! Short words for the suite.

use event_store::{
    Append, Appended, EventDraft, Guard, NetworkId, OwnerId, Position, Probe, Recorded, Store,
    StreamId, StreamWrite,
};
use futures::future::BoxFuture;
use serde_json::{Map, Value, json};
use tokio::sync::Notify;

pub(crate) const TODAY: i32 = 20_779;

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => panic!("an object is expected"),
    }
}

/// An event from its members, `event` among them.
pub(crate) fn event(members: Value) -> EventDraft {
    EventDraft::new(object(members)).unwrap()
}

pub(crate) fn noted(number: u64) -> EventDraft {
    event(json!({"event": "Noted", "number": number}))
}

/// A write that opens a stream.
pub(crate) fn opening(stream: StreamId, owner: OwnerId, events: Vec<EventDraft>) -> StreamWrite {
    StreamWrite {
        stream,
        expected: 0,
        owner: Some(owner),
        events,
    }
}

/// A write to a stream that has so many events.
pub(crate) fn after(stream: StreamId, expected: u64, events: Vec<EventDraft>) -> StreamWrite {
    StreamWrite {
        stream,
        expected,
        owner: None,
        events,
    }
}

pub(crate) fn append(network: NetworkId, writes: Vec<StreamWrite>) -> Append {
    Append {
        network,
        recorded_on: TODAY,
        writes,
        guards: Vec::new(),
        codes: Vec::new(),
        erase: Vec::new(),
        shred: Vec::new(),
        idempotency: None,
        outcome: "done".to_owned(),
    }
}

pub(crate) fn guarded(mut append: Append, stream: StreamId, expected: u64) -> Append {
    append.guards.push(Guard { stream, expected });
    append
}

/// Appends what must go through; gives the last position.
pub(crate) async fn commit(store: &Store, append: Append) -> Position {
    match store.append(append).await.unwrap() {
        Appended::Committed { last, .. } => last,
        Appended::Replayed { .. } => panic!("nothing was appended before"),
    }
}

pub(crate) async fn whole_log(store: &Store, network: NetworkId) -> Vec<Recorded> {
    store
        .read_from(network, Position::START, 10_000)
        .await
        .unwrap()
}

/// Stops an append where its probe stands until it may go on.
#[derive(Default)]
pub(crate) struct Gate {
    pub(crate) reached: Notify,
    pub(crate) go: Notify,
}

impl Gate {
    pub(crate) async fn pass(&self) {
        self.reached.notify_one();
        self.go.notified().await;
    }
}

/// Holds an append that has written everything and committed nothing.
#[derive(Default)]
pub(crate) struct HoldsLock(pub(crate) Gate);

impl Probe for HoldsLock {
    fn before_commit(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.0.pass())
    }
}

/// Holds a projector that has written rows and committed nothing.
#[derive(Default)]
pub(crate) struct HoldsRows(pub(crate) Gate);

impl Probe for HoldsRows {
    fn before_rows(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.0.pass())
    }
}

/// Holds a rebuild that has read the log and not yet taken the old rows' place.
#[derive(Default)]
pub(crate) struct HoldsSwap(pub(crate) Gate);

impl Probe for HoldsSwap {
    fn before_swap(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.0.pass())
    }
}

/// Tells when an append is about to ask for the lock, and lets it.
#[derive(Default)]
pub(crate) struct AsksForLock(pub(crate) Notify);

impl Probe for AsksForLock {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        self.0.notify_one();
        Box::pin(std::future::ready(()))
    }
}
