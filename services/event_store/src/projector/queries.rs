//! Reading the rows of read models, always from the live generation.

mod place;

pub use place::{NoRowPlace, RowPlace};

use super::{
    checkpoint,
    lists::{self, Entry, List, Part},
    model::{ReadModel, StateGroup, Subject},
    rows::{self, FoundRow, Generation, Name},
};
use crate::{
    Store, StoreError,
    engine::{Session, Value},
    ids::{Day, NetworkId, OwnerId},
    keys::Network,
};
use serde_json::Value as Json;
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
    sync::Arc,
};

/// Reads rows.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    store: &'a Store,
}

/// From which end a list is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowOrder {
    /// By day; rows without a day come last.
    EarliestFirst,
    /// The other way round.
    LatestFirst,
}

/// Which page of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListPage {
    /// The rows in this state; without one, the rows of all states that have the list's text in their
    /// [`ReadModel::index`].
    pub state: Option<StateGroup>,
    /// From which end.
    pub order: RowOrder,
    /// Behind this place, or from the beginning.
    pub after: Option<RowPlace>,
    /// At most so many rows.
    pub limit: u32,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageOfRows<R> {
    /// Its rows; those whose keys are erased are not among them.
    pub rows: Vec<R>,
    /// Behind which place the list goes on, if it does.
    pub next: Option<RowPlace>,
}

/// What was looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found<R> {
    /// The rows; those whose keys are erased are not among them.
    pub rows: Vec<R>,
    /// There are more than were asked for.
    pub more: bool,
}

/// How many rows a list has in each state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowCounts {
    /// Going on.
    pub open: u64,
    /// Waiting for somebody.
    pub due: u64,
    /// Over.
    pub closed: u64,
}

/// A row with its place, for comparing generations.
#[derive(Clone, PartialEq)]
pub struct DumpedRow {
    /// The row's name, the same in every generation.
    pub row_id: i64,
    /// The row, opened.
    pub row: Json,
    /// The day that it is sorted by.
    pub day: Option<Day>,
    /// Whether something is to be done.
    pub state: StateGroup,
}

impl std::fmt::Debug for DumpedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DumpedRow({:?}, {:?})", self.day, self.state)
    }
}

impl Store {
    /// The rows of the read models.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows { store: self }
    }
}

const STATES: [StateGroup; 3] = [StateGroup::Open, StateGroup::Due, StateGroup::Closed];

/// A generation that is read, and its network.
struct Live {
    network: Arc<Network>,
    model: &'static str,
    number: u64,
}

impl Live {
    fn generation(&self) -> Generation<'_> {
        Generation::new(&self.network, self.model, self.number)
    }
}

