//! Reading the log: by stream, by position, from a position on.

use crate::{
    Store, StoreError,
    engine::{Row, Session, Value, placeholders},
    event::Recorded,
    head,
    ids::{Day, NetworkId, OwnerId, Position, StreamId},
    keys::KeyRing,
    open::open,
};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: &str = "position, stream_id, version, envelope, recorded_on, body, leaf";
/// How many streams one statement names.
const CHUNK: usize = 500;
/// How many events of the end of a stream are read at once.
const PAGE: u64 = 100;

impl Store {
    /// The events of one stream in their order.
    pub async fn load(
        &self,
        network: NetworkId,
        stream: StreamId,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut streams = self.load_many(network, &[stream]).await?;
        Ok(streams.remove(&stream).unwrap_or_default())
    }

    /// How many events a stream has, for those who write at its end without reading it.
    pub async fn version(&self, network: NetworkId, stream: StreamId) -> Result<u64, StoreError> {
        let mut session = self.engine.read().await?;
        version(&mut session, network, stream).await
    }

    /// How many events a stream has, and those that were recorded on this day or later: for those who
    /// need no more of a stream that grows with the years.
    pub async fn load_since(
        &self,
        network: NetworkId,
        stream: StreamId,
        day: Day,
    ) -> Result<(u64, Vec<Recorded>), StoreError> {
        let mut session = self.engine.read().await?;
        let length = version(&mut session, network, stream).await?;
        let (mut end, mut since) = (length, Vec::new());
        while end > 0 {
            let begin = end.saturating_sub(PAGE);
            let sql = format!(
                "SELECT {COLUMNS} FROM event WHERE network_id = $1 AND stream_id = $2 \
                 AND version >= $3 AND version < $4 ORDER BY version"
            );
            let params = [
                network.as_bytes().into(),
                stream.as_bytes().into(),
                begin.into(),
                end.into(),
            ];
            let rows = session.query(&sql, &params).await?;
            let mut page = open(&self.keys, &mut session, network, &rows).await?;
            let earlier = page.iter().any(|event| event.recorded_on < day);
            page.retain(|event| event.recorded_on >= day);
            page.append(&mut since);
            since = page;
            end = if earlier { 0 } else { begin };
        }
        Ok((length, since))
    }

    /// The events of several streams; a stream without events has no entry.
    pub async fn load_many(
        &self,
        network: NetworkId,
        streams: &[StreamId],
    ) -> Result<BTreeMap<StreamId, Vec<Recorded>>, StoreError> {
        let mut session = self.engine.read().await?;
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let streams: Vec<_> = streams
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for chunk in streams.chunks(CHUNK) {
            let sql = format!(
                "SELECT {COLUMNS} FROM event WHERE network_id = $1 AND stream_id IN ({}) \
                 ORDER BY stream_id, version",
                placeholders(2, chunk.len())
            );
            let mut params: Vec<Value> = vec![network.as_bytes().into()];
            params.extend(chunk.iter().map(|stream| stream.as_bytes().into()));
            let rows = session.query(&sql, &params).await?;
            for event in open(&self.keys, &mut session, network, &rows).await? {
                found.entry(event.stream).or_default().push(event);
            }
        }
        Ok(found)
    }

    /// The next events of the log after a position.
    pub async fn read_from(
        &self,
        network: NetworkId,
        after: Position,
        limit: u32,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut session = self.engine.read().await?;
        read_page(&self.keys, &mut session, network, after, limit).await
    }

    /// The event at a position.
    pub async fn at(
        &self,
        network: NetworkId,
        position: Position,
    ) -> Result<Option<Recorded>, StoreError> {
        let Some(before) = position.get().checked_sub(1) else {
            return Ok(None);
        };
        let page = self.read_from(network, Position::new(before), 1).await?;
        Ok(page.into_iter().find(|event| event.position == position))
    }

    /// The position of the last event.
    pub async fn head(&self, network: NetworkId) -> Result<Position, StoreError> {
        head::read(&mut self.engine.read().await?, network).await
    }

    /// All networks that have a log.
    pub async fn networks(&self) -> Result<Vec<NetworkId>, StoreError> {
        head::networks(&self.engine).await
    }
}

/// Versions have no gaps, so that the last one says how many there are.
async fn version(
    session: &mut Session,
    network: NetworkId,
    stream: StreamId,
) -> Result<u64, StoreError> {
    let sql = "SELECT MAX(version) FROM event WHERE network_id = $1 AND stream_id = $2";
    let params = [network.as_bytes().into(), stream.as_bytes().into()];
    let row = session.first(sql, &params).await?;
    let last: Option<u64> = row.map_or(Ok(None), |row| row.optional_int(0))?;
    Ok(last.map_or(0, |last| last + 1))
}

/// A page of the log inside a session, opened.
pub(crate) async fn read_page(
    keys: &KeyRing,
    session: &mut Session,
    network: NetworkId,
    after: Position,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = raw_page(session, network, after, limit).await?;
    open(keys, session, network, &rows).await
}

/// A page of the log as it lies there.
pub(crate) async fn raw_page(
    session: &mut Session,
    network: NetworkId,
    after: Position,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "/* walks */ SELECT {COLUMNS} FROM event WHERE network_id = $1 AND position > $2 \
         ORDER BY position LIMIT $3"
    );
    let params = [network.as_bytes().into(), after.get().into(), limit.into()];
    session.query(&sql, &params).await
}

/// A page of the events, as they lie there, in streams where this owner has a key.
pub(crate) async fn raw_page_of_owner(
    session: &mut Session,
    network: NetworkId,
    owner: OwnerId,
    after: Position,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    // `CROSS JOIN` and `+` keep SQLite from walking the whole log in search of a few streams.
    let sql = format!(
        "SELECT {COLUMNS} FROM ( \
             SELECT DISTINCT s.stream_id AS its FROM owner_key o CROSS JOIN stream_key s \
             WHERE o.network_id = $1 AND o.owner_id = $4 \
                 AND s.network_id = $1 AND s.owner_key_id = o.key_id) AS streams \
         CROSS JOIN event WHERE network_id = $1 AND stream_id = its AND +position > $2 \
         ORDER BY position LIMIT $3"
    );
    let params = [
        network.as_bytes().into(),
        after.get().into(),
        limit.into(),
        owner.as_bytes().into(),
    ];
    session.query(&sql, &params).await
}
