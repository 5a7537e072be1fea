//! Takes the ciphertext of erased parts out of the log and the rows, after a time of grace if wished:
//! whoever finds old keys later finds nothing that they open.

use crate::{
    Store, StoreError, body,
    engine::{Row, Value},
    erase, head,
    ids::{Classes, Day, NetworkId, PartClass},
    keys::{self, EndedKey},
    network::{Log, Network},
    open,
    projector::{checkpoint, generation::Generation, rows},
    read,
};
use async_recursion::async_recursion as boxed;
use std::collections::{BTreeSet, HashMap};

/// The parts of how many keys one transaction purges.
const KEYS: usize = 50;
/// How many rows one transaction looks at.
const PAGE: u32 = 200;

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

impl Store {
    /// Replaces every part whose key has had its tombstone for so many days (0 = at once) by its
    /// digest: the leaf still proves the rest of the event, the ciphertext is gone. Short transactions
    /// one after the other: an interrupted purge is simply begun anew, a repeated one finds nothing.
    ///
    /// SQLite overwrites what was deleted and empties its write-ahead log. On PostgreSQL the tables of keys
    /// are rewritten, there and on each standby, and the other tables are vacuumed: what is left of those in
    /// free space no key opens any more. Log files, archived ones too, hold what was written until they expire.
    #[boxed]
    pub async fn purge(
        &self,
        network: NetworkId,
        today: Day,
        after: u32,
    ) -> Result<Purge, StoreError> {
        let until = today.saturating_sub_unsigned(after);
        let mut purge = Purge::default();
        let mut session = self.engine.read().await?;
        let known = self.keys.network(&mut session, network).await?;
        drop(session);
        if let Some(network) = known {
            self.purge_events(&network, until, &mut purge).await?;
            self.purge_rows(&network, until, &mut purge).await?;
        }
        // Even after a purge that found nothing: an earlier one may have been interrupted here.
        self.flush_at_night().await;
        self.engine.vacuum().await?;
        Ok(purge)
    }

    /// Key by key: the events of a key's stream lose the part that it sealed.
    async fn purge_events(
        &self,
        network: &Network,
        until: Day,
        purge: &mut Purge,
    ) -> Result<(), StoreError> {
        let mut session = self.engine.read().await?;
        let ended = self.keys.to_purge(&mut session.of(network), until).await?;
        drop(session);
        let mut touched = BTreeSet::new();
        for ended in ended.chunks(KEYS) {
            let mut session = self.engine.begin().await?;
            let log = &mut session.of(network);
            head::lock(log, 0).await?;
            let streams: Vec<_> = ended.iter().map(|key| key.stream).collect();
            for row in read::raw_streams(log, &streams).await? {
                let header = open::header(network, &row)?;
                let is_over = |class| {
                    let its = |key: &EndedKey| key.stream == header.stream && key.class == class;
                    ended.iter().any(its)
                };
                let body = body::purge(row.bytes(4)?, header.classes, is_over);
                let (body, parts) = body.map_err(|_| malformed())?;
                if parts == 0 {
                    continue;
                }
                let sql = "UPDATE event SET body = $2 WHERE slot = $1";
                let params = [row.number(1)?.into(), body.into()];
                session.execute(sql, &params).await?;
                touched.insert(header.position);
                purge.parts += parts;
            }
            for key in ended {
                keys::purged(&mut session, key).await?;
            }
            session.commit().await?;
        }
        purge.events += touched.len() as u64;
        Ok(())
    }

    /// Row by row, generation by generation.
    async fn purge_rows(
        &self,
        network: &Network,
        until: Day,
        purge: &mut Purge,
    ) -> Result<(), StoreError> {
        let mut session = self.engine.read().await?;
        let generations = checkpoint::generations(&mut session.of(network)).await?;
        drop(session);
        let generations: HashMap<u64, String> = generations.into_iter().collect();
        let mut last = i64::MIN;
        loop {
            let mut session = self.engine.read().await?;
            let page = page_of_rows(&mut session.of(network), last).await?;
            let Some(end) = page.last() else {
                return Ok(());
            };
            let next = end.number(0)?;
            let found = self
                .purged(&mut session.of(network), &generations, until, &page)
                .await?;
            drop(session);
            if !found.is_empty() {
                // With the checkpoints held, no projector writes a row that was read here.
                let mut session = self.engine.begin().await?;
                erase::lock_checkpoints(&mut session.of(network)).await?;
                let page = page_of_rows(&mut session.of(network), last).await?;
                let purged = self
                    .purged(&mut session.of(network), &generations, until, &page)
                    .await?;
                for (id, sealed, parts) in purged {
                    let sql = "UPDATE view_row SET sealed = $2 WHERE id = $1";
                    session.execute(sql, &[id.into(), sealed.into()]).await?;
                    purge.rows += 1;
                    purge.parts += parts;
                }
                session.commit().await?;
            }
            last = next;
        }
    }

    /// The rows of a page that have something to purge.
    async fn purged(
        &self,
        log: &mut Log<'_>,
        generations: &HashMap<u64, String>,
        until: Day,
        page: &[Row],
    ) -> Result<Vec<Purged>, StoreError> {
        let mut sealed = Vec::new();
        for row in page {
            let number = row.int(4)?;
            // A generation that is gone by now takes its rows with it.
            let Some(model) = generations.get(&number) else {
                continue;
            };
            let generation = Generation::new(log.network, model, number);
            let (stream, classes) = rows::sealed_parts(generation, row)?;
            sealed.push((row, stream, classes));
        }
        let parts = sealed
            .iter()
            .flat_map(|(_, stream, classes)| classes.iter().map(|class| (*stream, class)));
        let keys = self.keys.of_parts(log, parts).await?;
        let over = |key: &keys::StreamKey| key.ended_on.is_some_and(|day| day <= until);
        let mut purged = Vec::new();
        for (row, stream, classes) in sealed {
            let is_over = |class| keys.get(&(stream, class)).is_some_and(over);
            let body = purge_row(row.bytes(3)?, classes, is_over)?;
            if let (body, parts @ 1..) = body {
                purged.push((row.number(0)?, body, parts));
            }
        }
        Ok(purged)
    }
}

/// A row's number, its body without some parts, and how many those are.
type Purged = (i64, Vec<u8>, u64);

fn purge_row(
    body: &[u8],
    classes: Classes,
    is_over: impl Fn(PartClass) -> bool,
) -> Result<(Vec<u8>, u64), StoreError> {
    body::purge(body, classes, is_over).map_err(|_| malformed())
}

async fn page_of_rows(log: &mut Log<'_>, after: i64) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "/* walks */ SELECT {}, generation FROM view_row WHERE network = $1 AND id > $2 \
         ORDER BY id LIMIT $3",
        rows::COLUMNS
    );
    let params: [Value; 3] = [log.network.number.into(), after.into(), PAGE.into()];
    log.session.query(&sql, &params).await
}

fn malformed() -> StoreError {
    StoreError::Corrupt("a body to be purged is malformed: verify the log".to_owned())
}
