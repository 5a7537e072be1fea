//! Erasure of an owner: tombstones, key material and view rows, in one transaction.

use crate::{
    Store, StoreError,
    engine::{Session, Sql, Value},
    head,
    ids::{Day, NetworkId, OwnerId, PartClass},
    index,
};

/// What an erasure took away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Erasure {
    /// Owner keys and stream keys.
    pub keys: u64,
    /// Rows of read models, in all generations.
    pub rows: u64,
}

/// Projectors hold their checkpoint while they write: with all of them held, none writes a row
/// of this owner after its rows are deleted. Checkpoints come before the head in every transaction.
const LOCK_CHECKPOINTS: Sql = Sql {
    sqlite: "SELECT position FROM checkpoint WHERE network_id = $1",
    postgres: "SELECT position FROM checkpoint WHERE network_id = $1 \
               ORDER BY read_model, generation FOR UPDATE",
};

impl Store {
    /// Makes everything that only this owner's keys open unreadable at once and for ever. Erasing
    /// twice is harmless. A network's own keys are never erased.
    pub async fn erase_owner(
        &self,
        network: NetworkId,
        owner: OwnerId,
        today: Day,
    ) -> Result<Erasure, StoreError> {
        if owner == index::network_owner(network) {
            return Err(StoreError::Invalid("a network's keys are never erased"));
        }
        let mut session = self.engine.begin().await?;
        let checkpoints = [network.as_bytes().into()];
        session.query_pair(LOCK_CHECKPOINTS, &checkpoints).await?;
        head::lock(&mut session, network, 0).await?;
        self.keys.mark_known(&mut session, network, owner).await?;
        let keys = erase_keys(&mut session, network, owner, today).await?;
        let rows = self.erase_rows(&mut session, network, owner).await?;
        session.commit().await?;
        self.keys.forget();
        self.engine.flush_deleted().await?;
        Ok(Erasure { keys, rows })
    }

    async fn erase_rows(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<u64, StoreError> {
        let names = index::network_owner(network);
        let key = self
            .keys
            .owner_key(session, network, names, PartClass::Index);
        let Some((_, key)) = key.await? else {
            // No read model has ever written a row.
            return Ok(0);
        };
        let sql = "DELETE FROM view_row WHERE network_id = $1 AND owner = $2";
        let owner = index::owner_hash(&key, owner);
        let params = [network.as_bytes().into(), (&owner).into()];
        session.execute(sql, &params).await
    }
}

async fn erase_keys(
    session: &mut Session,
    network: NetworkId,
    owner: OwnerId,
    today: Day,
) -> Result<u64, StoreError> {
    let params: [Value; 3] = [
        network.as_bytes().into(),
        owner.as_bytes().into(),
        today.into(),
    ];
    let mut keys = 0;
    for (table, of_owner) in [
        (
            "stream_key",
            "k.owner_key_id IN (SELECT o.key_id FROM owner_key o \
             WHERE o.network_id = $1 AND o.owner_id = $2)",
        ),
        ("owner_key", "k.owner_id = $2"),
    ] {
        let tombstones = format!(
            "INSERT INTO tombstone (network_id, key_id, erased_on) \
             SELECT k.network_id, k.key_id, CAST($3 AS INTEGER) FROM {table} k \
             WHERE k.network_id = $1 AND {of_owner} AND NOT EXISTS (SELECT 1 FROM tombstone t \
                 WHERE t.network_id = k.network_id AND t.key_id = k.key_id)"
        );
        keys += session.execute(&tombstones, &params).await?;
        let destroy = format!(
            "UPDATE {table} AS k SET wrapped = NULL WHERE k.network_id = $1 AND {of_owner}"
        );
        session.execute(&destroy, &params[..2]).await?;
    }
    Ok(keys)
}
