//! Ends keys: a tombstone each, and the wrapped key emptied. The rows stay and tell owner and class.

use super::KeyRing;
use crate::{
    StoreError,
    engine::{Session, Value},
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
};

const STREAM_KEYS_OF_OWNER: &str = "k.owner_key_id IN (SELECT o.key_id FROM owner_key o \
     WHERE o.network_id = $1 AND o.owner_id = $2)";
const KEYS_OF_OWNER: &str = "k.owner_id = $2";
const KEYS_OF_PART: &str = "k.stream_id = $2 AND k.class = $3";

impl KeyRing {
    /// Ends all keys of an owner; one that never had a key gets none later. The caller holds the
    /// head lock.
    pub(crate) async fn end_owner(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
        day: Day,
    ) -> Result<u64, StoreError> {
        self.mark_known(session, network, owner).await?;
        let params = [network.as_bytes().into(), owner.as_bytes().into()];
        let of_streams = end(session, "stream_key", STREAM_KEYS_OF_OWNER, &params, day).await?;
        Ok(of_streams + end(session, "owner_key", KEYS_OF_OWNER, &params, day).await?)
    }

    /// Ends the keys of one class of a stream; one without a key of that class gets none later.
    /// The caller holds the head lock.
    pub(crate) async fn end_part(
        &self,
        session: &mut Session,
        network: NetworkId,
        (stream, class): (StreamId, PartClass),
        day: Day,
    ) -> Result<u64, StoreError> {
        let keys = self.of_stream(session, network, stream).await?;
        let core = keys.iter().find(|key| key.class == PartClass::Core);
        let Some(owner) = core.map(|core| core.owner) else {
            // Nothing was ever sealed in this stream.
            return Ok(0);
        };
        let known = |key: &super::StreamKey| key.class == class && key.owner == owner;
        if !keys.iter().any(known) {
            let made = self.create_stream_key(session, network, stream, owner, class);
            match made.await {
                // An erased owner gets no keys anyway.
                Ok(_) | Err(StoreError::Erased(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let params = [
            network.as_bytes().into(),
            stream.as_bytes().into(),
            (class as u8).into(),
        ];
        end(session, "stream_key", KEYS_OF_PART, &params, day).await
    }
}

/// Ends the keys of a table that a condition names; a key keeps the day of its first tombstone.
async fn end(
    session: &mut Session,
    table: &str,
    which: &str,
    params: &[Value],
    day: Day,
) -> Result<u64, StoreError> {
    let number = params.len() + 1;
    let tombstones = format!(
        "INSERT INTO tombstone (network_id, key_id, erased_on) \
         SELECT k.network_id, k.key_id, CAST(${number} AS INTEGER) FROM {table} k \
         WHERE k.network_id = $1 AND {which} AND NOT EXISTS (SELECT 1 FROM tombstone t \
             WHERE t.network_id = k.network_id AND t.key_id = k.key_id)"
    );
    let with_day = [params, &[day.into()]].concat();
    let ended = session.execute(&tombstones, &with_day).await?;
    let destroy = format!(
        "UPDATE {table} AS k SET wrapped = NULL \
         WHERE k.network_id = $1 AND {which} AND k.wrapped IS NOT NULL"
    );
    session.execute(&destroy, params).await?;
    Ok(ended)
}
