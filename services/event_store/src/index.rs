//! Keyed hashes under an owner's own random key: equal texts of two owners never look alike.

use crate::{
    Store, StoreError,
    engine::Session,
    head,
    ids::{NetworkId, OwnerId, PartClass},
    seal::{self, Secret},
};
use unicode_normalization::UnicodeNormalization as _;

impl Store {
    /// Hashes a text (trimmed, lower-cased, NFC) under the owner's index key, made on first use.
    pub async fn index_hash(
        &self,
        network: NetworkId,
        owner: OwnerId,
        text: &str,
    ) -> Result<[u8; 32], StoreError> {
        let key = self.index_key(network, owner).await?;
        Ok(text_hash(&key, text))
    }

    /// The owner's index key, in transactions of its own.
    pub(crate) async fn index_key(
        &self,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<Secret, StoreError> {
        let class = PartClass::Index;
        let mut session = self.engine.read().await?;
        if let Some((_, key)) = self
            .keys
            .owner_key(&mut session, network, owner, class)
            .await?
        {
            return Ok(key);
        }
        drop(session);
        let mut session = self.engine.begin().await?;
        let key = self.index_key_in(&mut session, network, owner).await?;
        session.commit().await?;
        Ok(key)
    }

    /// The owner's index key inside a transaction, which may take the head lock for it.
    pub(crate) async fn index_key_in(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<Secret, StoreError> {
        let class = PartClass::Index;
        if let Some((_, key)) = self.keys.owner_key(session, network, owner, class).await? {
            return Ok(key);
        }
        head::lock(session, network, 0).await?;
        let made = self.keys.owner_key_or_new(session, network, owner, class);
        Ok(made.await?.1)
    }
}

/// The owner whose index key names rows and owners of the whole network.
pub(crate) fn network_owner(network: NetworkId) -> OwnerId {
    OwnerId::from_bytes(*network.as_bytes())
}

/// How an owner is named in a view row, so that erasure finds its rows.
pub(crate) fn owner_hash(network_key: &Secret, owner: OwnerId) -> [u8; 32] {
    seal::keyed_hash(network_key, &[b"owner", owner.as_bytes()])
}

pub(crate) fn text_hash(key: &Secret, text: &str) -> [u8; 32] {
    let text: String = text.trim().to_lowercase().nfc().collect();
    seal::keyed_hash(key, &[b"text", text.as_bytes()])
}
