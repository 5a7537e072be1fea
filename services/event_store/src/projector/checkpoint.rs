//! How far each generation of a read model has read, and the lock that goes with it.
//! Lock order everywhere: checkpoints by model and generation, then the head.

use crate::{
    StoreError,
    engine::{Session, Sql, Value},
    head,
    ids::{NetworkId, Position},
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
                    WHERE network_id = $1 AND read_model = $2 ORDER BY generation";

const LOCK: Sql = Sql {
    sqlite: READ,
    postgres: "SELECT generation, position, live FROM checkpoint \
               WHERE network_id = $1 AND read_model = $2 ORDER BY generation FOR UPDATE",
};

const LOCK_ONE: Sql = Sql {
    sqlite: "SELECT generation, position, live FROM checkpoint \
             WHERE network_id = $1 AND read_model = $2 AND generation = $3",
    postgres: "SELECT generation, position, live FROM checkpoint \
               WHERE network_id = $1 AND read_model = $2 AND generation = $3 FOR UPDATE",
};

/// The live generation, without lock.
pub(super) async fn live(
    session: &mut Session,
    network: NetworkId,
    model: &str,
) -> Result<Option<Checkpoint>, StoreError> {
    let rows = session.query(READ, &key(network, model)).await?;
    Ok(read(&rows)?.into_iter().find(|checkpoint| checkpoint.live))
}

/// The live generations of all models in one look, without lock.
pub(super) async fn all_live(
    session: &mut Session,
    network: NetworkId,
) -> Result<BTreeMap<String, Checkpoint>, StoreError> {
    let sql = "SELECT generation, position, live, read_model FROM checkpoint \
               WHERE network_id = $1 AND live = 1";
    let rows = session.query(sql, &[network.as_bytes().into()]).await?;
    let models = rows.iter().map(|row| Ok(row.text(3)?.to_owned()));
    let models: Vec<String> = models.collect::<Result<_, StoreError>>()?;
    Ok(models.into_iter().zip(read(&rows)?).collect())
}

/// All generations, locked.
pub(super) async fn lock_all(
    session: &mut Session,
    network: NetworkId,
    model: &str,
) -> Result<Vec<Checkpoint>, StoreError> {
    read(&session.query_pair(LOCK, &key(network, model)).await?)
}

/// One generation, locked; nothing when it was replaced meanwhile.
pub(super) async fn lock_one(
    session: &mut Session,
    network: NetworkId,
    model: &str,
    generation: u64,
) -> Result<Option<Checkpoint>, StoreError> {
    let [network, model] = key(network, model);
    let params = [network, model, generation.into()];
    let rows = session.query_pair(LOCK_ONE, &params).await?;
    Ok(read(&rows)?.into_iter().next())
}

/// Makes the first generation if there is none. The head lock keeps others from making it too.
pub(super) async fn begin_first(
    session: &mut Session,
    network: NetworkId,
    model: &str,
) -> Result<(), StoreError> {
    head::lock(session, network, 0).await?;
    if live(session, network, model).await?.is_none() {
        insert(session, network, model, 1, true).await?;
    }
    Ok(())
}

pub(super) async fn insert(
    session: &mut Session,
    network: NetworkId,
    model: &str,
    generation: u64,
    live: bool,
) -> Result<(), StoreError> {
    let [network, model] = key(network, model);
    let params = [network, model, generation.into(), u8::from(live).into()];
    session
        .execute(
            "INSERT INTO checkpoint (network_id, read_model, generation, position, live) \
             VALUES ($1, $2, $3, 0, $4)",
            &params,
        )
        .await
        .map(drop)
}

pub(super) async fn advance(
    session: &mut Session,
    network: NetworkId,
    model: &str,
    generation: u64,
    position: Position,
) -> Result<(), StoreError> {
    let [network, model] = key(network, model);
    let params = [network, model, generation.into(), position.get().into()];
    session
        .execute(
            "UPDATE checkpoint SET position = $4 \
             WHERE network_id = $1 AND read_model = $2 AND generation = $3",
            &params,
        )
        .await
        .map(drop)
}

/// Makes this generation the one that is read.
pub(super) async fn make_live(
    session: &mut Session,
    network: NetworkId,
    model: &str,
    generation: u64,
) -> Result<(), StoreError> {
    let [network, model] = key(network, model);
    let params = [network, model, generation.into()];
    session
        .execute(
            "UPDATE checkpoint SET live = 1 \
             WHERE network_id = $1 AND read_model = $2 AND generation = $3",
            &params,
        )
        .await
        .map(drop)
}

/// Removes a generation with its rows.
pub(super) async fn remove(
    session: &mut Session,
    network: NetworkId,
    model: &str,
    generation: u64,
) -> Result<(), StoreError> {
    let [network, model] = key(network, model);
    let params = [network, model, generation.into()];
    for table in ["view_row", "checkpoint"] {
        let sql = format!(
            "/* walks */ DELETE FROM {table} \
             WHERE network_id = $1 AND read_model = $2 AND generation = $3"
        );
        session.execute(&sql, &params).await?;
    }
    Ok(())
}

fn key(network: NetworkId, model: &str) -> [Value; 2] {
    [network.as_bytes().into(), model.into()]
}

fn read(rows: &[crate::engine::Row]) -> Result<Vec<Checkpoint>, StoreError> {
    let checkpoint = |row: &crate::engine::Row| {
        Ok(Checkpoint {
            generation: row.int(0)?,
            position: Position::new(row.int(1)?),
            live: row.number(2)? == 1,
        })
    };
    rows.iter().map(checkpoint).collect()
}
