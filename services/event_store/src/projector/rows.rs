//! Rows of read models as they lie in `view_row`: named by keyed hashes, sealed like events. A row's
//! header, sealed under the network's own key, says whose keys open it and where it is listed.

mod write;

pub(super) use write::Writer;
pub(crate) use write::{erase, erase_lists};

use super::{
    generation::Generation,
    lists::{Entry, List},
    model::{StateGroup, Subject},
    moment::{Finding, Source, finding},
};
use crate::{
    Store, StoreError,
    engine::{Row, Session},
    event,
    ids::{Classes, Day, PartClass, StreamId},
    keys::{Keys, Known},
    network::Network,
    open,
    seal::{self, Bound},
};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeSet, HashMap};

/// What a row is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Name {
    /// Its place among rows of one day, the same in every generation.
    pub(super) order: i64,
    /// Tells two subjects apart should they have the same place.
    check: i64,
}

impl Name {
    pub(super) fn of(network: &Network, model: &str, subject: &Subject) -> Self {
        let pieces: [&[u8]; 3] = [b"row", model.as_bytes(), subject.as_bytes()];
        let hash = network.tags.hash(&pieces);
        let (order, rest) = hash.split_first_chunk().expect("32 bytes have eight");
        let check = rest.first_chunk().expect("24 bytes have eight");
        Self {
            order: i64::from_be_bytes(*order),
            check: i64::from_be_bytes(*check),
        }
    }
}

/// Where a row stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    /// The name of its list.
    pub(super) list: Option<i64>,
    /// Whether the network's clocks look after it.
    pub(super) clocked: bool,
    pub(super) day: Option<Day>,
    pub(super) state: StateGroup,
    /// Under which names it is found or counted besides, and on which days.
    pub(super) index: Vec<(i64, Day)>,
}

impl Spot {
    /// The lists in which a row of this name stands, and its places in them.
    pub(super) fn entries(
        &self,
        generation: Generation<'_>,
        name: Name,
    ) -> BTreeSet<(List, Entry)> {
        let clock = self.clocked && self.state == StateGroup::Open && self.day.is_some();
        let clock = clock.then(|| generation.clock());
        let state = self.state as u8;
        let entry = Entry::new(self.day, name.order);
        let shown = self.list.into_iter().chain(clock);
        let mut entries: BTreeSet<_> = shown.map(|name| (List { name, state }, entry)).collect();
        for (list, day) in &self.index {
            let list = List::index(*list);
            // What counts twice on a day has two places; only the first leads to the row.
            let mut order = name.order;
            while !entries.insert((list, Entry::new(Some(*day), order))) {
                order = order.wrapping_add(1);
            }
        }
        entries
    }
}

/// A header has room for a multiple of so many index entries.
const STEP: usize = 4;
/// How many bytes of a header one of them takes.
const INDEX_ENTRY: usize = 12;

/// What a row's header says.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) name: Name,
    stream: StreamId,
    classes: Classes,
    pub(super) spot: Spot,
}

impl Header {
    /// With room for at least so many index entries.
    fn bytes(&self, indexed: usize) -> Vec<u8> {
        let mut bytes = self.name.order.to_be_bytes().to_vec();
        bytes.extend(self.name.check.to_be_bytes());
        bytes.extend(self.stream.as_bytes());
        bytes.push(self.classes.bits());
        let Spot {
            list,
            clocked,
            day,
            state,
            ref index,
        } = self.spot;
        let has = |is: bool, bit: u8| u8::from(is) << bit;
        bytes.push(state as u8 | has(list.is_some(), 4) | has(day.is_some(), 5) | has(clocked, 6));
        bytes.extend(list.unwrap_or_default().to_be_bytes());
        bytes.extend(day.unwrap_or_default().to_be_bytes());
        bytes.push(u8::try_from(index.len()).unwrap_or(u8::MAX));
        let room = index.len().max(indexed).next_multiple_of(STEP);
        for (list, day) in index {
            bytes.extend(list.to_be_bytes());
            bytes.extend(day.to_be_bytes());
        }
        bytes.resize(bytes.len() + (room - index.len()) * INDEX_ENTRY, 0);
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (order, rest) = bytes.split_first_chunk()?;
        let (check, rest) = rest.split_first_chunk()?;
        let (stream, rest) = rest.split_first_chunk()?;
        let (&[classes, flags], rest) = rest.split_first_chunk()?;
        let (list, rest) = rest.split_first_chunk()?;
        let (day, rest) = rest.split_first_chunk()?;
        let (&count, rest) = rest.split_first()?;
        let (index, _) = rest.split_at_checked(usize::from(count) * INDEX_ENTRY)?;
        let has = |bit: u8| flags & 1 << bit != 0;
        Some(Self {
            name: Name {
                order: i64::from_be_bytes(*order),
                check: i64::from_be_bytes(*check),
            },
            stream: StreamId::from_bytes(*stream),
            classes: Classes::from_bits(classes)?,
            spot: Spot {
                list: has(4).then_some(i64::from_be_bytes(*list)),
                clocked: has(6),
                day: has(5).then_some(Day::from_be_bytes(*day)),
                state: StateGroup::from_number(i64::from(flags & 0x0f))?,
                index: index.chunks_exact(INDEX_ENTRY).map(index_entry).collect(),
            },
        })
    }
}

fn index_entry(bytes: &[u8]) -> (i64, Day) {
    let (list, day) = bytes.split_at(INDEX_ENTRY - size_of::<Day>());
    let list = list.try_into().map(i64::from_be_bytes);
    let day = day.try_into().map(Day::from_be_bytes);
    (list.unwrap_or_default(), day.unwrap_or_default())
}

