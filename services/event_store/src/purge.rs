//! Takes the ciphertext of erased parts out of the log and the rows, after a time of grace if wished:
//! whoever finds old keys later finds nothing that they open.

use crate::{
    Store, StoreError,
    body::{self, Content},
    engine::{Row, Session, Value, placeholders},
    erase, head,
    ids::{Day, KeyId, NetworkId},
};
use std::collections::{BTreeSet, HashSet};

/// How many events or rows one transaction looks at.
const PAGE: u32 = 200;
/// How many key ids one statement names.
const CHUNK: usize = 500;

/// What a purge took out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Purge {
    /// Events that lost at least one part.
    pub events: u64,
    /// Rows of read models that did; those of erased owners are gone already.
    pub rows: u64,
    /// Parts, of events and rows.
    pub parts: u64,
}

/// Events of streams that have a key whose time is over.
const EVENTS: &str = "/* walks */ SELECT e.position, e.body FROM event e \
    WHERE e.network_id = $1 AND e.position > $2 AND e.stream_id IN ( \
        SELECT s.stream_id FROM stream_key s JOIN tombstone t \
            ON t.network_id = s.network_id AND t.key_id = s.key_id \
        WHERE s.network_id = $1 AND t.erased_on <= $3) \
    ORDER BY e.position LIMIT $4";
const ROWS: &str = "/* walks */ SELECT read_model, generation, row_id, sealed FROM view_row \
    WHERE network_id = $1 AND (read_model, generation, row_id) > ($2, $3, $4) \
    ORDER BY read_model, generation, row_id LIMIT $5";

impl Store {
    /// Replaces every part whose key has had its tombstone for so many days (0 = at once) by its
    /// digest: the leaf still proves the rest of the event, the ciphertext is gone. Short transactions
    /// one after the other: an interrupted purge is simply begun anew, a repeated one finds nothing.
    ///
    /// SQLite overwrites what was deleted and empties its write-ahead log. PostgreSQL keeps old row
    /// versions, wrapped keys among them, until vacuum, which is run at the end; freed bytes may stand
    /// in its pages until they are used again, and in archived write-ahead logs until those expire.
    pub async fn purge(
        &self,
        network: NetworkId,
        today: Day,
        after: u32,
    ) -> Result<Purge, StoreError> {
        let until = today.saturating_sub_unsigned(after);
        let mut purge = Purge::default();
        self.purge_events(network, until, &mut purge).await?;
        self.purge_rows(network, until, &mut purge).await?;
        // Even after a purge that found nothing: an earlier one may have been interrupted here.
        self.engine.flush_deleted().await?;
        self.engine.vacuum().await?;
        Ok(purge)
    }

    async fn purge_events(
        &self,
        network: NetworkId,
        until: Day,
        purge: &mut Purge,
    ) -> Result<(), StoreError> {
        let network_id = Value::from(network.as_bytes());
        let mut last = Value::from(0_u64);
        loop {
            let params = [network_id.clone(), last, until.into(), PAGE.into()];
            // A page with nothing to purge, the usual one, takes no lock.
            let mut session = self.engine.read().await?;
            let mut page = session.query(EVENTS, &params).await?;
            if !purged(&mut session, network, until, &page, 1)
                .await?
                .is_empty()
            {
                drop(session);
                let mut session = self.engine.begin().await?;
                head::lock(&mut session, network, 0).await?;
                page = session.query(EVENTS, &params).await?;
                for (row, body, parts) in purged(&mut session, network, until, &page, 1).await? {
                    let sql = "UPDATE event SET body = $3 WHERE network_id = $1 AND position = $2";
                    let params = [network_id.clone(), row.number(0)?.into(), body.into()];
                    session.execute(sql, &params).await?;
                    purge.events += 1;
                    purge.parts += parts;
                }
                session.commit().await?;
            }
            let Some(end) = page.last() else {
                return Ok(());
            };
            last = end.number(0)?.into();
        }
    }

