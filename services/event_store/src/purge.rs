//! Takes the ciphertext of erased parts out of the log and the rows, after a time of grace if wished:
//! whoever finds old keys later finds nothing that they open.

use crate::{
    Store, StoreError, body, erase, head,
    ids::{Classes, Day, NetworkId, Position, StreamId},
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
            self.purge_ended(&network, until, &mut purge).await?;
        }
        // Even after a purge that found nothing: an earlier one may have been interrupted here.
        self.flush_at_night().await;
        self.engine.vacuum().await?;
        Ok(purge)
    }

    /// Key by key: events and rows lose the part that it sealed, and the key is marked with them, so that it is
    /// looked for no more.
    async fn purge_ended(
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
            // With the checkpoints held, no projector writes a row that was read here.
            erase::lock_checkpoints(log).await?;
            head::lock(log, 0).await?;
            purge_events(log, ended, &mut touched, purge).await?;
            purge_rows(log, ended, purge).await?;
            for key in ended {
                keys::purged(&mut session, key).await?;
            }
            session.commit().await?;
        }
        purge.events += touched.len() as u64;
        Ok(())
    }
}

async fn purge_events(
    log: &mut Log<'_>,
    ended: &[EndedKey],
    touched: &mut BTreeSet<Position>,
    purge: &mut Purge,
) -> Result<(), StoreError> {
    let streams: Vec<_> = ended.iter().map(|key| key.stream).collect();
    for row in read::raw_streams(log, &streams).await? {
        let header = open::header(log.network, &row)?;
        let sealed = (header.stream, header.classes);
        let Some((body, parts)) = purged(row.bytes(4)?, sealed, ended)? else {
            continue;
        };
        let sql = "UPDATE event SET body = $2 WHERE slot = $1";
        let params = [row.number(1)?.into(), body.into()];
        log.session.execute(sql, &params).await?;
        touched.insert(header.position);
        purge.parts += parts;
    }
    Ok(())
}

/// Rows are found by their owners, who still live: those of erased ones went with them.
async fn purge_rows(
    log: &mut Log<'_>,
    ended: &[EndedKey],
    purge: &mut Purge,
) -> Result<(), StoreError> {
    let generations = checkpoint::generations(log).await?;
    let generations = generations.iter();
    let generations =
        generations.map(|(number, model)| Generation::new(log.network, model, *number));
    let owners: BTreeSet<_> = ended.iter().map(|key| key.owner).collect();
    let tags = generations.flat_map(|generation| {
        let tags = owners.iter().map(move |owner| generation.owner_tag(*owner));
        tags.map(move |tag| (tag, generation))
    });
    let tags: HashMap<i64, Generation<'_>> = tags.collect();
    let owners: Vec<i64> = tags.keys().copied().collect();
    let sql = format!(
        "SELECT {} FROM view_row WHERE owner = ANY($1)",
        rows::COLUMNS
    );
    for row in log.session.query(&sql, &[owners.into()]).await? {
        // What is damaged in a row a rebuild writes anew; the log's parts go all the same.
        let sealed = rows::sealed_parts(tags[&row.number(1)?], &row);
        let left = sealed.and_then(|sealed| purged(row.bytes(3)?, sealed, ended));
        let Ok(Some((body, parts))) = left else {
            continue;
        };
        let sql = "UPDATE view_row SET sealed = $2 WHERE id = $1";
        let params = [row.number(0)?.into(), body.into()];
        log.session.execute(sql, &params).await?;
        purge.rows += 1;
        purge.parts += parts;
    }
    Ok(())
}

/// A body without the parts that these keys sealed, and how many those are, if it has any.
fn purged(
    body: &[u8],
    (stream, classes): (StreamId, Classes),
    ended: &[EndedKey],
) -> Result<Option<(Vec<u8>, u64)>, StoreError> {
    let is_over = |class| {
        let its = |key: &EndedKey| key.stream == stream && key.class == class;
        ended.iter().any(its)
    };
    let malformed = "a body to be purged is malformed: verify the log";
    let purged = body::purge(body, classes, is_over);
    let (body, parts) = purged.map_err(|_| StoreError::Corrupt(malformed.to_owned()))?;
    Ok((parts > 0).then_some((body, parts)))
}
