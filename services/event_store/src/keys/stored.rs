//! Key rows as they lie in the database, and what binds each wrapped key to its row.

use crate::{
    StoreError,
    engine::{Row, Session},
    ids::{KeyId, NetworkId, OwnerId, PartClass, StreamId},
};

/// An owner key before it is opened.
pub(super) struct OwnerKey {
    pub(super) id: KeyId,
    pub(super) class: PartClass,
    pub(super) owner: OwnerId,
    pub(super) epoch: u32,
    /// Absent when it has a tombstone.
    pub(super) wrapped: Option<Vec<u8>>,
}

pub(super) async fn of_owner(
    session: &mut Session,
    network: NetworkId,
    owner: OwnerId,
) -> Result<Vec<OwnerKey>, StoreError> {
    let sql = "SELECT o.key_id, o.class, o.wrapped, o.epoch, o.owner_id, o.network_id, \
               (SELECT COUNT(*) FROM tombstone t \
                   WHERE t.network_id = o.network_id AND t.key_id = o.key_id) \
               FROM owner_key o WHERE o.network_id = $1 AND o.owner_id = $2";
    let params = [network.as_bytes().into(), owner.as_bytes().into()];
    let rows = session.query(sql, &params).await?;
    rows.iter().map(read).collect()
}

pub(super) fn read(row: &Row) -> Result<OwnerKey, StoreError> {
    let live = row.number(6)? == 0;
    let wrapped = row.optional_bytes(2)?.filter(|_| live);
    Ok(OwnerKey {
        id: KeyId::from_bytes(row.fixed(0)?),
        class: class(row, 1)?,
        owner: OwnerId::from_bytes(row.fixed(4)?),
        epoch: row.int(3)?,
        wrapped: wrapped.map(<[u8]>::to_vec),
    })
}

pub(super) async fn insert(
    session: &mut Session,
    network: NetworkId,
    key: &OwnerKey,
) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO owner_key (network_id, key_id, owner_id, class, epoch, wrapped) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                network.as_bytes().into(),
                key.id.as_bytes().into(),
                key.owner.as_bytes().into(),
                (key.class as u8).into(),
                key.epoch.into(),
                key.wrapped.as_deref().into(),
            ],
        )
        .await
        .map(drop)
}

pub(super) fn class(row: &Row, column: usize) -> Result<PartClass, StoreError> {
    PartClass::from_number(row.number(column)?)
        .ok_or_else(|| StoreError::Corrupt("a key has an unknown class".to_owned()))
}

/// What binds a wrapped owner key: kind | network | key | owner | class | epoch.
pub(super) fn owner_key_context(
    network: NetworkId,
    key: KeyId,
    owner: OwnerId,
    class: PartClass,
    epoch: u32,
) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(network.as_bytes());
    bytes.extend(key.as_bytes());
    bytes.extend(owner.as_bytes());
    bytes.push(class as u8);
    bytes.extend(epoch.to_be_bytes());
    bytes
}

/// What binds a wrapped stream key: kind | network | key | stream | class | owner key. No epoch:
/// a new key-encryption key rewraps owner keys only.
pub(super) fn stream_key_context(
    network: NetworkId,
    key: KeyId,
    stream: StreamId,
    class: PartClass,
    owner_key: KeyId,
) -> Vec<u8> {
    let mut bytes = vec![2];
    bytes.extend(network.as_bytes());
    bytes.extend(key.as_bytes());
    bytes.extend(stream.as_bytes());
    bytes.push(class as u8);
    bytes.extend(owner_key.as_bytes());
    bytes
}
