//! Reading the log: by stream, by position, from a position on.

use crate::{
    Store, StoreError,
    body::{self, Content, Header},
    engine::{Row, Session, Value, placeholders},
    event::{self, OpenedPart, Recorded},
    head,
    ids::{KeyId, NetworkId, OwnerId, PartClass, Position, StreamId},
    keys::{KeyRing, StreamKey},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const COLUMNS: &str = "position, stream_id, version, envelope, recorded_on, body, leaf";
/// How many streams one statement names.
const CHUNK: usize = 500;

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
        let sql = "SELECT COUNT(*) FROM event WHERE network_id = $1 AND stream_id = $2";
        let row = session
            .first(sql, &[network.as_bytes().into(), stream.as_bytes().into()])
            .await?;
        row.map_or(Ok(0), |row| row.int(0))
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
        "SELECT {COLUMNS} FROM event WHERE network_id = $1 AND position > $2 \
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
    let sql = format!(
        "SELECT {COLUMNS} FROM event WHERE network_id = $1 AND position > $2 AND stream_id IN ( \
             SELECT s.stream_id FROM stream_key s JOIN owner_key o \
                 ON o.network_id = s.network_id AND o.key_id = s.owner_key_id \
             WHERE s.network_id = $1 AND o.owner_id = $4) \
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

/// Opens rows, all their keys read at once.
async fn open(
    keys: &KeyRing,
    session: &mut Session,
    network: NetworkId,
    rows: &[Row],
) -> Result<Vec<Recorded>, StoreError> {
    let keys = keys_of(keys, session, network, rows).await?;
    rows.iter()
        .map(|row| open_row(network, row, &keys).map(|opened| opened.event))
        .collect()
}

/// The keys of all parts in these rows.
pub(crate) async fn keys_of(
    keys: &KeyRing,
    session: &mut Session,
    network: NetworkId,
    rows: &[Row],
) -> Result<HashMap<KeyId, StreamKey>, StoreError> {
    let mut ids = BTreeSet::new();
    for row in rows {
        let position = header(network, row)?.position;
        let parts = body::parts(row.bytes(5)?).map_err(|_| malformed(position))?;
        ids.extend(parts.iter().map(|part| part.key_id));
    }
    keys.by_id(session, network, &ids).await
}

/// The clear columns of a row.
pub(crate) fn header(network: NetworkId, row: &Row) -> Result<Header, StoreError> {
    Ok(Header {
        network,
        position: Position::new(row.int(0)?),
        stream: StreamId::from_bytes(row.fixed(1)?),
        version: row.int(2)?,
        envelope: row.int(3)?,
        recorded_on: row.int(4)?,
    })
}

/// An event, and how many of its parts are erased.
pub(crate) struct OpenedRow {
    pub(crate) event: Recorded,
    pub(crate) erased_parts: u64,
}

pub(crate) fn open_row(
    network: NetworkId,
    row: &Row,
    keys: &HashMap<KeyId, StreamKey>,
) -> Result<OpenedRow, StoreError> {
    let header = header(network, row)?;
    let damaged = |what: String| StoreError::Damaged {
        position: header.position,
        what,
    };
    if header.envelope != body::ENVELOPE {
        return Err(damaged("its envelope is unknown".to_owned()));
    }
    let parts = open_parts(&header.context(), row.bytes(5)?, keys).map_err(damaged)?;
    let erased_parts = parts.iter().filter(|part| part.json.is_none()).count();
    let no_json = |_| damaged("a part is no JSON".to_owned());
    let event = event::join(&parts).map_err(no_json)?;
    let event = event.unwrap_or_else(event::mark);
    Ok(OpenedRow {
        event: Recorded {
            network,
            position: header.position,
            stream: header.stream,
            version: header.version,
            recorded_on: header.recorded_on,
            event,
        },
        erased_parts: erased_parts as u64,
    })
}

/// Opens the parts of any body; an erased part stays closed, purged or not; anything else that does
/// is damage.
pub(crate) fn open_parts(
    context: &[u8],
    body: &[u8],
    keys: &HashMap<KeyId, StreamKey>,
) -> Result<Vec<OpenedPart>, String> {
    let sealed = body::parts(body).map_err(|_| "its body is malformed".to_owned())?;
    let count = u8::try_from(sealed.len()).map_err(|_| "it has too many parts".to_owned())?;
    let mut opened = Vec::with_capacity(sealed.len());
    for (index, part) in (0..).zip(&sealed) {
        let key = keys
            .get(&part.key_id)
            .ok_or_else(|| format!("the key of part {index} is unknown"))?;
        if (index == 0) != (key.class == PartClass::Core) {
            return Err(format!(
                "part {index} is sealed with a key of another class"
            ));
        }
        let json = match (&key.key, &part.content) {
            (None, _) => None,
            (Some(_), Content::Purged { .. }) => {
                return Err(format!(
                    "part {index} is purged, but its key has no tombstone"
                ));
            }
            (Some(open), Content::Sealed { nonce, ciphertext }) => {
                let aad = body::additional_data(context, count, index, part.key_id);
                let plain = open.open(nonce, &aad, ciphertext);
                Some(plain.ok_or_else(|| format!("part {index} does not open"))?)
            }
        };
        opened.push(OpenedPart {
            class: key.class,
            json,
        });
    }
    Ok(opened)
}

fn malformed(position: Position) -> StoreError {
    StoreError::Damaged {
        position,
        what: "its body is malformed".to_owned(),
    }
}
