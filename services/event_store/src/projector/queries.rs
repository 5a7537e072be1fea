//! Reading the rows of read models, always from the live generation.

use super::{
    model::{ReadModel, StateGroup, Subject},
    rows::{self, FoundRow},
};
use crate::{
    Store, StoreError,
    engine::{Row, Session, Value},
    ids::{Day, NetworkId, OwnerId, PartClass},
    index,
};
use serde_json::Value as Json;
use std::fmt::Write as _;

mod place;

pub use place::{NoRowPlace, RowPlace};

/// Reads rows.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    store: &'a Store,
}

/// Which rows of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowFilter {
    /// Only those in this state.
    pub state: Option<StateGroup>,
    /// Only those with a day, and not later than this.
    pub day_until: Option<Day>,
}

/// In which order a list is read, by [`Placed::day`](super::Placed::day).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowOrder {
    /// The earliest day first, rows without a day last.
    EarliestFirst,
    /// The exact reverse.
    LatestFirst,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListPage {
    /// The rows in this state.
    pub state: StateGroup,
    /// In this order.
    pub order: RowOrder,
    /// Only those behind this place, which may be empty by now.
    pub after: Option<RowPlace>,
    /// At most so many.
    pub limit: u32,
}

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageOfRows<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// The place behind which the list goes on, if it does.
    pub next: Option<RowPlace>,
}

/// How many rows a list has.
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
    pub row_id: [u8; 32],
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

const FROM_LIVE: &str = "SELECT v.row_id, v.generation, v.sealed, v.day, v.state_group \
    FROM view_row v JOIN checkpoint c ON c.network_id = v.network_id \
        AND c.read_model = v.read_model AND c.generation = v.generation AND c.live = 1 \
    WHERE v.network_id = $1 AND v.read_model = $2";

/// The rows of one list. The generation is looked up first and then stands fixed, so that rows come along
/// the index in their order.
const OF_LIST: &str = "FROM view_row v WHERE v.network_id = $1 AND v.read_model = $2 \
    AND v.generation = (SELECT c.generation FROM checkpoint c WHERE c.network_id = $1 \
        AND c.read_model = $2 AND c.live = 1) AND v.search_hash = $3";

