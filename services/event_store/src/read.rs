//! Reading the log: by stream, by position, from a position on. A stream's events are found by their
//! slots, one version after the other, until one is not there.

use crate::{
    Store, StoreError,
    append::{AppendError, Idempotency, Replayed},
    engine::{Row, Session},
    event::Recorded,
    head, idempotency,
    ids::{NetworkId, PartClass, Position, StreamId},
    kept::Events,
    keys::{self, KeyRing, Keys, Question},
    look::{Look, Seen},
    network::{Log, Network},
    open,
};
use async_recursion::async_recursion as boxed;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeInclusive,
    sync::Arc,
};

/// The columns of an event that is opened.
const ROWS_IN_SLOTS: &str =
    "SELECT id, slot, recorded_on, header, body, leaf FROM event WHERE slot = ANY($1)";
const ROWS_AT: &str =
    "SELECT id, slot, recorded_on, header, body, leaf FROM event WHERE id = ANY($1)";
/// How many rows one statement asks for.
const MOST: usize = 500;
/// For how many versions of a stream is asked first: few streams have more, and a slot that is not there
/// costs less than a second question.
const FIRST: usize = 12;
/// No stream has so many events.
const LONGEST: u32 = 40;
/// How many versions are tried at once where a length lies between two.
const TRIES: u64 = 63;

/// What a command wants to know before anything is decided.
#[derive(Clone, Copy, Default)]
pub struct Sought<'a> {
    /// Whether it was carried out before.
    pub idempotency: Option<&'a Idempotency>,
    /// Streams.
    pub streams: &'a [StreamId],
}

/// What was there.
#[derive(Default)]
pub struct Sight {
    /// The earlier answer to the command.
    pub replayed: Option<Replayed>,
    /// The streams; one without events has no entry.
    pub streams: BTreeMap<StreamId, Events>,
}

