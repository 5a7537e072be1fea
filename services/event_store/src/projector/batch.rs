//! A page of the log folded into the rows of one generation, inside the caller's transaction.
//! Each row is loaded once and written once.

use super::{
    checkpoint,
    model::{PlacedRow, Projection, ProjectorError, Subject},
    rows::{self, Generation, Name, Spot, Writer},
};
use crate::{
    PartClass, Store, StoreError, engine::Session, event::Recorded, ids::Position, keys::Network,
    read,
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
struct Held {
    name: Name,
    /// Where it stood before the page.
    before: Option<Spot>,
    now: Now,
}

enum Now {
    Loaded(Option<Value>),
    Folded(Option<PlacedRow>),
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
        network: &Network,
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
    generation: Generation<'_>,
    Page { events, progress }: &Page,
) -> Result<(), ProjectorError> {
    if events.is_empty() {
        return Ok(());
    }
    let work: Vec<_> = events
        .iter()
        .filter(|event| !event.is_erased() && !event.is_the_stores_own())
        .map(|event| (event, projection.model.subjects(event)))
        .collect();
    let mut held = load(store, session, generation, &work).await?;
    fold(projection, &work, &mut held)?;
    save(store, session, generation, held).await?;
    checkpoint::advance(session, generation, progress.position).await?;
    Ok(())
}

type Work<'a> = (&'a Recorded, Vec<Subject>);

async fn load(
    store: &Store,
    session: &mut Session,
    generation: Generation<'_>,
    work: &[Work<'_>],
) -> Result<BTreeMap<Subject, Held>, StoreError> {
    let (network, model) = (generation.network, generation.model);
    let mut held = BTreeMap::new();
    for subject in work.iter().flat_map(|(_, subjects)| subjects) {
        held.entry(subject.clone()).or_insert_with(|| Held {
            name: Name::of(network, model, subject),
            before: None,
            now: Now::Loaded(None),
        });
    }
    let orders: Vec<_> = held.values().map(|held: &Held| held.name.order).collect();
    let found = rows::load(store, session, generation, &orders).await?;
    let mut found: HashMap<_, _> = found.into_iter().map(|row| (row.name.order, row)).collect();
    for held in held.values_mut() {
        let Some(found) = found.remove(&held.name.order) else {
            continue;
        };
        if found.name != held.name {
            return Err(rows::damaged(model, "two rows have one name"));
        }
        held.before = Some(found.spot);
        held.now = Now::Loaded(Some(Value::Object(found.row)));
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
            let Some(held) = held.get_mut(subject) else {
                continue;
            };
            let row = match std::mem::replace(&mut held.now, Now::Folded(None)) {
                Now::Loaded(row) => row,
                Now::Folded(placed) => placed.map(|placed| placed.row),
            };
            let folded = projection.model.fold(subject, row, event);
            let placed = folded.map_err(|reason| ProjectorError::Fold {
                model: projection.name,
                position: event.position,
                reason,
            })?;
            held.now = Now::Folded(placed);
        }
    }
    Ok(())
}

async fn save(
    store: &Store,
    session: &mut Session,
    generation: Generation<'_>,
    held: BTreeMap<Subject, Held>,
) -> Result<(), ProjectorError> {
    let placed = held.values().filter_map(|held| match &held.now {
        Now::Folded(Some(placed)) => Some(placed),
        Now::Folded(None) | Now::Loaded(_) => None,
    });
    let parts = placed.flat_map(|placed| {
        let members = PartClass::MEMBERS.into_iter();
        let its = members.filter(|(member, _)| placed.row.get(member).is_some());
        let classes = its.map(|(_, class)| class).chain([PartClass::Core]);
        classes.map(|class| (placed.sealed_with, class))
    });
    let parts: Vec<_> = parts.collect();
    // The lock on the checkpoint keeps erasure out: what is read here is valid until the commit.
    let network = generation.network;
    let mut keys: HashMap<_, Vec<_>> = HashMap::new();
    for ((stream, _), key) in store
        .keys
        .of_parts(session, network, parts.into_iter())
        .await?
    {
        keys.entry(stream).or_default().push(key);
    }
    let mut writer = Writer::new(store, generation);
    for Held { name, before, now } in held.into_values() {
        let Now::Folded(placed) = now else { continue };
        let Some(placed) = placed else {
            writer.remove(name, before);
            continue;
        };
        let keys = keys.entry(placed.sealed_with).or_default();
        let saved = writer.save(session, name, before, &placed, keys);
        saved.await?;
    }
    Ok(writer.write(session).await?)
}