/// A row as it was found, opened.
pub(super) struct FoundRow {
    pub(super) name: Name,
    pub(super) row: Map<String, Json>,
    pub(super) spot: Spot,
}

/// What binds a header to its row: kind | network | generation | number | owner.
fn header_context(generation: Generation<'_>, id: i64, owner: i64) -> Vec<u8> {
    let numbers = [generation.number.cast_signed(), id, owner];
    seal::context(Bound::Row, generation.network.id, &numbers)
}

/// What binds a row's parts: network | length of model, model | generation | number | owner.
fn context(generation: Generation<'_>, id: i64, owner: i64) -> Vec<u8> {
    let model = generation.model.as_bytes();
    let length = u16::try_from(model.len()).expect("a model's name is short");
    let mut bytes = generation.network.id.as_bytes().to_vec();
    bytes.extend(length.to_be_bytes());
    bytes.extend(model);
    bytes.extend(generation.number.to_be_bytes());
    bytes.extend(id.to_be_bytes());
    bytes.extend(owner.to_be_bytes());
    bytes
}

/// The columns of a row that is opened.
pub(crate) const COLUMNS: &str = "id, owner, header, sealed";

const ROWS: Finding = finding!("id, owner, header, sealed", "NULL, NULL, NULL", "view_row");

/// The rows with these places that are there and not erased, in no order.
pub(super) async fn load(
    store: &Store,
    source: &mut Source<'_>,
    generation: Generation<'_>,
    orders: &[i64],
) -> Result<Vec<FoundRow>, StoreError> {
    let ids = orders.iter().map(|order| generation.row_id(*order));
    let rows = source.find(&ROWS, ids.collect()).await?;
    open(store, source.session(), generation, &rows).await
}

/// Likewise of several generations of one network, each with its places; the keys are known afterwards.
pub(super) async fn load_all(
    store: &Store,
    session: &mut Session,
    wanted: &[(Generation<'_>, Vec<i64>)],
    keys: &mut Known,
) -> Result<Vec<Vec<FoundRow>>, StoreError> {
    let mut found: Vec<_> = wanted.iter().map(|_| Vec::new()).collect();
    let by_id = wanted
        .iter()
        .enumerate()
        .flat_map(|(number, (generation, orders))| {
            let ids = orders.iter().map(|order| generation.row_id(*order));
            ids.map(move |id| (id, number))
        });
    let by_id: HashMap<i64, usize> = by_id.collect();
    let Some((Generation { network, .. }, _)) = wanted.first() else {
        return Ok(found);
    };
    let mut rows = Vec::new();
    let ids = by_id.keys().copied().collect();
    for row in Source::inside(session).find(&ROWS, ids).await? {
        let number = by_id[&row.number(0)?];
        rows.push((number, header(wanted[number].0, &row)?, row));
    }
    let streams = rows.iter().map(|(_, header, _)| header.stream);
    let log = &mut session.of(network);
    keys.ask(log, &store.keys, streams).await?;
    for (number, header, row) in &rows {
        found[*number].extend(open_one(wanted[*number].0, header, row, keys.keys())?);
    }
    Ok(found)
}

/// Opens rows of [`COLUMNS`]. Rows whose core is erased are gone.
pub(super) async fn open(
    store: &Store,
    session: &mut Session,
    generation: Generation<'_>,
    rows: &[Row],
) -> Result<Vec<FoundRow>, StoreError> {
    let headers = rows.iter().map(|row| header(generation, row));
    let headers: Vec<_> = headers.collect::<Result<_, _>>()?;
    let parts = headers.iter().flat_map(parts_of);
    let log = &mut session.of(generation.network);
    let keys = store.keys.of_parts(log, parts).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (header, row) in headers.iter().zip(rows) {
        found.extend(open_one(generation, header, row, &keys)?);
    }
    Ok(found)
}

/// The header of a row of [`COLUMNS`].
pub(super) fn header(generation: Generation<'_>, row: &Row) -> Result<Header, StoreError> {
    let (id, owner) = (row.number(0)?, row.number(1)?);
    let context = header_context(generation, id, owner);
    let plain = generation
        .network
        .headers
        .open_whole(&context, row.bytes(2)?);
    let header = plain.and_then(|plain| Header::read(&plain));
    let header = header.filter(|header| generation.row_id(header.name.order) == id);
    header.ok_or_else(|| damaged(generation.model, "its header does not open"))
}

fn parts_of(header: &Header) -> impl Iterator<Item = (StreamId, PartClass)> + use<> {
    let stream = header.stream;
    header.classes.iter().map(move |class| (stream, class))
}

fn open_one(
    generation: Generation<'_>,
    header: &Header,
    row: &Row,
    keys: &Keys,
) -> Result<Option<FoundRow>, StoreError> {
    let model = generation.model;
    let context = context(generation, row.number(0)?, row.number(1)?);
    let whose = (header.stream, header.classes);
    let parts = open::open_parts(&context, row.bytes(3)?, whose, keys);
    let parts = parts.map_err(|what| damaged(model, &what))?;
    let object = event::join(&parts).map_err(|_| damaged(model, "a part is no JSON"))?;
    Ok(object.map(|row| FoundRow {
        name: header.name,
        row,
        spot: header.spot.clone(),
    }))
}

/// The parts of a row of [`COLUMNS`], and the keys that seal them.
pub(crate) fn sealed_parts(
    generation: Generation<'_>,
    row: &Row,
) -> Result<(StreamId, Classes), StoreError> {
    let header = header(generation, row)?;
    Ok((header.stream, header.classes))
}

pub(super) fn damaged(model: &str, what: &str) -> StoreError {
    StoreError::Corrupt(format!("a row of read model {model}: {what}"))
}
