//! Key rows as they lie in the database, and what binds each wrapped key to its row.

use super::KeyOf;
use crate::{
    StoreError,
    engine::{Row, Session},
    ids::{Day, OwnerId, PartClass, StreamId},
    network::Network,
    seal::{self, Bound, Secret},
    wiped::Wiped,
};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// An owner key before it is opened.
pub(crate) struct OwnerKey {
    pub(super) id: i64,
    pub(super) epoch: u32,
    /// Absent when it has ended.
    pub(super) wrapped: Option<Vec<u8>>,
    pub(super) ended_on: Option<Day>,
}

impl OwnerKey {
    pub(super) fn has_ended(&self) -> bool {
        self.ended_on.is_some()
    }
}

/// What a stream key's row holds while the key lives.
pub(super) struct Content {
    pub(super) key: Secret,
    pub(super) stream: StreamId,
    pub(super) owner: OwnerId,
}

impl Content {
    /// Key | stream | owner.
    pub(super) fn bytes(&self) -> Wiped {
        let mut bytes = Wiped(Vec::with_capacity(64));
        bytes.extend(self.key.as_slice());
        bytes.extend(self.stream.as_bytes());
        bytes.extend(self.owner.as_bytes());
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (key, rest) = bytes.split_first_chunk()?;
        let (stream, rest) = rest.split_first_chunk()?;
        let owner = rest.try_into().ok()?;
        Some(Self {
            key: Zeroizing::new(*key),
            stream: StreamId::from_bytes(*stream),
            owner: OwnerId::from_bytes(owner),
        })
    }
}

/// The number of an owner's key of one class.
pub(super) fn owner_key_id(network: &Network, owner: OwnerId, class: PartClass) -> i64 {
    let class = [class as u8];
    network.tags.tag(&[b"owner key", owner.as_bytes(), &class])
}

/// The number of the key that seals one class of a stream.
pub(super) fn stream_key_id(network: &Network, (stream, class): KeyOf) -> i64 {
    let class = [class as u8];
    network
        .tags
        .tag(&[b"stream key", stream.as_bytes(), &class])
}

/// Rows of id | epoch | wrapped | ended_on.
pub(super) fn owner_keys(rows: &[Row]) -> impl Iterator<Item = Result<OwnerKey, StoreError>> {
    rows.iter().map(|row| {
        Ok(OwnerKey {
            id: row.number(0)?,
            epoch: row.int(1)?,
            wrapped: row.optional_bytes(2)?.map(<[u8]>::to_vec),
            ended_on: row.optional_int(3)?,
        })
    })
}

/// Owner keys that were ever made, by their numbers.
pub(super) async fn by_ids(
    session: &mut Session,
    ids: Vec<i64>,
) -> Result<HashMap<i64, OwnerKey>, StoreError> {
    let sql = "SELECT id, epoch, wrapped, ended_on FROM owner_key WHERE id = ANY($1)";
    let rows = session.query(sql, &[ids.into()]).await?;
    let keys = owner_keys(&rows);
    keys.map(|key| key.map(|key| (key.id, key))).collect()
}

/// What binds a wrapped owner key: kind | network | number | epoch. The number is a hash of owner and class.
pub(super) fn owner_key_context(network: &Network, id: i64, epoch: u32) -> Vec<u8> {
    let mut bytes = seal::context(Bound::OwnerKey, network.id, &[id]);
    bytes.extend(epoch.to_be_bytes());
    bytes
}

/// What binds a stream key: kind | network | number | the owner key's number. No epoch: a new
/// key-encryption key rewraps owner keys only.
pub(super) fn stream_key_context(network: &Network, id: i64, owner_key: i64) -> Vec<u8> {
    seal::context(Bound::StreamKey, network.id, &[id, owner_key])
}