    async fn purge_rows(
        &self,
        network: NetworkId,
        until: Day,
        purge: &mut Purge,
    ) -> Result<(), StoreError> {
        let network_id = Value::from(network.as_bytes());
        let mut last: [Value; 3] = ["".into(), 0_u64.into(), Vec::new().into()];
        loop {
            let [model, generation, row_id] = last;
            let params = [network_id.clone(), model, generation, row_id, PAGE.into()];
            let mut session = self.engine.read().await?;
            let mut page = session.query(ROWS, &params).await?;
            if !purged(&mut session, network, until, &page, 3)
                .await?
                .is_empty()
            {
                drop(session);
                // With the checkpoints held, no projector writes a row that was read here.
                let mut session = self.engine.begin().await?;
                erase::lock_checkpoints(&mut session, network).await?;
                page = session.query(ROWS, &params).await?;
                for (row, sealed, parts) in purged(&mut session, network, until, &page, 3).await? {
                    let sql = "UPDATE view_row SET sealed = $5 WHERE network_id = $1 \
                               AND read_model = $2 AND generation = $3 AND row_id = $4";
                    let [model, generation, row_id] = name(row)?;
                    let params = [network_id.clone(), model, generation, row_id, sealed.into()];
                    session.execute(sql, &params).await?;
                    purge.rows += 1;
                    purge.parts += parts;
                }
                session.commit().await?;
            }
            let Some(end) = page.last() else {
                return Ok(());
            };
            last = name(end)?;
        }
    }
}

/// A row that loses parts, its body without them, and how many they are.
type Purged<'a> = (&'a Row, Vec<u8>, u64);

/// The rows of a page that have something to purge in the body of this column.
async fn purged<'a>(
    session: &mut Session,
    network: NetworkId,
    until: Day,
    page: &'a [Row],
    column: usize,
) -> Result<Vec<Purged<'a>>, StoreError> {
    let mut sealed = BTreeSet::new();
    for row in page {
        let parts = body::parts(row.bytes(column)?).map_err(|_| malformed())?;
        let still = |part: &body::Part<'_>| matches!(part.content, Content::Sealed { .. });
        sealed.extend(parts.into_iter().filter(still).map(|part| part.key_id));
    }
    let over = over(session, network, until, &sealed).await?;
    let mut purged = Vec::new();
    for row in page {
        let bytes = row.bytes(column)?;
        let (body, parts) =
            body::purge(bytes, |key| over.contains(key)).map_err(|_| malformed())?;
        if parts > 0 {
            purged.push((row, body, parts));
        }
    }
    Ok(purged)
}

/// Those of the keys that have had their tombstone long enough.
async fn over(
    session: &mut Session,
    network: NetworkId,
    until: Day,
    keys: &BTreeSet<KeyId>,
) -> Result<HashSet<KeyId>, StoreError> {
    let keys: Vec<_> = keys.iter().collect();
    let mut over = HashSet::new();
    for chunk in keys.chunks(CHUNK) {
        let sql = format!(
            "SELECT key_id FROM tombstone \
             WHERE network_id = $1 AND erased_on <= $2 AND key_id IN ({})",
            placeholders(3, chunk.len())
        );
        let mut params: Vec<Value> = vec![network.as_bytes().into(), until.into()];
        params.extend(chunk.iter().map(|key| key.as_bytes().into()));
        for row in session.query(&sql, &params).await? {
            over.insert(KeyId::from_bytes(row.fixed(0)?));
        }
    }
    Ok(over)
}

/// The name of a row in `view_row`.
fn name(row: &Row) -> Result<[Value; 3], StoreError> {
    let row_id: [u8; 32] = row.fixed(2)?;
    Ok([row.text(0)?.into(), row.number(1)?.into(), (&row_id).into()])
}

fn malformed() -> StoreError {
    StoreError::Corrupt("a body to be purged is malformed: verify the log".to_owned())
}
