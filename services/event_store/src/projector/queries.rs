//! Reading the rows of read models, always from the live generation.

use super::{
    model::{ReadModel, StateGroup, Subject},
    rows::{self, FoundRow},
};
use crate::{
    Store, StoreError,
    engine::{Session, Value},
    ids::{Day, NetworkId, OwnerId, PartClass},
    index,
};
use serde_json::Value as Json;
use std::fmt::Write as _;

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
        let keys = &self.store.keys;
        let key = match keys
            .owner_key(&mut session, network, owner, PartClass::Index)
            .await
        {
            Ok(Some((_, key))) => key,
            // No key, no list; nor has an erased owner any.
            Ok(None) | Err(StoreError::Erased(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let hash = index::text_hash(&key, listed);
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

fn typed<M: ReadModel>(found: FoundRow) -> Result<M::Row, StoreError> {
    serde_json::from_value(Json::Object(found.row))
        .map_err(|_| StoreError::Corrupt(format!("a row of read model {} does not read", M::NAME)))
}
