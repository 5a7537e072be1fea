//! cqrs-es' `EventStore` over this log: commit is an append to one stream.
//! Its snapshots and its query dispatch are not used: rows are the projector's work.

use crate::{
    Append, AppendError, EventDraft, Recorded, Store, StoreError, StreamWrite,
    ids::{Day, NetworkId, OwnerId, StreamId},
};
use cqrs_es::{Aggregate, AggregateContext, AggregateError, EventEnvelope, EventStore};
use serde_json::{Map, Value};
use std::{collections::HashMap, marker::PhantomData};

/// Members of a stored event that cqrs-es carries beside it.
const METADATA: [&str; 3] = ["recorded_at", "occurred_on", "actor"];

/// The streams of one kind of aggregate in one network; aggregate ids are 32 hexadecimal digits.
pub struct Streams<'a, A> {
    store: &'a Store,
    network: NetworkId,
    recorded_on: Day,
    owner: Option<OwnerId>,
    aggregate: PhantomData<fn() -> A>,
}

/// An aggregate as it was loaded.
pub struct StreamContext<A> {
    stream: StreamId,
    length: u64,
    aggregate: A,
}

impl<A: Aggregate> AggregateContext<A> for StreamContext<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.aggregate
    }
}

impl<'a, A: Aggregate> Streams<'a, A> {
    /// The streams of a network, written today.
    #[must_use]
    pub fn new(store: &'a Store, network: NetworkId, recorded_on: Day) -> Self {
        Self {
            store,
            network,
            recorded_on,
            owner: None,
            aggregate: PhantomData,
        }
    }

    /// Whose keys seal a stream that the next commit opens.
    #[must_use]
    pub fn owned_by(mut self, owner: OwnerId) -> Self {
        self.owner = Some(owner);
        self
    }

    async fn read(
        &self,
        aggregate_id: &str,
    ) -> Result<(StreamId, Vec<EventEnvelope<A>>), AggregateError<A::Error>> {
        let stream = StreamId::from_hex(aggregate_id).ok_or_else(|| {
            unexpected(StoreError::Invalid(
                "an aggregate id is 32 hexadecimal digits",
            ))
        })?;
        let loaded = self.store.load(self.network, stream).await;
        let events = loaded.map_err(database)?;
        let envelopes = events.into_iter().map(envelope::<A>);
        Ok((stream, envelopes.collect::<Result<_, _>>()?))
    }
}

impl<A: Aggregate> EventStore<A> for Streams<'_, A> {
    type AC = StreamContext<A>;

    async fn load_events(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        Ok(self.read(aggregate_id).await?.1)
    }

    async fn load_aggregate(
        &self,
        aggregate_id: &str,
    ) -> Result<Self::AC, AggregateError<A::Error>> {
        let (stream, events) = self.read(aggregate_id).await?;
        let length = events.len() as u64;
        let mut aggregate = A::default();
        for event in events {
            aggregate.apply(event.payload);
        }
        Ok(StreamContext {
            stream,
            length,
            aggregate,
        })
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: Self::AC,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let drafts = events.iter().map(|event| draft(event, &metadata));
        let write = StreamWrite {
            stream: context.stream,
            expected: context.length,
            owner: self.owner.filter(|_| context.length == 0),
            events: drafts.collect::<Result<_, _>>()?,
        };
        let append = Append {
            network: self.network,
            recorded_on: self.recorded_on,
            writes: vec![write],
            guards: Vec::new(),
            codes: Vec::new(),
            erase: Vec::new(),
            shred: Vec::new(),
            idempotency: None,
            outcome: String::new(),
        };
        self.store.append(append).await.map_err(refused)?;
        let start = context.length;
        let envelopes = (start..).zip(events).map(|(version, payload)| {
            Ok(EventEnvelope {
                aggregate_id: context.stream.to_string(),
                sequence: sequence(version)?,
                payload,
                metadata: metadata.clone(),
            })
        });
        envelopes.collect()
    }
}

/// The event's object with the metadata as members; JSON text becomes JSON.
fn draft<E: serde::Serialize, U: std::error::Error>(
    event: &E,
    metadata: &HashMap<String, String>,
) -> Result<EventDraft, AggregateError<U>> {
    let value = serde_json::to_value(event).map_err(unexpected)?;
    let Value::Object(mut object) = value else {
        return Err(unexpected(crate::DraftError::NoObject));
    };
    for name in METADATA {
        if let Some(text) = metadata.get(name) {
            let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()));
            object.insert(name.to_owned(), value);
        }
    }
    EventDraft::new(object).map_err(unexpected)
}

fn envelope<A: Aggregate>(
    mut recorded: Recorded,
) -> Result<EventEnvelope<A>, AggregateError<A::Error>> {
    let metadata = take_metadata(&mut recorded.event);
    // serde's message may quote values: only the place is passed on.
    let payload = recorded.decode().map_err(|_| {
        let what = "the event does not read as one of its aggregate".to_owned();
        let position = recorded.position;
        AggregateError::DeserializationError(Box::new(StoreError::Damaged { position, what }))
    })?;
    Ok(EventEnvelope {
        aggregate_id: recorded.stream.to_string(),
        sequence: sequence(recorded.version)?,
        payload,
        metadata,
    })
}

fn take_metadata(object: &mut Map<String, Value>) -> HashMap<String, String> {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    METADATA
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), text(object.remove(*name)?))))
        .collect()
}

/// cqrs-es counts a stream's events from 1.
fn sequence<U: std::error::Error>(version: u64) -> Result<usize, AggregateError<U>> {
    usize::try_from(version + 1).map_err(unexpected)
}

fn refused<U: std::error::Error>(error: AppendError) -> AggregateError<U> {
    match error {
        AppendError::Conflict { .. } => AggregateError::AggregateConflict,
        AppendError::Store(error @ StoreError::Database(_)) => database(error),
        other => unexpected(other),
    }
}

fn database<U: std::error::Error>(error: StoreError) -> AggregateError<U> {
    AggregateError::DatabaseConnectionError(Box::new(error))
}

fn unexpected<U: std::error::Error>(
    error: impl std::error::Error + Send + Sync + 'static,
) -> AggregateError<U> {
    AggregateError::UnexpectedError(Box::new(error))
}
