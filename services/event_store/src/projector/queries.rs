//! Reading the rows of read models, always from the live generation.

mod place;

pub use place::{NoRowPlace, RowPlace};

use super::{
    generation::Generation,
    lists::{self, Entry, List, Part},
    model::{ReadModel, StateGroup, Subject},
    moment::{Moment, Source},
    rows::{self, FoundRow, Name},
};
use crate::{
    Store, StoreError,
    ids::{Day, NetworkId, OwnerId},
};
use serde_json::Value as Json;
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

/// Reads rows.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    pub(super) store: &'a Store,
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

impl Store {
    /// The rows of the read models.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows { store: self }
    }
}

const STATES: [StateGroup; 3] = [StateGroup::Open, StateGroup::Due, StateGroup::Closed];

/// Reads until all that was read is of one moment; nothing where nothing was ever written.
macro_rules! of_one_moment {
    ($rows:expr, $model:ty, $network:expr, |$source:ident, $generation:ident| $read:block) => {{
        let mut attempt = 0;
        loop {
            let moment = Moment::of::<$model>($rows.store, $network, attempt).await?;
            let Some(mut moment) = moment else {
                break None;
            };
            let (mut source, $generation) = moment.parts();
            let $source = &mut source;
            let read = $read;
            if moment.held().await? {
                break Some(read);
            }
            attempt += 1;
        }
    }};
}

impl Rows<'_> {
    /// The row of a subject.
    pub async fn get<M: ReadModel>(
        &self,
        network: NetworkId,
        subject: &Subject,
    ) -> Result<Option<M::Row>, StoreError> {
        let mut rows = self.several::<M>(network, [subject.clone()]).await?;
        Ok(rows.remove(subject))
    }

    /// The rows of these subjects, as far as they are there.
    pub async fn several<M: ReadModel>(
        &self,
        network: NetworkId,
        subjects: impl IntoIterator<Item = Subject>,
    ) -> Result<HashMap<Subject, M::Row>, StoreError> {
        let subjects: Vec<Subject> = subjects.into_iter().collect();
        let rows = of_one_moment!(self, M, network, |source, generation| {
            let name = |subject: &Subject| Name::of(generation.network, M::NAME, subject);
            let mut by_name: HashMap<_, _> = subjects.iter().map(|it| (name(it), it)).collect();
            let orders: Vec<_> = by_name.keys().map(|name| name.order).collect();
            let mut rows = HashMap::new();
            for row in rows::load(self.store, source, generation, &orders).await? {
                if let Some(subject) = by_name.remove(&row.name) {
                    rows.insert(subject.clone(), typed::<M>(row)?);
                }
            }
            rows
        });
        Ok(rows.unwrap_or_default())
    }

    /// A page of a list.
    pub async fn page<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
        page: ListPage,
    ) -> Result<PageOfRows<M::Row>, StoreError> {
        let limit = page.limit as usize;
        let part = Part {
            backwards: page.order == RowOrder::LatestFirst,
            after: page.after.map(RowPlace::entry),
            until: None,
            limit: limit + 1,
        };
        let found = of_one_moment!(self, M, network, |source, generation| {
            let list = match page.state {
                Some(state) => list(generation, owner, listed, state),
                None => List::index(generation.list(owner, listed)),
            };
            let mut entries = lists::read(source, generation, list, part).await?;
            let more = entries.len() > limit;
            entries.truncate(limit);
            let next = entries.last().filter(|_| more).copied().map(RowPlace::of);
            let rows = self.rows::<M>(source, generation, &entries).await?;
            PageOfRows { rows, next }
        });
        let (rows, next) = (Vec::new(), None);
        Ok(found.unwrap_or(PageOfRows { rows, next }))
    }

    /// How many rows a list has; opens none.
    pub async fn count<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<RowCounts, StoreError> {
        let counts = of_one_moment!(self, M, network, |source, generation| {
            let lists = STATES.map(|state| list(generation, owner, listed, state));
            let [open, due, closed] = lists::counts(source, generation, &lists).await?;
            RowCounts { open, due, closed }
        });
        Ok(counts.unwrap_or_default())
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
        let found = of_one_moment!(self, M, network, |source, generation| {
            let lists = indexed(generation, owner, texts);
            let all = lists::whole(source, generation, &lists).await?;
            let mut all = all.into_iter();
            let mut entries = all.next().unwrap_or_default();
            for others in all {
                let others: HashSet<_> = others.iter().map(|entry| entry.order).collect();
                entries.retain(|entry| others.contains(&entry.order));
            }
            let more = entries.len() > limit;
            entries.truncate(limit);
            let rows = self.rows::<M>(source, generation, &entries).await?;
            Found { rows, more }
        });
        let (rows, more) = (Vec::new(), false);
        Ok(found.unwrap_or(Found { rows, more }))
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
        let days = between(&days);
        let counts = of_one_moment!(self, M, network, |source, generation| {
            let lists = indexed(generation, owner, texts);
            lists::counts_between(source, generation, &lists, days).await?
        });
        Ok(counts.unwrap_or_else(|| vec![0; texts.len()]))
    }

    /// How many rows of a list in this state have a day between these; opens none.
    pub async fn count_between<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        (listed, state): (&str, StateGroup),
        days: RangeInclusive<Day>,
    ) -> Result<u64, StoreError> {
        let days = between(&days);
        let counts = of_one_moment!(self, M, network, |source, generation| {
            let lists = [list(generation, owner, listed, state)];
            lists::counts_between(source, generation, &lists, days).await?
        });
        Ok(counts.into_iter().flatten().sum())
    }

    /// All rows of a list, by day; rows without a day come last. For lists that are short by nature.
    pub async fn list<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<Vec<M::Row>, StoreError> {
        let rows = of_one_moment!(self, M, network, |source, generation| {
            let lists = STATES.map(|state| list(generation, owner, listed, state));
            let entries = lists::whole(source, generation, &lists).await?;
            let mut entries = entries.concat();
            entries.sort_unstable();
            self.rows::<M>(source, generation, &entries).await?
        });
        Ok(rows.unwrap_or_default())
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
        let part = Part {
            backwards: false,
            after: None,
            until: Some(Entry::before(before)),
            limit: limit as usize,
        };
        let rows = of_one_moment!(self, M, network, |source, generation| {
            let (name, state) = (generation.clock(), StateGroup::Open as u8);
            let entries = lists::read(source, generation, List { name, state }, part).await?;
            self.rows::<M>(source, generation, &entries).await?
        });
        Ok(rows.unwrap_or_default())
    }

    /// The rows of these entries in their order.
    async fn rows<M: ReadModel>(
        &self,
        source: &mut Source<'_>,
        generation: Generation<'_>,
        entries: &[Entry],
    ) -> Result<Vec<M::Row>, StoreError> {
        let orders: Vec<_> = entries.iter().map(|entry| entry.order).collect();
        let found = rows::load(self.store, source, generation, &orders).await?;
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