impl Rows<'_> {
    /// The row of a subject.
    pub async fn get<M: ReadModel>(
        &self,
        network: NetworkId,
        subject: &Subject,
    ) -> Result<Option<M::Row>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let (keys, names) = (&self.store.keys, index::network_owner(network));
        let key = keys
            .owner_key(&mut session, network, names, PartClass::Index)
            .await?;
        let Some((_, key)) = key else {
            return Ok(None);
        };
        let row_id = rows::row_id(&key, M::NAME, subject);
        let sql = format!("{FROM_LIVE} AND v.row_id = $3");
        let params = [network.as_bytes().into(), M::NAME.into(), (&row_id).into()];
        let found = self
            .query::<M>(&mut session, network, &sql, &params)
            .await?;
        found.into_iter().next().map(typed::<M>).transpose()
    }

    /// The rows of a list, by day; rows without a day come last.
    pub async fn list<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
        filter: RowFilter,
    ) -> Result<Vec<M::Row>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let Some(hash) = self.list_hash(&mut session, network, owner, listed).await? else {
            return Ok(Vec::new());
        };
        let mut sql = format!("{FROM_LIVE} AND v.search_hash = $3");
        let mut params: Vec<Value> =
            vec![network.as_bytes().into(), M::NAME.into(), (&hash).into()];
        if let Some(state) = filter.state {
            params.push((state as u8).into());
            let _ = write!(sql, " AND v.state_group = ${}", params.len());
        }
        if let Some(day) = filter.day_until {
            params.push(day.into());
            let _ = write!(sql, " AND v.day <= ${}", params.len());
        }
        sql += " ORDER BY (v.day IS NULL), v.day, v.row_id";
        let found = self
            .query::<M>(&mut session, network, &sql, &params)
            .await?;
        found.into_iter().map(typed::<M>).collect()
    }

    /// A part of a list: so many rows in one state, in an order. Rows whose keys are erased are passed over.
    pub async fn page<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
        page: ListPage,
    ) -> Result<PageOfRows<M::Row>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let (mut rows, mut next) = (Vec::new(), None);
        let Some(hash) = self.list_hash(&mut session, network, owner, listed).await? else {
            return Ok(PageOfRows { rows, next });
        };
        let list = [network.as_bytes().into(), M::NAME.into(), (&hash).into()];
        let limit = page.limit as usize;
        let mut after = page.after;
        loop {
            let wanted = limit - rows.len();
            // One more says whether the list goes on.
            let mut found = behind(&mut session, &list, page, after, wanted + 1).await?;
            let goes_on = found.len() > wanted;
            found.truncate(wanted);
            if let Some(last) = found.last() {
                after = Some(RowPlace::of(last.optional_int(3)?, last.fixed(0)?));
            }
            let opened = rows::open(self.store, &mut session, (network, M::NAME), &found).await?;
            for row in opened {
                rows.push(typed::<M>(row)?);
            }
            if goes_on && rows.len() < limit {
                continue;
            }
            if goes_on {
                next = after;
            }
            return Ok(PageOfRows { rows, next });
        }
    }

    /// How many rows a list has by state; none is opened.
    pub async fn count<M: ReadModel>(
        &self,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<RowCounts, StoreError> {
        let mut session = self.store.engine.read().await?;
        let mut counts = RowCounts::default();
        let Some(hash) = self.list_hash(&mut session, network, owner, listed).await? else {
            return Ok(counts);
        };
        let sql = format!("SELECT v.state_group, COUNT(*) {OF_LIST} GROUP BY v.state_group");
        let params = [network.as_bytes().into(), M::NAME.into(), (&hash).into()];
        for row in session.query(&sql, &params).await? {
            let number: u64 = row.int(1)?;
            match StateGroup::from_number(row.number(0)?) {
                Some(StateGroup::Open) => counts.open = number,
                Some(StateGroup::Due) => counts.due = number,
                Some(StateGroup::Closed) => counts.closed = number,
                None => {
                    let model = M::NAME;
                    let what = format!("a row of read model {model}: its state is unknown");
                    return Err(StoreError::Corrupt(what));
                }
            }
        }
        Ok(counts)
    }

    /// The open rows of a network whose day has passed before this one, the oldest first, at most so
    /// many: for clocks that end what is over. Whoever ends them asks again until none is left.
    pub async fn due<M: ReadModel>(
        &self,
        network: NetworkId,
        before: Day,
        limit: u32,
    ) -> Result<Vec<M::Row>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let sql = format!(
            "{FROM_LIVE} AND v.state_group = $3 AND v.day < $4 ORDER BY v.day, v.row_id LIMIT $5"
        );
        let params = [
            network.as_bytes().into(),
            M::NAME.into(),
            (StateGroup::Open as u8).into(),
            before.into(),
            limit.into(),
        ];
        let found = self
            .query::<M>(&mut session, network, &sql, &params)
            .await?;
        found.into_iter().map(typed::<M>).collect()
    }

    /// All rows of a model, opened, by name.
    pub async fn dump<M: ReadModel>(
        &self,
        network: NetworkId,
    ) -> Result<Vec<DumpedRow>, StoreError> {
        let mut session = self.store.engine.read().await?;
        let sql = format!("/* walks */ {FROM_LIVE} ORDER BY v.row_id");
        let params = [network.as_bytes().into(), M::NAME.into()];
        let found = self
            .query::<M>(&mut session, network, &sql, &params)
            .await?;
        let dumped = |found: FoundRow| DumpedRow {
            row_id: found.row_id,
            row: Json::Object(found.row),
            day: found.day,
            state: found.state,
        };
        Ok(found.into_iter().map(dumped).collect())
    }

    /// How a list is named in the table. No key, no list; nor has an erased owner any.
    async fn list_hash(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
        listed: &str,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let keys = &self.store.keys;
        let key = keys.owner_key(session, network, owner, PartClass::Index);
        match key.await {
            Ok(key) => Ok(key.map(|(_, key)| index::text_hash(&key, listed))),
            Err(StoreError::Erased(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn query<M: ReadModel>(
        &self,
        session: &mut Session,
        network: NetworkId,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<FoundRow>, StoreError> {
        let found = session.query(sql, params).await?;
        rows::open(self.store, session, (network, M::NAME), &found).await
    }
}

/// The rows of a list behind a place, sealed. Those with a day and those without are two stretches of it, so
/// that each is read along the index.
async fn behind(
    session: &mut Session,
    list: &[Value],
    page: ListPage,
    after: Option<RowPlace>,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    let (dated_first, than, direction) = match page.order {
        RowOrder::EarliestFirst => (true, '>', "ASC"),
        RowOrder::LatestFirst => (false, '<', "DESC"),
    };
    let mut found = Vec::new();
    for dated in [dated_first, !dated_first] {
        let within = after.filter(|place| place.day().is_some() == dated);
        // A place in the second stretch has the first one before it.
        let passed = after.is_some() && within.is_none() && dated == dated_first;
        if passed || found.len() == limit {
            continue;
        }
        let mut params = list.to_vec();
        params.push((page.state as u8).into());
        let mut sql = format!(
            "SELECT v.row_id, v.generation, v.sealed, v.day, v.state_group {OF_LIST} \
             AND v.state_group = $4 AND v.day IS {}NULL",
            if dated { "NOT " } else { "" }
        );
        match within.map(|place| (place.day(), place.row_id())) {
            Some((Some(day), row_id)) => {
                params.extend([day.into(), (&row_id).into()]);
                let _ = write!(sql, " AND (v.day, v.row_id) {than} ($5, $6)");
            }
            Some((None, row_id)) => {
                params.push((&row_id).into());
                let _ = write!(sql, " AND (v.state_group + 0, v.row_id) {than} ($4, $5)");
            }
            None => {}
        }
        params.push(((limit - found.len()) as u64).into());
        // Of rows without a day SQLite would read all of the model along their names, which are in order; a
        // sum is in no index.
        let day = if dated { "v.day" } else { "v.state_group + 0" };
        let _ = write!(
            sql,
            " ORDER BY {day} {direction}, v.row_id {direction} LIMIT ${}",
            params.len()
        );
        found.extend(session.query(&sql, &params).await?);
    }
    Ok(found)
}

fn typed<M: ReadModel>(found: FoundRow) -> Result<M::Row, StoreError> {
    serde_json::from_value(Json::Object(found.row))
        .map_err(|_| StoreError::Corrupt(format!("a row of read model {} does not read", M::NAME)))
}
