//! Erasure of owners and of single parts: tombstones, key material and view rows, in one transaction.
//! What is erased is listed apart from the log before the transaction commits.

use crate::{
    Store, StoreError,
    engine::{Session, Sql},
    head,
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
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

/// What one transaction erases.
pub(crate) struct Erase<'a> {
    pub(crate) network: NetworkId,
    pub(crate) owners: &'a [OwnerId],
    /// One class of one stream each.
    pub(crate) parts: &'a [(StreamId, PartClass)],
    pub(crate) day: Day,
}

impl Erase<'_> {
    /// Whether a part of this class of this stream, sealed for this owner, is among it.
    pub(crate) fn takes(&self, stream: StreamId, class: PartClass, owner: OwnerId) -> bool {
        self.owners.contains(&owner) || self.parts.contains(&(stream, class))
    }
}

/// Projectors hold their checkpoint while they write: with all of them held, none writes a row
/// of this owner after its rows are deleted.
const LOCK_CHECKPOINTS: Sql = Sql {
    sqlite: "SELECT read_model, generation FROM checkpoint WHERE network_id = $1 \
             ORDER BY read_model, generation",
    postgres: "SELECT read_model, generation FROM checkpoint WHERE network_id = $1 \
               ORDER BY read_model, generation FOR UPDATE",
};

/// Holds off all projectors of a network. Checkpoints come before the head in every transaction.
pub(crate) async fn lock_checkpoints(
    session: &mut Session,
    network: NetworkId,
) -> Result<(), StoreError> {
    let params = [network.as_bytes().into()];
    let mut held = Vec::new();
    loop {
        let rows = session.query_pair(LOCK_CHECKPOINTS, &params).await?;
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
    if owners.contains(&index::network_owner(network)) {
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
    pub async fn erase_owner(
        &self,
        network: NetworkId,
        owner: OwnerId,
        today: Day,
    ) -> Result<Erasure, StoreError> {
        let erase = Erase {
            network,
            owners: &[owner],
            parts: &[],
            day: today,
        };
        refuse_the_lasting(network, erase.owners, erase.parts)?;
        let mut session = self.engine.begin().await?;
        lock_checkpoints(&mut session, network).await?;
        head::lock(&mut session, network, 0).await?;
        let erasure = self.erase_in(&mut session, &erase).await?;
        self.list(&erase).await?;
        session.commit().await?;
        self.let_go().await;
        Ok(erasure)
    }

    /// Erases inside a transaction that holds the checkpoints and the head.
    pub(crate) async fn erase_in(
        &self,
        session: &mut Session,
        erase: &Erase<'_>,
    ) -> Result<Erasure, StoreError> {
        let (network, day) = (erase.network, erase.day);
        let mut erasure = Erasure { keys: 0, rows: 0 };
        for owner in erase.owners {
            erasure.keys += self.keys.end_owner(session, network, *owner, day).await?;
            erasure.rows += self.erase_rows(session, network, *owner).await?;
        }
        for part in erase.parts {
            // Rows open the member as erased from now on, as a rebuild would write it.
            erasure.keys += self.keys.end_part(session, network, *part, day).await?;
        }
        Ok(erasure)
    }

    /// Writes an erasure into the list, if there is one, as the last step before the commit: what is
    /// committed is listed. What is listed and then not committed is erased by the next replay.
    pub(crate) async fn list(&self, erase: &Erase<'_>) -> Result<(), StoreError> {
        match &self.erasures {
            None => Ok(()),
            Some(list) => list.append(erase).await,
        }
    }

    /// After the commit: forgets opened keys and flushes deleted pages. The erasure stands even
    /// where this fails, so that is told to the operator and not to the caller; the next erasure or
    /// purge flushes again.
    pub(crate) async fn let_go(&self) {
        self.keys.forget();
        if let Err(error) = self.engine.flush_deleted().await {
            tracing::error!(%error, "what was erased is not yet flushed from the disk");
        }
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
