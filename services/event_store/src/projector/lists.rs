//! The lists in which rows stand, sorted by day: sealed pages, so that nobody without keys sees which rows
//! stand together, how urgent they are, or whose they are. A short list is one page; a long one is a page
//! that says where each of the others begins. There is a list for each state, so that counting opens
//! no row.

mod change;
mod read;

pub(super) use change::{Changed, Changes, REMOVE, changed};
pub(super) use read::{Part, counts, counts_between, pages_of, read, whole};

use super::{
    generation::Generation,
    moment::{Finding, Source, finding},
};
use crate::{
    StoreError,
    ids::{Day, OwnerId},
    network::Network,
    pack,
    seal::{self, Bound},
};
use std::collections::HashMap;

/// How many pages one statement names.
const CHUNK: usize = 500;
/// Stands in the place of a state where a row is found or counted whatever its state.
const INDEX: u8 = 0x0f;
/// Stands for rows without a day, so that they come last.
const NO_DAY: Day = Day::MAX;

/// Where a row stands in its list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry {
    day: Day,
    /// The row's name, the same in every generation.
    pub(super) order: i64,
}

impl Entry {
    pub(super) fn new(day: Option<Day>, order: i64) -> Self {
        let day = day.unwrap_or(NO_DAY);
        Self { day, order }
    }

    /// The place before all rows of a day.
    pub(super) fn before(day: Day) -> Self {
        Self {
            day,
            order: i64::MIN,
        }
    }

    pub(super) const fn from_parts(day: Day, order: i64) -> Self {
        Self { day, order }
    }

    pub(super) const fn parts(self) -> (Day, i64) {
        (self.day, self.order)
    }

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.day.to_be_bytes());
        bytes.extend(self.order.to_be_bytes());
    }

    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (day, rest) = bytes.split_first_chunk()?;
        let (order, rest) = rest.split_first_chunk()?;
        let day = Day::from_be_bytes(*day);
        let order = i64::from_be_bytes(*order);
        Some((Self { day, order }, rest))
    }
}

/// One list: the rows of one state that an owner calls by one text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct List {
    /// A keyed hash of model, owner and text, the same in every generation; it names no list by itself.
    pub(super) name: i64,
    pub(super) state: u8,
}

impl List {
    /// The rows of all states that are found or counted by this name.
    pub(super) const fn index(name: i64) -> Self {
        Self { name, state: INDEX }
    }
}

/// How the pages of an owner's lists are found when it is erased.
pub(crate) fn owner_tag(network: &Network, owner: OwnerId) -> i64 {
    network.tags.tag(&[b"lists of", owner.as_bytes()])
}

fn page_id(generation: Generation<'_>, list: List, page: u32) -> i64 {
    let number = generation.number.to_be_bytes();
    let (name, page) = (list.name.to_be_bytes(), page.to_be_bytes());
    let pieces: [&[u8]; 5] = [b"page", &number, &name, &[list.state], &page];
    generation.network.tags.tag(&pieces)
}

/// The page with which a list begins.
#[derive(PartialEq, Eq, Debug)]
enum First {
    /// All of a short list.
    Short(Vec<Entry>),
    /// Where the pages of a long list begin.
    Long { leaves: Vec<Leaf>, next: u32 },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Leaf {
    /// No row before this one stands on the page, unless it is the first.
    from: Entry,
    count: u32,
    page: u32,
}

impl First {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Short(entries) => {
                let mut bytes = vec![0];
                write_all(entries, &mut bytes);
                bytes
            }
            Self::Long { leaves, next } => {
                let mut bytes = vec![1];
                bytes.extend(next.to_be_bytes());
                for leaf in leaves {
                    leaf.from.write(&mut bytes);
                    bytes.extend(leaf.count.to_be_bytes());
                    bytes.extend(leaf.page.to_be_bytes());
                }
                bytes
            }
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (&kind, mut rest) = bytes.split_first()?;
        if kind == 0 {
            return read_all(rest).map(Self::Short);
        }
        let (next, after) = rest.split_first_chunk()?;
        rest = after;
        let mut leaves = Vec::new();
        while !rest.is_empty() {
            let (from, after) = Entry::read(rest)?;
            let (count, after) = after.split_first_chunk()?;
            let (page, after) = after.split_first_chunk()?;
            let (count, page) = (u32::from_be_bytes(*count), u32::from_be_bytes(*page));
            leaves.push(Leaf { from, count, page });
            rest = after;
        }
        let next = u32::from_be_bytes(*next);
        Some(Self::Long { leaves, next })
    }

