//! What belongs to one owner: its streams, and the proof that they are sound before they are erased.

use crate::{
    Store, StoreError, VerifyError, body,
    engine::Row,
    ids::{KeyId, NetworkId, OwnerId, PartClass, Position, StreamId},
    keys::StreamKey,
    open, read, verify,
};
use std::collections::HashMap;

/// How many events are read at once.
const PAGE: u32 = 500;

impl Store {
    /// The streams that an owner owns, erased or not, by their ids. Streams of others that hold only
    /// its evidence are not among them.
    pub async fn owners_streams(
        &self,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<Vec<StreamId>, StoreError> {
        let mut session = self.engine.read().await?;
        let sql = "SELECT DISTINCT s.stream_id FROM owner_key o CROSS JOIN stream_key s \
                   WHERE o.network_id = $1 AND o.owner_id = $2 \
                       AND s.network_id = $1 AND s.owner_key_id = o.key_id AND s.class = $3 \
                   ORDER BY s.stream_id";
        let params = [
            network.as_bytes().into(),
            owner.as_bytes().into(),
            (PartClass::Core as u8).into(),
        ];
        let rows = session.query(sql, &params).await?;
        let stream = |row: &Row| row.fixed(0).map(StreamId::from_bytes);
        rows.iter().map(stream).collect()
    }

    /// Reads every event that has a part sealed for this owner, in its own streams or in others;
    /// gives their number, or the first whose leaf does not fit or whose parts do not open. To be run
    /// before an erasure is logged: afterwards nobody can tell damage from erasure.
    pub async fn verify_streams_of(
        &self,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<u64, VerifyError> {
        let (mut last, mut events) = (Position::START, 0);
        loop {
            let mut session = self.engine.read().await?;
            let rows = read::raw_page_of_owner(&mut session, network, owner, last, PAGE).await?;
            let Some(end) = rows.last() else {
                return Ok(events);
            };
            last = open::header(network, end)?.position;
            let keys = open::keys_of(&self.keys, &mut session, network, &rows).await;
            let keys = keys.map_err(verify::damaged)?;
            for row in &rows {
                if has_part_of(row, owner, &keys)? {
                    verify::sound(network, row, &keys)?;
                    events += 1;
                }
            }
        }
    }
}

/// Whether any part is sealed for the owner; a key that is unknown may have been its.
fn has_part_of(
    row: &Row,
    owner: OwnerId,
    keys: &HashMap<KeyId, StreamKey>,
) -> Result<bool, StoreError> {
    let parts = body::parts(row.bytes(5)?);
    let parts = parts.map_err(|_| StoreError::Corrupt("a body is malformed".to_owned()))?;
    let is_its = |key: &StreamKey| key.owner == owner;
    Ok(parts
        .iter()
        .any(|part| keys.get(&part.key_id).is_none_or(is_its)))
}
