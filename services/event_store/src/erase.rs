//! Erasure of owners and of single parts: tombstones, key material and view rows, in one transaction.
//! What is erased is listed apart from the log before the transaction commits.

use crate::{
    Store, StoreError,
    erasing::Erase,
    erasure_list::Listed,
    head,
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
    network::Log,
    own_events::KEYS_ENDED,
    projector::{checkpoint, generation::Generation, rows},
};
use async_recursion::async_recursion as boxed;
use serde_json::{Map, Value as Json};

/// How many keys one such event names.
const KEYS: usize = 200;

/// What an erasure took away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Erasure {
    /// Owner keys and stream keys.
    pub keys: u64,
    /// Rows of read models, in all generations.
    pub rows: u64,
}

/// Projectors hold their checkpoint while they write: with all of them held, none writes a row
/// of this owner after its rows are deleted.
const LOCK_CHECKPOINTS: &str = "SELECT read_model, generation FROM checkpoint \
                                WHERE network = $1 ORDER BY read_model, generation FOR UPDATE";

/// Holds off all projectors of a network. Checkpoints come before the head in every transaction.
pub(crate) async fn lock_checkpoints(log: &mut Log<'_>) -> Result<(), StoreError> {
    let params = [log.network.number.into()];
    let mut held = Vec::new();
    loop {
        let rows = log.session.query(LOCK_CHECKPOINTS, &params).await?;
        let found: Vec<_> = rows.into_iter().map(|row| row.0).collect();
        // A statement that waited does not see the generation that a rebuild began meanwhile.
        if found == held {
            return Ok(());
        }
        held = found;
    }
}

/// A network's own keys are never erased; a stream's core goes with its owner, or rows would stay
/// that nobody finds again; the class of keyed hashes has no parts.
pub(crate) fn refuse_the_lasting(
    network: NetworkId,
    owners: &[OwnerId],
    parts: &[(StreamId, PartClass)],
) -> Result<(), StoreError> {
    if owners.contains(&network.owner()) {
        return Err(StoreError::Invalid("a network's keys are never erased"));
    }
    let lasting = |(_, class): &(_, PartClass)| class.member().is_none();
    if parts.iter().any(lasting) {
        return Err(StoreError::Invalid("only a member of events is shredded"));
    }
    Ok(())
}

impl Store {
    /// Makes everything that only this owner's keys open unreadable at once and for ever, outside of
    /// an append. Erasing twice is harmless. A network's own keys are never erased.
    #[boxed]
    pub async fn erase_owner(
        &self,
        network: NetworkId,
        owner: OwnerId,
        today: Day,
    ) -> Result<Erasure, StoreError> {
        refuse_the_lasting(network, &[owner], &[])?;
        let network = self.keys.network_or_new(&self.engine, network).await?;
        let erase = Erase {
            owners: &[owner],
            parts: &[],
            day: today,
        };
        let mut session = self.engine.begin().await?;
        let log = &mut session.of(&network);
        lock_checkpoints(log).await?;
        head::lock(log, 0).await?;
        let erasure = self.erase_in(log, &erase).await?;
        self.list(&erase.listed(network.id)).await?;
        session.commit().await?;
        self.appended.notify_waiters();
        self.let_go().await;
        Ok(erasure)
    }

    /// Erases inside a transaction that holds the checkpoints and the head.
    pub(crate) async fn erase_in(
        &self,
        log: &mut Log<'_>,
        erase: &Erase<'_>,
    ) -> Result<Erasure, StoreError> {
        let (mut ended, mut rows) = (Vec::new(), 0);
        for owner in erase.owners {
            rows += erase_rows(log, *owner).await?;
            ended.extend(self.keys.end_owner(log, *owner, erase.day).await?);
        }
        for part in erase.parts {
            // Rows open the member as erased from now on, as a rebuild would write it.
            ended.extend(self.keys.end_part(log, *part, erase.day).await?);
        }
        self.say_ended(log, erase.day, &ended).await?;
        let keys = ended.len() as u64;
        Ok(Erasure { keys, rows })
    }

    /// Writes into the log which keys have ended, so that a key that ended otherwise is found.
    async fn say_ended(
        &self,
        log: &mut Log<'_>,
        day: Day,
        ended: &[i64],
    ) -> Result<(), StoreError> {
        for keys in ended.chunks(KEYS) {
            let keys = keys
                .iter()
                .map(|key| Json::from(format!("{:016x}", key.cast_unsigned())));
            let members = [("keys", Json::from(keys.collect::<Vec<_>>()))];
            self.note(log, day, (KEYS_ENDED, &members)).await?;
        }
        Ok(())
    }

    /// Writes into the list, if there is one, as the last step before the commit: what is committed is
    /// listed. What is listed and then not committed counts all the same, from the next start on.
    pub(crate) async fn list(&self, listed: &[Listed]) -> Result<(), StoreError> {
        match &self.erasures {
            Some(list) if !listed.is_empty() => list.append(listed).await,
            _ => Ok(()),
        }
    }

    /// After the commit: forgets opened keys and flushes deleted pages.
    pub(crate) async fn let_go(&self) {
        self.keys.forget();
        self.flush().await;
    }
}

/// Removes the rows of an owner in all generations, and its lists.
async fn erase_rows(log: &mut Log<'_>, owner: OwnerId) -> Result<u64, StoreError> {
    let mut count = 0;
    for (number, model) in checkpoint::generations(log).await? {
        let generation = Generation::new(log.network, &model, number);
        count += rows::erase(log.session, generation, owner).await?;
    }
    rows::erase_lists(log, owner).await?;
    Ok(count)
}

/// The keys that such an event names.
pub(crate) fn named_keys(event: &Map<String, Json>) -> Option<Vec<i64>> {
    let keys = event.get("keys")?.as_array()?.iter();
    keys.map(|key| Some(u64::from_str_radix(key.as_str()?, 16).ok()?.cast_signed()))
        .collect()
}