impl Rows<'_> {
    /// The row of a subject.
    pub async fn get<M: ReadModel>(
        &self,
        network: NetworkId,
        subject: &Subject,
    ) -> Result<Option<M::Row>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let mut read = None;
        // A rebuild may put another generation in its place between two statements.
        while let Some(live) = self.live::<M>(&mut session, network).await? {
            if read.replace(live.number) == Some(live.number) {
                break;
            }
            let name = Name::of(&live.network, M::NAME, subject);
            let generation = live.generation();
            let rows = rows::load(self.store, &mut session, generation, &[name.order]).await?;
            if let Some(found) = rows.into_iter().find(|row| row.name == name) {
                return typed::<M>(found).map(Some);
            }
        }
        Ok(None)
    }

    /// The rows of these subjects, as far as they are there.
    pub async fn several<M: ReadModel>(
        &self,
        network: NetworkId,
        subjects: impl IntoIterator<Item = Subject>,
    ) -> Result<HashMap<Subject, M::Row>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut rows = HashMap::new();
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let by_name = subjects
                .into_iter()
                .map(|subject| (Name::of(&live.network, M::NAME, &subject), subject));
            let mut by_name: HashMap<_, _> = by_name.collect();
            let orders: Vec<_> = by_name.keys().map(|name| name.order).collect();
            let found = rows::load(self.store, &mut session, live.generation(), &orders).await?;
            for row in found {
                if let Some(subject) = by_name.remove(&row.name) {
                    rows.insert(subject, typed::<M>(row)?);
                }
            }
        }
        session.rollback().await?;
        Ok(rows)
    }

    /// A page of a list.
    pub async fn page<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
        page: ListPage,
    ) -> Result<PageOfRows<M::Row>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let (mut rows, mut next) = (Vec::new(), None);
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let list = match page.state {
                Some(state) => list(generation, owner, listed, state),
                None => List::index(generation.list(owner, listed)),
            };
            let limit = page.limit as usize;
            let part = Part {
                backwards: page.order == RowOrder::LatestFirst,
                after: page.after.map(RowPlace::entry),
                until: None,
                limit: limit + 1,
            };
            let mut entries = lists::read(&mut session, generation, list, part).await?;
            let more = entries.len() > limit;
            entries.truncate(limit);
            next = entries.last().filter(|_| more).copied().map(RowPlace::of);
            rows = self.rows::<M>(&mut session, generation, &entries).await?;
        }
        session.rollback().await?;
        Ok(PageOfRows { rows, next })
    }

    /// How many rows a list has; opens none.
    pub async fn count<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<RowCounts, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut counts = RowCounts::default();
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            for state in STATES {
                let list = list(generation, owner, listed, state);
                let count = lists::count(&mut session, generation, list).await?;
                match state {
                    StateGroup::Open => counts.open = count,
                    StateGroup::Due => counts.due = count,
                    StateGroup::Closed => counts.closed = count,
                }
            }
        }
        session.rollback().await?;
        Ok(counts)
    }

    /// The rows that the owner has under all of these texts by [`ReadModel::index`], by the day of the first,
    /// at most so many.
    pub async fn look_up<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        texts: &[String],
        limit: usize,
    ) -> Result<Found<M::Row>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut found = Found {
            rows: Vec::new(),
            more: false,
        };
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let lists = indexed(generation, owner, texts);
            let mut all = lists::whole(&mut session, generation, &lists)
                .await?
                .into_iter();
            let mut entries = all.next().unwrap_or_default();
            for others in all {
                let others: HashSet<_> = others.iter().map(|entry| entry.order).collect();
                entries.retain(|entry| others.contains(&entry.order));
            }
            found.more = entries.len() > limit;
            entries.truncate(limit);
            found.rows = self.rows::<M>(&mut session, generation, &entries).await?;
        }
        session.rollback().await?;
        Ok(found)
    }

    /// How often each of these texts counts by [`ReadModel::index`] in what the owner has, on these days;
    /// opens no row.
    pub async fn tally<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        texts: &[String],
        days: RangeInclusive<Day>,
    ) -> Result<Vec<u64>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut counts = vec![0; texts.len()];
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let lists = indexed(generation, owner, texts);
            counts =
                lists::counts_between(&mut session, generation, &lists, between(&days)).await?;
        }
        session.rollback().await?;
        Ok(counts)
    }

    /// How many rows of a list in this state have a day between these; opens none.
    pub async fn count_between<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        (listed, state): (&str, StateGroup),
        days: RangeInclusive<Day>,
    ) -> Result<u64, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut count = 0;
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let lists = [list(generation, owner, listed, state)];
            let counts = lists::counts_between(&mut session, generation, &lists, between(&days));
            count = counts.await?.into_iter().sum();
        }
        session.rollback().await?;
        Ok(count)
    }

    /// All rows of a list, by day; rows without a day come last. For lists that are short by nature.
    pub async fn list<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<Vec<M::Row>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut rows = Vec::new();
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let lists = STATES.map(|state| list(generation, owner, listed, state));
            let entries = lists::whole(&mut session, generation, &lists).await?;
            let mut entries = entries.concat();
            entries.sort_unstable();
            rows = self.rows::<M>(&mut session, generation, &entries).await?;
        }
        session.rollback().await?;
        Ok(rows)
    }

    /// The open rows of a network whose day has passed before this one, the oldest first, at most so
    /// many: for clocks that end what is over. Whoever ends them asks again until none is left. The
    /// model says that it is [`ReadModel::CLOCKED`].
    pub async fn due<M: ReadModel>(
        &self,
        network: NetworkId,
        before: Day,
        limit: u32,
    ) -> Result<Vec<M::Row>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut rows = Vec::new();
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let generation = live.generation();
            let list = List {
                name: generation.clock(),
                state: StateGroup::Open as u8,
            };
            let part = Part {
                backwards: false,
                after: None,
                until: Some(Entry::before(before)),
                limit: limit as usize,
            };
            let entries = lists::read(&mut session, generation, list, part).await?;
            rows = self.rows::<M>(&mut session, generation, &entries).await?;
        }
        session.rollback().await?;
        Ok(rows)
    }

    /// All rows of a model, opened, by name.
    pub async fn dump<M: ReadModel>(
        &self,
        network: NetworkId,
    ) -> Result<Vec<DumpedRow>, StoreError> {
        let mut session = self.store.engine.snapshot().await?;
        let mut dumped = Vec::new();
        if let Some(live) = self.live::<M>(&mut session, network).await? {
            let sql = format!(
                "/* walks */ SELECT {} FROM view_row WHERE network = $1 AND generation = $2",
                rows::COLUMNS
            );
            let params: [Value; 2] = [live.network.number.into(), live.number.into()];
            let found = session.query(&sql, &params).await?;
            let generation = live.generation();
            let found = rows::open(self.store, &mut session, generation, &found).await?;
            let all = found.into_iter().map(|found| DumpedRow {
                row_id: found.name.order,
                row: Json::Object(found.row),
                day: found.spot.day,
                state: found.spot.state,
            });
            dumped = all.collect::<Vec<_>>();
            dumped.sort_by_key(|row| row.row_id);
        }
        session.rollback().await?;
        Ok(dumped)
    }

    async fn live<M: ReadModel>(
        &self,
        session: &mut Session,
        network: NetworkId,
    ) -> Result<Option<Live>, StoreError> {
        let Some(network) = self.store.keys.network(session, network).await? else {
            return Ok(None);
        };
        let live = checkpoint::live(session, &network, M::NAME).await?;
        Ok(live.map(|live| Live {
            network,
            model: M::NAME,
            number: live.generation,
        }))
    }

    /// The rows of these entries in their order.
    async fn rows<M: ReadModel>(
        &self,
        session: &mut Session,
        generation: Generation<'_>,
        entries: &[Entry],
    ) -> Result<Vec<M::Row>, StoreError> {
        let orders: Vec<_> = entries.iter().map(|entry| entry.order).collect();
        let found = rows::load(self.store, session, generation, &orders).await?;
        let mut found: HashMap<_, _> = found.into_iter().map(|row| (row.name.order, row)).collect();
        let found = orders.iter().filter_map(|order| found.remove(order));
        found.map(typed::<M>).collect()
    }
}

fn list(generation: Generation<'_>, owner: OwnerId, listed: &str, state: StateGroup) -> List {
    List {
        name: generation.list(owner, listed),
        state: state as u8,
    }
}

/// From the first of these days on, and before the day after the last.
fn between(days: &RangeInclusive<Day>) -> (Entry, Entry) {
    let begin = Entry::before(*days.start());
    (begin, Entry::before(days.end().saturating_add(1)))
}

fn indexed(generation: Generation<'_>, owner: OwnerId, texts: &[String]) -> Vec<List> {
    let names = texts.iter().map(|text| generation.list(owner, text));
    names.map(List::index).collect()
}

fn typed<M: ReadModel>(found: FoundRow) -> Result<M::Row, StoreError> {
    serde_json::from_value(Json::Object(found.row))
        .map_err(|_| StoreError::Corrupt(format!("a row of read model {} does not read", M::NAME)))
}
