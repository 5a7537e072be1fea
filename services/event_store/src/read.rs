//! Reading the log: by stream, by position, from a position on. A stream's events are found by their
//! slots, one version after the other, until one is not there.

use crate::{
    Store, StoreError,
    engine::{Row, Session, Value, placeholders},
    event::Recorded,
    head,
    ids::{Day, NetworkId, Position, StreamId},
    keys::{KeyRing, Network},
    open::{self, open},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeInclusive,
};

const COLUMNS: &str = "id, slot, recorded_on, header, body, leaf";
/// The column behind these, in a page of the log: the position that was asked for.
pub(crate) const ASKED: usize = 6;
/// The counts of slots that statements ask for, so that few statements are prepared.
const COUNTS: [usize; 5] = [4, 8, 16, 64, MOST];
const MOST: usize = 500;
/// For how many versions of a stream is asked first.
const FIRST: usize = 6;
/// How many events of the end of a stream are read at once.
const PAGE: u64 = 100;
/// No stream has so many events.
const LONGEST: u32 = 40;
/// How many versions are tried at once where a length lies between two.
const TRIES: u64 = 63;

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
        match self.keys.network(&mut session, network).await? {
            Some(network) => length(&mut session, &network, stream).await,
            None => Ok(0),
        }
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
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok((0, Vec::new()));
        };
        let length = length(&mut session, &network, stream).await?;
        let (mut end, mut since) = (length, Vec::new());
        while end > 0 {
            let begin = end.saturating_sub(PAGE);
            let slots: Vec<_> = (begin..end)
                .map(|version| network.slot(stream, version))
                .collect();
            let mut by_slot = rows_of(&mut session, &slots).await?;
            let rows = slots.iter().map(|slot| by_slot.remove(slot));
            let rows: Option<Vec<_>> = rows.collect();
            let rows = rows.ok_or_else(|| gap(stream))?;
            let mut page = open(&self.keys, &mut session, &network, &rows).await?;
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
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(found);
        };
        let rows = raw_streams(&mut session, &network, streams).await?;
        for event in open(&self.keys, &mut session, &network, &rows).await? {
            found.entry(event.stream).or_default().push(event);
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
        match self.keys.network(&mut session, network).await? {
            Some(network) => read_page(&self.keys, &mut session, &network, after, limit).await,
            None => Ok(Vec::new()),
        }
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

/// How many events a stream has: two versions between which its end lies, ever closer.
pub(crate) async fn length(
    session: &mut Session,
    network: &Network,
    stream: StreamId,
) -> Result<u64, StoreError> {
    let mut tried: Vec<u64> = (0..LONGEST).map(|power| (1 << power) - 1).collect();
    // The first version that may be missing, and one that is.
    let (mut known, mut missing) = (0, 1 << LONGEST);
    loop {
        let slots: Vec<_> = tried
            .iter()
            .map(|version| network.slot(stream, *version))
            .collect();
        let there = present(session, &slots).await?;
        for (version, slot) in tried.iter().zip(&slots) {
            if !there.contains(slot) {
                missing = *version;
                break;
            }
            known = version + 1;
        }
        let beyond = tried.iter().zip(&slots);
        let mut beyond = beyond.filter(|(version, _)| **version > missing);
        if beyond.any(|(_, slot)| there.contains(slot)) {
            return Err(gap(stream));
        }
        if known == missing {
            return Ok(known);
        }
        let step = (missing - known).div_ceil(TRIES).max(1);
        tried = (0..TRIES)
            .map(|number| known + number * step)
            .filter(|version| *version < missing)
            .collect();
    }
}

/// Which of these slots are taken.
pub(crate) async fn present(
    session: &mut Session,
    slots: &[i64],
) -> Result<HashSet<i64>, StoreError> {
    let mut found = HashSet::new();
    for (list, params) in lists(slots) {
        let sql = format!("SELECT slot FROM event WHERE slot IN ({list})");
        for row in session.query(&sql, &params).await? {
            found.insert(row.number(0)?);
        }
    }
    Ok(found)
}

/// The rows in these slots.
async fn rows_of(session: &mut Session, slots: &[i64]) -> Result<HashMap<i64, Row>, StoreError> {
    let mut found = HashMap::new();
    for (list, params) in lists(slots) {
        let sql = format!("SELECT {COLUMNS} FROM event WHERE slot IN ({list})");
        for row in session.query(&sql, &params).await? {
            found.insert(row.number(1)?, row);
        }
    }
    Ok(found)
}

/// Numbers as the lists of a few statements; the last one fills a list up.
fn lists(slots: &[i64]) -> impl Iterator<Item = (String, Vec<Value>)> {
    slots.chunks(MOST).map(move |chunk| {
        let count = COUNTS.into_iter().find(|count| *count >= chunk.len());
        let count = count.unwrap_or(MOST);
        let last = chunk[chunk.len() - 1];
        let filled = chunk.iter().copied().chain(std::iter::repeat(last));
        (
            placeholders(1, count),
            filled.take(count).map(Value::from).collect(),
        )
    })
}

/// All rows of these streams as they lie there, stream by stream in the order of versions.
pub(crate) async fn raw_streams(
    session: &mut Session,
    network: &Network,
    streams: &[StreamId],
) -> Result<Vec<Row>, StoreError> {
    let mut found: BTreeMap<StreamId, Vec<Row>> =
        streams.iter().map(|stream| (*stream, Vec::new())).collect();
    let mut open: Vec<StreamId> = found.keys().copied().collect();
    let mut ask = if open.len() > 1 { 4 } else { FIRST };
    while !open.is_empty() {
        let wanted = open.iter().flat_map(|stream| {
            let begin = found[stream].len() as u64;
            (begin..)
                .take(ask)
                .map(|version| network.slot(*stream, version))
        });
        let wanted: Vec<_> = wanted.collect();
        let mut rows = rows_of(session, &wanted).await?;
        let mut going_on = Vec::new();
        for (stream, slots) in open.iter().zip(wanted.chunks(ask)) {
            let have = found.entry(*stream).or_default();
            for slot in slots {
                match rows.remove(slot) {
                    Some(row) => have.push(row),
                    None => break,
                }
            }
            if slots.iter().any(|slot| rows.contains_key(slot)) {
                return Err(gap(*stream));
            }
            let last = slots.last().and_then(|slot| {
                let row = have.last()?;
                Some(row.number(1).ok()? == *slot)
            });
            if last == Some(true) {
                going_on.push(*stream);
            }
        }
        open = going_on;
        ask *= 4;
    }
    Ok(found.into_values().flatten().collect())
}

/// Versions have no gaps: something took one out.
pub(crate) fn gap(stream: StreamId) -> StoreError {
    StoreError::Corrupt(format!("stream {stream} has events behind a gap"))
}

/// A page of the log inside a session, opened.
pub(crate) async fn read_page(
    keys: &KeyRing,
    session: &mut Session,
    network: &Network,
    after: Position,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = raw_page(session, network, after, limit).await?;
    open::open(keys, session, network, &rows).await
}

/// A page of the log as it lies there: what stands at the next positions, as far as something does.
pub(crate) async fn raw_page(
    session: &mut Session,
    network: &Network,
    after: Position,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let (mut found, mut last) = (Vec::new(), after.get());
    let end = last.saturating_add(limit.into());
    while last < end {
        let next = end.min(last + MOST as u64);
        let page = at(session, network, COLUMNS, last + 1..=next).await?;
        let full = page.len() as u64 == next - last;
        found.extend(page.into_iter().map(|(position, mut row)| {
            row.0.push(position.into());
            row
        }));
        if !full {
            break;
        }
        last = next;
    }
    Ok(found)
}

/// What stands at these positions, in their order, with each its position. The first column is `id`.
pub(crate) async fn at(
    session: &mut Session,
    network: &Network,
    columns: &str,
    positions: RangeInclusive<u64>,
) -> Result<Vec<(u64, Row)>, StoreError> {
    let by_id = positions.map(|position| (network.event_id(Position::new(position)), position));
    let by_id: HashMap<_, _> = by_id.collect();
    let ids: Vec<_> = by_id.keys().copied().collect();
    let mut found = Vec::with_capacity(ids.len());
    for (list, params) in lists(&ids) {
        let sql = format!("SELECT {columns} FROM event WHERE id IN ({list})");
        for row in session.query(&sql, &params).await? {
            found.push((by_id[&row.number(0)?], row));
        }
    }
    found.sort_unstable_by_key(|(position, _)| *position);
    Ok(found)
}
