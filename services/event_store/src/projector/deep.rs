//! Whether the read models say what the log says: it is folded anew beside the rows that are read, and both
//! are compared, row by row and list by list. Nothing stands still meanwhile.

use super::{
    Projector, checkpoint,
    generation::Generation,
    lists::{self, Entry, List, Part},
    model::{Projection, ProjectorError},
    moment::Source,
    rows,
};
use crate::{
    Store, StoreError,
    engine::{Session, Value},
    ids::NetworkId,
    network::Network,
    seal,
};
use async_recursion::async_recursion as boxed;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many rows are opened at once.
const PAGE: u32 = 500;

impl Projector {
    /// Compares all models with the log; gives the number of rows that were found to be true.
    #[boxed]
    pub async fn verify(&self, network: NetworkId) -> Result<u64, ProjectorError> {
        let Some(network) = self.network(network).await? else {
            return Ok(0);
        };
        let mut rows = 0;
        for projection in self.projections.iter() {
            self.catch_up_one(&network, projection).await?;
            let Some(number) = self.begin_next(&network, projection).await? else {
                continue;
            };
            let beside = Generation::new(&network, projection.name, number);
            let compared = self.compare(projection, beside).await;
            self.give_up(beside).await?;
            rows += compared?;
        }
        Ok(rows)
    }

    async fn compare(
        &self,
        projection: &Projection,
        beside: Generation<'_>,
    ) -> Result<u64, ProjectorError> {
        let model = projection.name;
        loop {
            self.fill(projection, beside).await?;
            self.catch_up_one(beside.network, projection).await?;
            let mut session = self.store.engine.snapshot().await?;
            let live = checkpoint::live(&mut session.of(beside.network), model).await?;
            let live = live.ok_or(ProjectorError::Superseded { model })?;
            let new = checkpoint::one(&mut session, beside).await?;
            let new = new.ok_or(ProjectorError::Superseded { model })?;
            // Both are where they were when the snapshot was taken; if that is one place, they must agree.
            if live.position == new.position {
                let live = Generation::new(beside.network, model, live.generation);
                let said = contents(&self.store, &mut session, live).await;
                let should = contents(&self.store, &mut session, beside).await?;
                let differs = |what: &str| ProjectorError::Differs {
                    model,
                    what: what.to_owned(),
                };
                let said = said.map_err(|error| differs(&error.to_string()))?;
                if said.rows != should.rows {
                    return Err(differs("it has other rows"));
                }
                lists_are_true(&mut session, live, &said)
                    .await
                    .map_err(|error: ListError| match error {
                        ListError::Store(error) => ProjectorError::Store(error),
                        ListError::Untrue(what) => differs(what),
                    })?;
                session.rollback().await?;
                return Ok(said.rows.len() as u64);
            }
            session.rollback().await?;
        }
    }

    async fn give_up(&self, beside: Generation<'_>) -> Result<(), StoreError> {
        let mut session = self.store.engine.begin().await?;
        checkpoint::lock_one(&mut session, beside).await?;
        checkpoint::remove(&mut session.of(beside.network), beside.number).await?;
        session.commit().await
    }
}

/// What a generation says.
struct Contents {
    /// A digest of each row and of its place, by name.
    rows: HashMap<i64, [u8; 32]>,
    /// The lists in which they should stand.
    lists: BTreeMap<List, BTreeSet<Entry>>,
}

async fn contents(
    store: &Store,
    session: &mut Session,
    generation: Generation<'_>,
) -> Result<Contents, StoreError> {
    let (mut rows, mut lists) = (HashMap::new(), BTreeMap::<List, BTreeSet<Entry>>::new());
    let sql = format!(
        "/* walks */ SELECT {} FROM view_row WHERE network = $1 AND generation = $2 AND id > $3 \
         ORDER BY id LIMIT $4",
        rows::COLUMNS
    );
    let network: &Network = generation.network;
    let mut last = i64::MIN;
    loop {
        let params: [Value; 4] = [
            network.number.into(),
            generation.number.into(),
            last.into(),
            PAGE.into(),
        ];
        let page = session.query(&sql, &params).await?;
        let Some(end) = page.last() else {
            return Ok(Contents { rows, lists });
        };
        last = end.number(0)?;
        for found in rows::open(store, session, generation, &page).await? {
            let text = serde_json::Value::Object(found.row).to_string();
            let place = format!("{:?}", found.spot);
            let digest = seal::sha256(&[text.as_bytes(), b"\n", place.as_bytes()]);
            rows.insert(found.name.order, digest);
            for (list, entry) in found.spot.entries(generation, found.name) {
                lists.entry(list).or_default().insert(entry);
            }
        }
    }
}

enum ListError {
    Store(StoreError),
    Untrue(&'static str),
}

impl From<StoreError> for ListError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(_) => Self::Untrue("one of its lists does not open"),
            other => Self::Store(other),
        }
    }
}

/// Each list holds the rows that say they stand there, and there are no other pages.
async fn lists_are_true(
    session: &mut Session,
    generation: Generation<'_>,
    said: &Contents,
) -> Result<(), ListError> {
    let whole = Part {
        backwards: false,
        after: None,
        until: None,
        limit: usize::MAX,
    };
    let mut pages = 0;
    let mut source = Source::inside(session);
    for (list, expected) in &said.lists {
        let found = lists::read(&mut source, generation, *list, whole).await?;
        if !found.iter().eq(expected) {
            return Err(ListError::Untrue("one of its lists has other rows"));
        }
        let [counted] = lists::counts(&mut source, generation, &[*list]).await?;
        if counted != expected.len() as u64 {
            return Err(ListError::Untrue("one of its lists counts other rows"));
        }
        pages += lists::pages_of(&mut source, generation, *list).await?;
    }
    let sql = "/* walks */ SELECT COUNT(*) FROM list_page WHERE network = $1 AND generation = $2";
    let params: [Value; 2] = [generation.network.number.into(), generation.number.into()];
    let row = session.first(sql, &params).await?;
    let there: u64 = row.map_or(Ok(0), |row| row.int(0))?;
    if pages == there {
        Ok(())
    } else {
        Err(ListError::Untrue("there are pages of no list"))
    }
}
