//! A page of the log folded into the rows of models, inside the caller's transaction. Each row is loaded once
//! and written once.

use super::{
    checkpoint,
    generation::Generation,
    model::{PlacedRow, Projection, ProjectorError, Subject},
    rows::{self, FoundRow, Name, Spot, Writer},
};
use crate::{
    Store, StoreError, engine::Session, event::Recorded, ids::Position, keys::Known, network::Log,
    open, read,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

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
    keys: Known,
    pub(super) progress: Progress,
}

impl Page {
    /// The next events after `from`, as many as one transaction folds.
    pub(super) async fn after(
        from: Position,
        store: &Store,
        log: &mut Log<'_>,
    ) -> Result<Self, StoreError> {
        let limit = store.engine.events_at_once();
        let rows = read::raw_page(log, from, limit).await?;
        let mut keys = Known::default();
        let whose = (store.keys.as_ref(), &mut keys);
        let mut events = open::open_known(whose, log, &rows).await?;
        let progress = Progress {
            position: events.last().map_or(from, |last| last.position),
            caught_up: events.len() < limit as usize,
        };
        events.retain(|event| !event.is_erased() && !event.is_the_stores_own());
        Ok(Self {
            events,
            keys,
            progress,
        })
    }
}

/// Models that move together, and the generation of each. The caller holds their checkpoints' locks.
pub(super) type Moving<'a> = [(&'a Projection, Generation<'a>)];

/// Folds a page and moves the checkpoints. What all models need is read at once and written at once.
pub(super) async fn apply(
    store: &Store,
    session: &mut Session,
    moving: &Moving<'_>,
    page: Page,
) -> Result<(), ProjectorError> {
    let Page {
        events,
        mut keys,
        progress,
    } = page;
    let Some((_, Generation { network, .. })) = moving.first() else {
        return Ok(());
    };
    let mut work: Vec<_> = moving
        .iter()
        .map(|(projection, generation)| Work::new(projection, *generation, &events))
        .collect();
    load(store, session, &mut work, &mut keys).await?;
    for work in &mut work {
        work.fold()?;
    }
    save(store, session, work, keys).await?;
    let numbers = moving.iter().map(|(_, generation)| generation.number);
    checkpoint::advance(&mut session.of(network), numbers, progress.position).await?;
    Ok(())
}

/// What a page means to one model.
struct Work<'a> {
    projection: &'a Projection,
    generation: Generation<'a>,
    events: Vec<(&'a Recorded, Vec<Subject>)>,
    held: BTreeMap<Subject, Held>,
}

impl<'a> Work<'a> {
    fn new(projection: &'a Projection, generation: Generation<'a>, events: &'a [Recorded]) -> Self {
        let (network, model) = (generation.network, generation.model);
        let events = events
            .iter()
            .map(|event| (event, projection.model.subjects(event)));
        let events: Vec<_> = events.collect();
        let mut held = BTreeMap::new();
        for subject in events.iter().flat_map(|(_, subjects)| subjects) {
            held.entry(subject.clone()).or_insert_with(|| Held {
                name: Name::of(network, model, subject),
                before: None,
                now: Now::Loaded(None),
            });
        }
        Self {
            projection,
            generation,
            events,
            held,
        }
    }

    /// Takes the rows that were found.
    fn loaded(&mut self, found: Vec<FoundRow>) -> Result<(), StoreError> {
        let mut found: HashMap<_, _> = found.into_iter().map(|row| (row.name.order, row)).collect();
        for held in self.held.values_mut() {
            let Some(found) = found.remove(&held.name.order) else {
                continue;
            };
            if found.name != held.name {
                let model = self.generation.model;
                return Err(rows::damaged(model, "two rows have one name"));
            }
            held.before = Some(found.spot);
            held.now = Now::Loaded(Some(Value::Object(found.row)));
        }
        Ok(())
    }

    fn fold(&mut self) -> Result<(), ProjectorError> {
        let projection = self.projection;
        for (event, subjects) in &self.events {
            for subject in subjects {
                let Some(held) = self.held.get_mut(subject) else {
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

    fn placed(&self) -> impl Iterator<Item = &PlacedRow> {
        self.held.values().filter_map(|held| match &held.now {
            Now::Folded(placed) => placed.as_ref(),
            Now::Loaded(_) => None,
        })
    }
}

async fn load(
    store: &Store,
    session: &mut Session,
    work: &mut [Work<'_>],
    keys: &mut Known,
) -> Result<(), StoreError> {
    let wanted = work.iter().map(|work| {
        let orders = work.held.values().map(|held| held.name.order);
        (work.generation, orders.collect())
    });
    let wanted: Vec<(Generation<'_>, Vec<i64>)> = wanted.collect();
    let found = rows::load_all(store, session, &wanted, keys).await?;
    for (work, found) in work.iter_mut().zip(found) {
        work.loaded(found)?;
    }
    Ok(())
}

async fn save(
    store: &Store,
    session: &mut Session,
    work: Vec<Work<'_>>,
    mut keys: Known,
) -> Result<(), ProjectorError> {
    let Some(network) = work.first().map(|work| work.generation.network) else {
        return Ok(());
    };
    // The lock on the checkpoints keeps erasure out: what is read here is valid until the commit.
    let placed: Vec<&PlacedRow> = work.iter().flat_map(Work::placed).collect();
    let sealed_with = placed.iter().map(|placed| placed.sealed_with);
    let log = &mut session.of(network);
    keys.ask(log, &store.keys, sealed_with).await?;
    let listed = placed
        .iter()
        .filter_map(|placed| placed.listed.as_ref().map(|(owner, _)| *owner));
    let erased = store.keys.erased(log, listed.collect()).await?;
    let mut writer = Writer::new(store, network, erased, keys);
    for work in work {
        let mut changes = writer.of_model(work.generation);
        for Held { name, before, now } in work.held.into_values() {
            match now {
                Now::Loaded(_) => {}
                Now::Folded(None) => changes.remove(name, before),
                Now::Folded(Some(placed)) => changes.save(session, name, before, placed).await?,
            }
        }
    }
    Ok(writer.write(session).await?)
}
