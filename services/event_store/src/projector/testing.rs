//! Whole read models, for tests.

use super::{
    model::{ReadModel, StateGroup},
    moment::Moment,
    queries::Rows,
    rows,
};
use crate::{
    StoreError,
    engine::Value,
    ids::{Day, NetworkId},
};
use serde_json::Value as Json;

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

impl Rows<'_> {
    /// All rows of a model, opened, by name.
    pub async fn dump<M: ReadModel>(
        &self,
        network: NetworkId,
    ) -> Result<Vec<DumpedRow>, StoreError> {
        const INSIDE: u32 = 1;
        let mut dumped = Vec::new();
        let Some(mut moment) = Moment::of::<M>(self.store, network, INSIDE).await? else {
            return Ok(dumped);
        };
        let sql = format!(
            "/* walks */ SELECT {} FROM view_row WHERE network = $1 AND generation = $2",
            rows::COLUMNS
        );
        let (mut source, generation) = moment.parts();
        let params: [Value; 2] = [generation.network.number.into(), generation.number.into()];
        let found = source.session().query(&sql, &params).await?;
        let found = rows::open(self.store, source.session(), generation, &found).await?;
        dumped.extend(found.into_iter().map(|found| DumpedRow {
            row_id: found.name.order,
            row: Json::Object(found.row),
            day: found.spot.day,
            state: found.spot.state,
        }));
        dumped.sort_by_key(|row| row.row_id);
        moment.held().await?;
        Ok(dumped)
    }
}
