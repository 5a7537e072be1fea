//! How far each generation of a read model has read, and the lock that goes with it.
//! Lock order everywhere: checkpoints by model and generation, then the head.

use crate::{
    StoreError,
    engine::{Row, Session, Value},
    head,
    ids::Position,
    network::{Log, Network},
    projector::generation::Generation,
};
use std::collections::BTreeMap;

/// One generation of one read model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Checkpoint {
    pub(super) generation: u64,
    pub(super) position: Position,
    pub(super) live: bool,
}

const READ: &str = "SELECT generation, position, live FROM checkpoint \
                    WHERE network = $1 AND read_model = $2 ORDER BY generation";

const LOCK: &str = "SELECT generation, position, live FROM checkpoint \
                    WHERE network = $1 AND read_model = $2 ORDER BY generation FOR UPDATE";

const READ_ONE: &str = "SELECT generation, position, live FROM checkpoint \
                        WHERE network = $1 AND generation = $2";

const LOCK_ONE: &str = "SELECT generation, position, live FROM checkpoint \
                        WHERE network = $1 AND generation = $2 FOR UPDATE";

const LOCK_ALL_LIVE: &str = "SELECT generation, position, live, read_model FROM checkpoint \
                             WHERE network = $1 AND live = 1 \
                             ORDER BY read_model, generation FOR UPDATE";

/// The live generation, without lock.
pub(super) async fn live(log: &mut Log<'_>, model: &str) -> Result<Option<Checkpoint>, StoreError> {
    let rows = log.session.query(READ, &key(log.network, model)).await?;
    Ok(read(&rows)?.into_iter().find(|checkpoint| checkpoint.live))
}

/// The live generations of all models.
pub(super) type Live = BTreeMap<String, Checkpoint>;

/// The live generations of all models in one look, without lock.
pub(super) async fn all_live(log: &mut Log<'_>) -> Result<Live, StoreError> {
    let sql = "SELECT generation, position, live, read_model FROM checkpoint \
               WHERE network = $1 AND live = 1";
    by_model(&log.session.query(sql, &[log.network.number.into()]).await?)
}

/// As [`all_live`], locked.
pub(super) async fn lock_all_live(log: &mut Log<'_>) -> Result<Live, StoreError> {
    let rows = log
        .session
        .query(LOCK_ALL_LIVE, &[log.network.number.into()])
        .await?;
    by_model(&rows)
}

/// As [`all_live`], and where the log ends.
pub(super) async fn all_live_and_head(log: &mut Log<'_>) -> Result<(Live, Position), StoreError> {
    let sql = "SELECT c.generation, c.position, c.live, c.read_model, h.position \
               FROM checkpoint c JOIN head h ON h.network = c.network \
               WHERE c.network = $1 AND c.live = 1";
    let rows = log.session.query(sql, &[log.network.number.into()]).await?;
    let head = rows.first().map_or(Ok(0), |row| row.int(4))?;
    Ok((by_model(&rows)?, Position::new(head)))
}

fn by_model(rows: &[Row]) -> Result<Live, StoreError> {
    let models = rows.iter().map(|row| Ok(row.text(3)?.to_owned()));
    let models: Vec<String> = models.collect::<Result<_, StoreError>>()?;
    Ok(models.into_iter().zip(read(rows)?).collect())
}

/// The generations of all models, live or not.
pub(crate) async fn generations(log: &mut Log<'_>) -> Result<Vec<(u64, String)>, StoreError> {
    let sql = "SELECT generation, read_model FROM checkpoint WHERE network = $1";
    let rows = log.session.query(sql, &[log.network.number.into()]).await?;
    let generation = |row: &Row| Ok((row.int(0)?, row.text(1)?.to_owned()));
    rows.iter().map(generation).collect()
}

/// All generations, locked.
pub(super) async fn lock_all(
    log: &mut Log<'_>,
    model: &str,
) -> Result<Vec<Checkpoint>, StoreError> {
    read(&log.session.query(LOCK, &key(log.network, model)).await?)
}

/// One generation, locked; nothing when it was replaced meanwhile.
pub(super) async fn lock_one(
    session: &mut Session,
    generation: Generation<'_>,
) -> Result<Option<Checkpoint>, StoreError> {
    let rows = session.query(LOCK_ONE, &name(generation)).await?;
    Ok(read(&rows)?.into_iter().next())
}

/// One generation, without lock.
pub(super) async fn one(
    session: &mut Session,
    generation: Generation<'_>,
) -> Result<Option<Checkpoint>, StoreError> {
    let rows = session.query(READ_ONE, &name(generation)).await?;
    Ok(read(&rows)?.into_iter().next())
}

/// Makes the first generation if there is none.
pub(super) async fn begin_first(log: &mut Log<'_>, model: &str) -> Result<(), StoreError> {
    head::lock(log, 0).await?;
    if live(log, model).await?.is_none() {
        begin(log, model, true).await?;
    }
    Ok(())
}

/// Makes a generation and gives its number, which no other has or had. The caller holds the head lock,
/// which keeps others from taking the same one.
pub(super) async fn begin(log: &mut Log<'_>, model: &str, live: bool) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(generation), 0) + 1 FROM checkpoint WHERE network = $1";
    let row = log.session.first(sql, &[log.network.number.into()]).await?;
    let number: u64 = row.map_or(Ok(1), |row| row.int(0))?;
    let [network, model] = key(log.network, model);
    let params = [network, number.into(), model, u8::from(live).into()];
    let sql = "INSERT INTO checkpoint (network, generation, read_model, position, live) \
               VALUES ($1, $2, $3, 0, $4)";
    log.session.execute(sql, &params).await?;
    Ok(number)
}

/// Moves generations that stand at one place, whose locks the caller holds.
pub(super) async fn advance(
    log: &mut Log<'_>,
    generations: impl Iterator<Item = u64>,
    position: Position,
) -> Result<(), StoreError> {
    let sql = "UPDATE checkpoint SET position = $3 WHERE network = $1 AND generation = ANY($2)";
    let numbers: Vec<i64> = generations.map(u64::cast_signed).collect();
    let params = [
        log.network.number.into(),
        numbers.into(),
        position.get().into(),
    ];
    log.session.execute(sql, &params).await.map(drop)
}

/// Makes this generation the one that is read.
pub(super) async fn make_live(
    session: &mut Session,
    generation: Generation<'_>,
) -> Result<(), StoreError> {
    let sql = "UPDATE checkpoint SET live = 1 WHERE network = $1 AND generation = $2";
    session.execute(sql, &name(generation)).await.map(drop)
}

/// Removes a generation with its rows and lists.
pub(super) async fn remove(log: &mut Log<'_>, number: u64) -> Result<(), StoreError> {
    for table in ["view_row", "list_page", "checkpoint"] {
        let sql = format!("/* walks */ DELETE FROM {table} WHERE network = $1 AND generation = $2");
        let params = [log.network.number.into(), number.into()];
        log.session.execute(&sql, &params).await?;
    }
    Ok(())
}

fn key(network: &Network, model: &str) -> [Value; 2] {
    [network.number.into(), model.into()]
}

fn name(generation: Generation<'_>) -> [Value; 2] {
    [generation.network.number.into(), generation.number.into()]
}

fn read(rows: &[Row]) -> Result<Vec<Checkpoint>, StoreError> {
    let checkpoint = |row: &Row| {
        Ok(Checkpoint {
            generation: row.int(0)?,
            position: Position::new(row.int(1)?),
            live: row.number(2)? == 1,
        })
    };
    rows.iter().map(checkpoint).collect()
}