    fn count(&self) -> u64 {
        match self {
            Self::Short(entries) => entries.len() as u64,
            Self::Long { leaves, .. } => leaves.iter().map(|leaf| u64::from(leaf.count)).sum(),
        }
    }
}

fn write_all(entries: &[Entry], bytes: &mut Vec<u8>) {
    for entry in entries {
        entry.write(bytes);
    }
}

fn read_all(mut bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let (entry, rest) = Entry::read(bytes)?;
        entries.push(entry);
        bytes = rest;
    }
    Some(entries)
}

/// What binds a page to its place: kind | network | generation | number.
fn context(generation: Generation<'_>, id: i64) -> Vec<u8> {
    let numbers = [generation.number.cast_signed(), id];
    seal::context(Bound::ListPage, generation.network.id, &numbers)
}

const PAGES: Finding = finding!("id, sealed", "NULL", "list_page");

/// These pages of lists, as far as they are there.
async fn pages(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    wanted: &[(List, u32)],
) -> Result<HashMap<(List, u32), Vec<u8>>, StoreError> {
    let ids = wanted
        .iter()
        .map(|(list, page)| page_id(generation, *list, *page));
    let ids: Vec<_> = ids.collect();
    let opened = opened(source, ids.iter().map(|id| (*id, generation)).collect());
    let mut opened = opened.await?;
    let found = wanted.iter().zip(&ids);
    let found = found.filter_map(|(page, id)| Some((*page, opened.remove(id)?)));
    Ok(found.collect())
}

/// What lies on pages of any generations, by their numbers, as far as they are there.
async fn opened(
    source: &mut Source<'_>,
    wanted: HashMap<i64, Generation<'_>>,
) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
    let mut found = HashMap::with_capacity(wanted.len());
    let ids: Vec<i64> = wanted.keys().copied().collect();
    for row in source.find(&PAGES, ids).await? {
        let id = row.number(0)?;
        let generation = wanted[&id];
        let headers = &generation.network.headers;
        let plain = headers.open_whole(&context(generation, id), row.bytes(1)?);
        let plain = plain.and_then(|plain| pack::unpack(&plain));
        let plain = plain.ok_or_else(|| damaged(generation))?;
        found.insert(id, plain.to_vec());
    }
    Ok(found)
}

async fn leaf_pages(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    wanted: &[(List, u32)],
) -> Result<HashMap<(List, u32), Vec<Entry>>, StoreError> {
    let pages = pages(source, generation, wanted).await?;
    let read = pages.into_iter().map(|(page, bytes)| {
        let entries = read_all(&bytes).ok_or_else(|| damaged(generation))?;
        Ok((page, entries))
    });
    read.collect()
}

async fn first(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    list: List,
) -> Result<Option<First>, StoreError> {
    let mut pages = pages(source, generation, &[(list, 0)]).await?;
    let Some(bytes) = pages.remove(&(list, 0)) else {
        return Ok(None);
    };
    match First::read(&bytes) {
        Some(first) => Ok(Some(first)),
        None => Err(damaged(generation)),
    }
}

fn damaged(generation: Generation<'_>) -> StoreError {
    let model = generation.model;
    StoreError::Corrupt(format!("a list of read model {model} does not open"))
}