impl Store {
    /// Looks at several things at once.
    #[boxed]
    pub async fn look<'a>(
        &'a self,
        network: NetworkId,
        sought: Sought<'a>,
    ) -> Result<Sight, AppendError> {
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(Sight::default());
        };
        let look = Look {
            answers: sought
                .idempotency
                .map(idempotency::id)
                .into_iter()
                .collect(),
            ..Look::default()
        };
        let log = &mut session.of(&network);
        let (seen, streams) = self.load_in(log, sought.streams, look).await?;
        let replayed = sought.idempotency.zip(seen.answers.first());
        let replayed = replayed.map(|(command, row)| idempotency::answer(&network, command, row));
        Ok(Sight {
            replayed: replayed.transpose()?,
            streams,
        })
    }

    /// The events of one stream in their order.
    #[boxed]
    pub async fn load(&self, network: NetworkId, stream: StreamId) -> Result<Events, StoreError> {
        let mut streams = self.load_many(network, &[stream]).await?;
        Ok(streams.remove(&stream).unwrap_or_default())
    }

    /// How many events a stream has, for those who write at its end without reading it.
    #[boxed]
    pub async fn version(&self, network: NetworkId, stream: StreamId) -> Result<u64, StoreError> {
        let mut session = self.engine.read().await?;
        match self.keys.network(&mut session, network).await? {
            Some(network) => length(&mut session.of(&network), stream).await,
            None => Ok(0),
        }
    }

    /// The events of several streams; a stream without events has no entry.
    #[boxed]
    pub async fn load_many(
        &self,
        network: NetworkId,
        streams: &[StreamId],
    ) -> Result<BTreeMap<StreamId, Events>, StoreError> {
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(BTreeMap::new());
        };
        let log = &mut session.of(&network);
        let (_, found) = self.load_in(log, streams, Look::default()).await?;
        Ok(found)
    }

    /// The next events of the log after a position.
    #[boxed]
    pub async fn read_from(
        &self,
        network: NetworkId,
        after: Position,
        limit: u32,
    ) -> Result<Vec<Recorded>, StoreError> {
        let mut session = self.engine.read().await?;
        match self.keys.network(&mut session, network).await? {
            Some(network) => read_page(&self.keys, &mut session.of(&network), after, limit).await,
            None => Ok(Vec::new()),
        }
    }

    /// The event at a position.
    #[boxed]
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

    /// The events of several streams, and what else is looked at with the first of them. Keys are asked for with
    /// the rows: by the stream they are known before.
    async fn load_in(
        &self,
        log: &mut Log<'_>,
        streams: &[StreamId],
        mut look: Look,
    ) -> Result<(Seen, BTreeMap<StreamId, Events>), StoreError> {
        let (ring, network) = (&self.keys, log.network);
        let (mut seen, mut found) = (Seen::default(), BTreeMap::new());
        let mut chunks = streams.chunks(MOST / FIRST);
        let mut next = Some(chunks.next().unwrap_or_default());
        while let Some(streams) = next {
            let kept = |stream: &StreamId| Some((*stream, self.kept.get(network.id, *stream)?));
            let kept: BTreeMap<_, _> = streams.iter().filter_map(kept).collect();
            let new = streams.iter().filter(|stream| !kept.contains_key(stream));
            let question = Question::of_parts(network, keys::parts_of(new.copied()));
            let mut reading = Reading::behind(streams, &kept);
            look.slots = reading.wanted(network);
            look.stream_keys = question.ids();
            let mut at_once = std::mem::take(&mut look).at(log.session).await?;
            let mut keys = ring.answer(network, &question, &at_once.stream_keys)?;
            reading.take(network, by_slot(std::mem::take(&mut at_once.events))?)?;
            reading.go_on(log).await?;
            let moved = kept.keys().copied();
            let moved: Vec<_> = moved
                .filter(|stream| !reading.found[stream].is_empty())
                .collect();
            keys.extend(ring.of_streams(log, moved).await?);
            for (stream, rows) in reading.found {
                let before = kept.get(&stream);
                let events = match before {
                    Some(before) if rows.is_empty() => Arc::clone(before),
                    _ => self.opened(network, (stream, before), &rows, &keys)?,
                };
                if !events.is_empty() {
                    found.insert(stream, events);
                }
            }
            seen.answers.append(&mut at_once.answers);
            next = chunks.next();
        }
        Ok((seen, found))
    }

    /// A stream's events, those before and those in these rows; kept, if the network's own keys seal it whole.
    fn opened(
        &self,
        network: &Network,
        (stream, before): (StreamId, Option<&Events>),
        rows: &[Row],
        keys: &Keys,
    ) -> Result<Events, StoreError> {
        let mut events = before.map_or_else(Vec::new, |before| before.to_vec());
        let core = keys.get(&(stream, PartClass::Core));
        let mut is_kept = core.is_some_and(|key| key.owner == Some(network.id.owner()));
        let mut bytes = 0;
        for row in rows {
            let header = open::header(network, row)?;
            events.push(open::open_row(&header, row, keys)?.event);
            is_kept &= header.classes.iter().eq([PartClass::Core]);
            bytes += row.bytes(4)?.len();
        }
        let events = Events::from(events);
        if is_kept {
            self.kept.keep(network.id, stream, &events, bytes);
        }
        Ok(events)
    }

    /// The position of the last event.
    #[boxed]
    pub async fn head(&self, network: NetworkId) -> Result<Position, StoreError> {
        head::read(&mut self.engine.read().await?, network).await
    }

    /// All networks that have a log.
    #[boxed]
    pub async fn networks(&self) -> Result<Vec<NetworkId>, StoreError> {
        head::networks(&self.engine).await
    }
}

