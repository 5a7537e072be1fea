//! A page of the log folded into the rows of one generation, inside the caller's transaction.
//! Each row is loaded once and written once.

use super::{
    checkpoint,
    model::{Placed, Projection, ProjectorError, Subject},
    rows::{self, Generation, NewRow},
};
use crate::{
    Store, StoreError,
    engine::Session,
    event::Recorded,
    ids::{NetworkId, OwnerId, Position},
    index, read,
    seal::Secret,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// How many events one transaction folds: on SQLite it keeps the only writer for as long.
pub(super) const BATCH: u32 = 200;

/// How far a batch comes.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    pub(super) position: Position,
    /// Whether the log had no more when it was read.
    pub(super) caught_up: bool,
}

/// A row between loading and writing.
enum Held {
    Loaded(Option<Value>),
    Folded(Option<Placed<Value>>),
}

/// What the log has next.
pub(super) struct Page {
    events: Vec<Recorded>,
    pub(super) progress: Progress,
}

impl Page {
    /// The next events after `from`, at most so many.
    pub(super) async fn after(
        from: Position,
        limit: u32,
        store: &Store,
        session: &mut Session,
        network: NetworkId,
    ) -> Result<Self, StoreError> {
        let events = read::read_page(&store.keys, session, network, from, limit).await?;
        let progress = Progress {
            position: events.last().map_or(from, |last| last.position),
            caught_up: events.len() < limit as usize,
        };
        Ok(Self { events, progress })
    }
}

/// Folds a page and moves the checkpoint, whose lock the caller holds.
pub(super) async fn apply(
    store: &Store,
    session: &mut Session,
    projection: &Projection,
    generation: Generation,
    Page { events, progress }: &Page,
) -> Result<(), ProjectorError> {
    if events.is_empty() {
        return Ok(());
    }
    let network = generation.network;
    let names = index::network_owner(network);
    let network_key = store.index_key_in(session, network, names).await?;
    let work: Vec<_> = events
        .iter()
        .filter(|event| !event.is_erased())
        .map(|event| (event, projection.model.subjects(event)))
        .collect();
    let mut held = load(store, session, generation, &network_key, &work).await?;
    fold(projection, &work, &mut held)?;
    save(store, session, generation, &network_key, &held).await?;
    checkpoint::advance(
        session,
        network,
        generation.model,
        generation.number,
        progress.position,
    )
    .await?;
    Ok(())
}

type Work<'a> = (&'a Recorded, Vec<Subject>);

async fn load(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    network_key: &Secret,
    work: &[Work<'_>],
) -> Result<BTreeMap<Subject, Held>, StoreError> {
    let subjects = work.iter().flat_map(|(_, subjects)| subjects);
    let ids: BTreeMap<[u8; 32], Subject> = subjects
        .map(|subject| {
            let id = rows::row_id(network_key, generation.model, subject);
            (id, subject.clone())
        })
        .collect();
    let row_ids: Vec<_> = ids.keys().copied().collect();
    let mut held: BTreeMap<_, _> = ids
        .values()
        .map(|subject| (subject.clone(), Held::Loaded(None)))
        .collect();
    for found in rows::load(store, session, generation, &row_ids).await? {
        let subject = ids[&found.row_id].clone();
        held.insert(subject, Held::Loaded(Some(Value::Object(found.row))));
    }
    Ok(held)
}

fn fold(
    projection: &Projection,
    work: &[Work<'_>],
    held: &mut BTreeMap<Subject, Held>,
) -> Result<(), ProjectorError> {
    for (event, subjects) in work {
        for subject in subjects {
            let row = match held.remove(subject) {
                Some(Held::Loaded(row)) => row,
                Some(Held::Folded(placed)) => placed.map(|placed| placed.row),
                None => None,
            };
            let folded = projection.model.fold(subject, row, event);
            let placed = folded.map_err(|reason| ProjectorError::Fold {
                model: projection.name,
                position: event.position,
                reason,
            })?;
            held.insert(subject.clone(), Held::Folded(placed));
        }
    }
    Ok(())
}

async fn save(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    network_key: &Secret,
    held: &BTreeMap<Subject, Held>,
) -> Result<(), ProjectorError> {
    let streams = held.values().filter_map(|held| match held {
        Held::Folded(Some(placed)) => Some(placed.sealed_with),
        Held::Folded(None) | Held::Loaded(_) => None,
    });
    let streams = streams.collect();
    // The lock on the checkpoint keeps erasure out: what is read here is valid until the commit.
    let network = generation.network;
    let mut keys = store.keys.of_streams(session, network, &streams).await?;
    let mut list_keys = HashMap::new();
    for (subject, held) in held {
        let Held::Folded(placed) = held else { continue };
        let row_id = rows::row_id(network_key, generation.model, subject);
        let Some(placed) = placed else {
            rows::delete(session, generation, &row_id).await?;
            continue;
        };
        let search_hash = match &placed.listed {
            None => None,
            Some((owner, text)) => list_key(store, session, generation, *owner, &mut list_keys)
                .await?
                .map(|key| index::text_hash(&key, text)),
        };
        let new = NewRow {
            row_id,
            placed,
            search_hash,
        };
        let keys = keys.entry(placed.sealed_with).or_default();
        rows::save(store, session, generation, network_key, &new, keys).await?;
    }
    Ok(())
}

/// The index key of a list's owner; an erased owner has no lists.
async fn list_key(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    owner: OwnerId,
    known: &mut HashMap<OwnerId, Option<Secret>>,
) -> Result<Option<Secret>, StoreError> {
    if let Some(key) = known.get(&owner) {
        return Ok(key.clone());
    }
    let key = match store.index_key_in(session, generation.network, owner).await {
        Ok(key) => Some(key),
        Err(StoreError::Erased(_)) => None,
        Err(error) => return Err(error),
    };
    known.insert(owner, key.clone());
    Ok(key)
}
