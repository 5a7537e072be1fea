//! Opening what lies in the log: rows to events, sealed parts to their content.

use crate::{
    PartClass, StoreError,
    body::{self, Content, Header, Place},
    engine::Row,
    event::{self, OpenedPart, Recorded},
    ids::{Classes, Position, StreamId},
    keys::{KeyRing, Keys, Known},
    network::{Log, Network},
};

/// The column behind those of an event, in a page of the log: the position that was asked for.
const ASKED: usize = 6;

/// Opens rows, all their keys read at once.
pub(crate) async fn open(
    keys: &KeyRing,
    log: &mut Log<'_>,
    rows: &[Row],
) -> Result<Vec<Recorded>, StoreError> {
    let headers = headers(log.network, rows)?;
    let keys = keys_of(keys, log, &headers).await?;
    let rows = headers.iter().zip(rows);
    rows.map(|(header, row)| open_row(header, row, &keys).map(|opened| opened.event))
        .collect()
}

/// As [`open`], with keys that are known afterwards.
pub(crate) async fn open_known(
    (ring, known): (&KeyRing, &mut Known),
    log: &mut Log<'_>,
    rows: &[Row],
) -> Result<Vec<Recorded>, StoreError> {
    let headers = headers(log.network, rows)?;
    let streams = headers.iter().map(|header| header.stream);
    known.ask(log, ring, streams).await?;
    let rows = headers.iter().zip(rows);
    rows.map(|(header, row)| open_row(header, row, known.keys()).map(|opened| opened.event))
        .collect()
}

/// The headers of these rows.
pub(crate) fn headers(network: &Network, rows: &[Row]) -> Result<Vec<Header>, StoreError> {
    rows.iter().map(|row| header(network, row)).collect()
}

/// The keys of all parts of these events.
pub(crate) async fn keys_of(
    keys: &KeyRing,
    log: &mut Log<'_>,
    headers: &[Header],
) -> Result<Keys, StoreError> {
    let parts = headers
        .iter()
        .flat_map(|header| header.classes.iter().map(|class| (header.stream, class)));
    keys.of_parts(log, parts).await
}

/// Where a row stands.
pub(crate) fn place(network: &Network, row: &Row) -> Result<Place, StoreError> {
    Ok(Place {
        network: network.id,
        id: row.number(0)?,
        slot: row.number(1)?,
        recorded_on: row.int(2)?,
        header: row.bytes(3)?.to_vec(),
    })
}

/// What a row says it is.
pub(crate) fn header(network: &Network, row: &Row) -> Result<Header, StoreError> {
    let header = place(network, row)?.open(network);
    header.ok_or_else(|| StoreError::Damaged {
        // A page of the log knows what it asked for.
        position: row.int(ASKED).map_or(Position::START, Position::new),
        what: "its header does not open".to_owned(),
    })
}

/// An event, and how many of its parts are erased.
pub(crate) struct OpenedRow {
    pub(crate) event: Recorded,
    pub(crate) erased_parts: u64,
}

pub(crate) fn open_row(header: &Header, row: &Row, keys: &Keys) -> Result<OpenedRow, StoreError> {
    let damaged = |what: String| StoreError::Damaged {
        position: header.position,
        what,
    };
    let whose = (header.stream, header.classes);
    let parts = open_parts(&header.context(), row.bytes(4)?, whose, keys).map_err(damaged)?;
    let erased_parts = parts.iter().filter(|part| part.json.is_none()).count();
    let no_json = |_| damaged("a part is no JSON".to_owned());
    let event = event::join(&parts).map_err(no_json)?;
    let event = event.unwrap_or_else(event::mark);
    Ok(OpenedRow {
        event: Recorded {
            network: header.network,
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
    (stream, classes): (StreamId, Classes),
    keys: &Keys,
) -> Result<Vec<OpenedPart>, String> {
    let sealed = body::parts(body).map_err(|_| "its body is malformed".to_owned())?;
    let count = u8::try_from(sealed.len()).map_err(|_| "it has too many parts".to_owned())?;
    let classes: Vec<PartClass> = classes.iter().collect();
    if classes.len() != sealed.len() || classes.first() != Some(&PartClass::Core) {
        return Err("its body has other parts than its header says".to_owned());
    }
    let mut opened = Vec::with_capacity(sealed.len());
    for (index, (part, class)) in (0..).zip(sealed.iter().zip(classes)) {
        let key = keys
            .get(&(stream, class))
            .ok_or_else(|| format!("the key of part {index} is unknown"))?;
        let json = match (&key.key, &part.content) {
            (None, _) => None,
            (Some(_), Content::Purged { .. }) => {
                return Err(format!("part {index} is purged, but its key has not ended"));
            }
            (Some(open), Content::Sealed { nonce, ciphertext }) => {
                let aad = body::additional_data(context, count, index, class);
                let plain = body::open_part(open, nonce, &aad, ciphertext);
                Some(plain.ok_or_else(|| format!("part {index} does not open"))?)
            }
        };
        opened.push(OpenedPart { class, json });
    }
    Ok(opened)
}