/// How many events a stream has: two versions between which its end lies, ever closer.
pub(crate) async fn length(log: &mut Log<'_>, stream: StreamId) -> Result<u64, StoreError> {
    let mut tried: Vec<u64> = (0..LONGEST).map(|power| (1 << power) - 1).collect();
    // The first version that may be missing, and one that is.
    let (mut known, mut missing) = (0, 1 << LONGEST);
    loop {
        let slots: Vec<_> = tried
            .iter()
            .map(|version| log.network.slot(stream, *version))
            .collect();
        let there = present(log.session, slots.clone()).await?;
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
    slots: Vec<i64>,
) -> Result<HashSet<i64>, StoreError> {
    let sql = "SELECT slot FROM event WHERE slot = ANY($1)";
    let rows = session.query(sql, &[slots.into()]).await?;
    rows.iter().map(|row| row.number(0)).collect()
}

/// The rows in these slots.
async fn rows_of(session: &mut Session, slots: Vec<i64>) -> Result<HashMap<i64, Row>, StoreError> {
    let rows = session.query(ROWS_IN_SLOTS, &[slots.into()]).await?;
    by_slot(rows)
}

fn by_slot(rows: Vec<Row>) -> Result<HashMap<i64, Row>, StoreError> {
    let by_slot = rows.into_iter().map(|row| Ok((row.number(1)?, row)));
    by_slot.collect()
}

/// All rows of these streams as they lie there, stream by stream in the order of versions.
pub(crate) async fn raw_streams(
    log: &mut Log<'_>,
    streams: &[StreamId],
) -> Result<Vec<Row>, StoreError> {
    let mut reading = Reading::behind(streams, &BTreeMap::new());
    reading.go_on(log).await?;
    Ok(reading.found.into_values().flatten().collect())
}

/// Streams that are read, a few versions of each at a time.
struct Reading {
    found: BTreeMap<StreamId, Vec<Row>>,
    /// How many events of a stream are known before.
    known: HashMap<StreamId, usize>,
    /// Streams that may go on behind what was found.
    open: Vec<StreamId>,
    /// For how many versions of each is asked next.
    ask: usize,
}

impl Reading {
    fn behind(streams: &[StreamId], known: &BTreeMap<StreamId, Events>) -> Self {
        let found: BTreeMap<_, _> = streams.iter().map(|stream| (*stream, Vec::new())).collect();
        let known = known.iter().map(|(stream, events)| (*stream, events.len()));
        Self {
            open: found.keys().copied().collect(),
            found,
            known: known.collect(),
            ask: FIRST,
        }
    }

    /// The slots that are asked for next.
    fn wanted(&self, network: &Network) -> Vec<i64> {
        let wanted = self.open.iter().flat_map(|stream| {
            let known = self.known.get(stream).copied().unwrap_or(0);
            let begin = (known + self.found[stream].len()) as u64;
            (begin..)
                .take(self.ask)
                .map(|version| network.slot(*stream, version))
        });
        wanted.collect()
    }

    /// Takes what was found in those slots.
    fn take(&mut self, network: &Network, mut rows: HashMap<i64, Row>) -> Result<(), StoreError> {
        let wanted = self.wanted(network);
        let mut going_on = Vec::new();
        for (stream, slots) in self.open.iter().zip(wanted.chunks(self.ask)) {
            let have = self.found.entry(*stream).or_default();
            let before = have.len();
            have.extend(slots.iter().map_while(|slot| rows.remove(slot)));
            if slots.iter().any(|slot| rows.contains_key(slot)) {
                return Err(gap(*stream));
            }
            if have.len() - before == slots.len() {
                going_on.push(*stream);
            }
        }
        self.open = going_on;
        self.ask *= 4;
        Ok(())
    }

    async fn go_on(&mut self, log: &mut Log<'_>) -> Result<(), StoreError> {
        while !self.open.is_empty() {
            let rows = rows_of(log.session, self.wanted(log.network)).await?;
            self.take(log.network, rows)?;
        }
        Ok(())
    }
}

/// Versions have no gaps: something took one out.
pub(crate) fn gap(stream: StreamId) -> StoreError {
    StoreError::Corrupt(format!("stream {stream} has events behind a gap"))
}

/// A page of the log inside a session, opened.
pub(crate) async fn read_page(
    keys: &KeyRing,
    log: &mut Log<'_>,
    after: Position,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = raw_page(log, after, limit).await?;
    open::open(keys, log, &rows).await
}

/// A page of the log as it lies there: what stands at the next positions, as far as something does.
pub(crate) async fn raw_page(
    log: &mut Log<'_>,
    after: Position,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let (mut found, mut last) = (Vec::new(), after.get());
    let end = last.saturating_add(limit.into());
    while last < end {
        let next = end.min(last + MOST as u64);
        let page = at(log, ROWS_AT, last + 1..=next).await?;
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

/// What stands at these positions, in their order, with each its position. The statement's first column is
/// `id`, and its parameter is the ids.
pub(crate) async fn at(
    log: &mut Log<'_>,
    sql: &str,
    positions: RangeInclusive<u64>,
) -> Result<Vec<(u64, Row)>, StoreError> {
    let by_id = positions.map(|position| (log.network.event_id(Position::new(position)), position));
    let by_id: HashMap<_, _> = by_id.collect();
    let ids: Vec<_> = by_id.keys().copied().collect();
    let rows = log.session.query(sql, &[ids.into()]).await?;
    let found = rows
        .into_iter()
        .map(|row| Ok((by_id[&row.number(0)?], row)));
    let mut found: Vec<_> = found.collect::<Result<_, StoreError>>()?;
    found.sort_unstable_by_key(|(position, _)| *position);
    Ok(found)
}
