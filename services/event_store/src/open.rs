//! Opening what lies in the log: rows to events, sealed parts to their content.

use crate::{
    StoreError,
    body::{self, Content, Header},
    engine::{Row, Session},
    event::{self, OpenedPart, Recorded},
    ids::{KeyId, NetworkId, PartClass, Position, StreamId},
    keys::{KeyRing, StreamKey},
};
use std::collections::{BTreeSet, HashMap};

/// Opens rows, all their keys read at once.
pub(crate) async fn open(
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
