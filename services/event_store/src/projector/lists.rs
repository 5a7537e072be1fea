//! The lists in which rows stand, sorted by day: sealed pages, so that nobody without keys sees which rows
//! stand together, how urgent they are, or whose they are. A short list is one page; a long one is a page
//! that says where each of the others begins. There is a list for each state, so that counting opens
//! no row.

use super::rows::Generation;
use crate::{
    StoreError,
    engine::{Session, Value, placeholders},
    ids::{Day, OwnerId},
    keys::Network,
    pack,
};
use std::collections::{BTreeMap, HashMap};
use unicode_normalization::UnicodeNormalization as _;

/// How many rows stand on one page.
const MOST: usize = 128;
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

/// The name of an owner's list. The text is trimmed, lower-cased and brought to NFC.
pub(super) fn name(network: &Network, model: &str, owner: OwnerId, text: &str) -> i64 {
    let text: String = text.trim().to_lowercase().nfc().collect();
    let pieces: [&[u8]; 4] = [b"list", model.as_bytes(), owner.as_bytes(), text.as_bytes()];
    network.tags.tag(&pieces)
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

/// What comes into a list and what leaves it.
#[derive(Default)]
struct Change {
    /// Whose list it is, as [`owner_tag`] has it; known to whoever brings something.
    owner: Option<i64>,
    out: Vec<Entry>,
    into: Vec<Entry>,
}

/// What a batch changes in the lists of one generation.
#[derive(Default)]
pub(super) struct Changes(BTreeMap<List, Change>);

impl Changes {
    pub(super) fn take(&mut self, list: List, entry: Entry) {
        self.0.entry(list).or_default().out.push(entry);
    }

    pub(super) fn put(&mut self, list: List, owner: i64, entry: Entry) {
        let change = self.0.entry(list).or_default();
        change.owner = Some(owner);
        change.into.push(entry);
    }

    /// Writes them: each page is read once and written once. The caller holds the model's checkpoint.
    pub(super) async fn apply(
        self,
        session: &mut Session,
        generation: Generation<'_>,
    ) -> Result<(), StoreError> {
        let lists: Vec<_> = self.0.keys().map(|list| (*list, 0)).collect();
        let firsts = pages(session, generation, &lists).await?;
        let (mut writer, mut long) = (Writer::new(generation), Vec::new());
        for (list, change) in self.0 {
            let first = firsts.get(&(list, 0)).map(|bytes| First::read(bytes));
            match first {
                // An erased owner's lists are gone already.
                None if change.into.is_empty() => {}
                None => writer.change_short(list, Vec::new(), &change),
                Some(Some(First::Short(entries))) => writer.change_short(list, entries, &change),
                Some(Some(First::Long { leaves, next })) => {
                    long.push(LongChange::new(list, change, leaves, next));
                }
                Some(None) => return Err(damaged(generation)),
            }
        }
        let touched: Vec<_> = long.iter().flat_map(LongChange::touched).collect();
        let mut leaves = leaf_pages(session, generation, &touched).await?;
        for long in long {
            writer.change_long(long, &mut leaves);
        }
        writer.write(session).await
    }
}

/// A change of a long list, by the pages that it concerns.
struct LongChange {
    list: List,
    owner: Option<i64>,
    leaves: Vec<Leaf>,
    next: u32,
    /// What leaves and what comes, by the number of the leaf.
    by_leaf: BTreeMap<usize, (Vec<Entry>, Vec<Entry>)>,
}

impl LongChange {
    fn new(list: List, change: Change, leaves: Vec<Leaf>, next: u32) -> Self {
        let mut by_leaf: BTreeMap<usize, (Vec<Entry>, Vec<Entry>)> = BTreeMap::new();
        let place = |entry: &Entry| {
            let behind = leaves.partition_point(|leaf| leaf.from <= *entry);
            behind.saturating_sub(1)
        };
        for entry in change.out {
            by_leaf.entry(place(&entry)).or_default().0.push(entry);
        }
        for entry in change.into {
            by_leaf.entry(place(&entry)).or_default().1.push(entry);
        }
        Self {
            list,
            owner: change.owner,
            leaves,
            next,
            by_leaf,
        }
    }

    fn touched(&self) -> impl Iterator<Item = (List, u32)> {
        let numbers = self.by_leaf.keys();
        numbers.map(|number| (self.list, self.leaves[*number].page))
    }
}

/// Which list, and whose, as [`owner_tag`] has it.
type Whose = (List, Option<i64>);

const INSERT: &str = "INSERT INTO list_page (id, owner, network, generation, sealed) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
const UPDATE: &str = "UPDATE list_page SET sealed = $2 WHERE id = $1";
const REMOVE: &str = "DELETE FROM list_page WHERE id = $1";

/// Gathers the pages of lists that change.
struct Writer<'a> {
    generation: Generation<'a>,
    /// The parameters of [`INSERT`], [`UPDATE`] and [`REMOVE`].
    inserted: Vec<Vec<Value>>,
    updated: Vec<Vec<Value>>,
    removed: Vec<Vec<Value>>,
}

impl<'a> Writer<'a> {
    fn new(generation: Generation<'a>) -> Self {
        Self {
            generation,
            inserted: Vec::new(),
            updated: Vec::new(),
            removed: Vec::new(),
        }
    }

    async fn write(self, session: &mut Session) -> Result<(), StoreError> {
        session.execute_each(INSERT, self.inserted).await?;
        session.execute_each(UPDATE, self.updated).await?;
        session.execute_each(REMOVE, self.removed).await
    }

    /// Changes a list that was short; it may become long.
    fn change_short(&mut self, list: List, entries: Vec<Entry>, change: &Change) {
        let whose = (list, change.owner);
        let entries = merged(entries, &change.out, &change.into);
        if entries.is_empty() {
            self.remove(list, 0);
        } else if entries.len() <= MOST {
            self.save(whose, 0, &First::Short(entries).bytes());
        } else {
            let (mut leaves, mut next) = (Vec::new(), 1);
            self.split(whose, &entries, 0, (&mut leaves, &mut next));
            self.save(whose, 0, &First::Long { leaves, next }.bytes());
        }
    }

    fn change_long(&mut self, long: LongChange, pages: &mut HashMap<(List, u32), Vec<Entry>>) {
        let LongChange {
            list,
            owner,
            leaves,
            mut next,
            mut by_leaf,
        } = long;
        let whose = (list, owner);
        let mut new = Vec::with_capacity(leaves.len() + by_leaf.len());
        for (number, leaf) in leaves.into_iter().enumerate() {
            let Some((out, into)) = by_leaf.remove(&number) else {
                new.push(leaf);
                continue;
            };
            let entries = pages.remove(&(list, leaf.page)).unwrap_or_default();
            let entries = merged(entries, &out, &into);
            if entries.is_empty() {
                self.remove(list, leaf.page);
            } else if entries.len() <= MOST {
                self.save_leaf(whose, &entries, leaf.page, &mut new);
            } else {
                self.split(whose, &entries, leaf.page, (&mut new, &mut next));
            }
        }
        if new.is_empty() {
            self.remove(list, 0);
        } else {
            let first = First::Long { leaves: new, next };
            self.save(whose, 0, &first.bytes());
        }
    }

    /// Writes what is too long for one page as several half-full ones, the first of them as `page`,
    /// unless that is the list's own.
    fn split(
        &mut self,
        whose: Whose,
        entries: &[Entry],
        page: u32,
        (leaves, next): (&mut Vec<Leaf>, &mut u32),
    ) {
        let mut page = Some(page).filter(|page| *page > 0);
        for half in entries.chunks(MOST / 2) {
            let number = page.take().unwrap_or_else(|| {
                *next += 1;
                *next - 1
            });
            self.save_leaf(whose, half, number, leaves);
        }
    }

    fn save_leaf(&mut self, whose: Whose, entries: &[Entry], page: u32, leaves: &mut Vec<Leaf>) {
        let mut bytes = Vec::new();
        write_all(entries, &mut bytes);
        self.save(whose, page, &bytes);
        leaves.push(Leaf {
            from: entries[0],
            count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            page,
        });
    }

    fn save(&mut self, (list, owner): Whose, page: u32, plain: &[u8]) {
        let network = self.generation.network;
        let id = page_id(self.generation, list, page);
        let context = context(self.generation, id);
        let sealed = network
            .headers
            .seal_whole(&context, &pack::pack_random(plain));
        let Some(owner) = owner else {
            self.updated.push(vec![id.into(), sealed.into()]);
            return;
        };
        self.inserted.push(vec![
            id.into(),
            owner.into(),
            network.number.into(),
            self.generation.number.into(),
            sealed.into(),
        ]);
    }

    fn remove(&mut self, list: List, page: u32) {
        let id = page_id(self.generation, list, page);
        self.removed.push(vec![id.into()]);
    }
}

/// Sorted; what leaves is gone, what comes stands in its place, once.
fn merged(mut entries: Vec<Entry>, out: &[Entry], into: &[Entry]) -> Vec<Entry> {
    entries.retain(|entry| !out.contains(entry));
    entries.extend(into);
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// What binds a page to its place: kind | network | generation | number.
fn context(generation: Generation<'_>, id: i64) -> Vec<u8> {
    let mut bytes = vec![9];
    bytes.extend(generation.network.id.as_bytes());
    bytes.extend(generation.number.to_be_bytes());
    bytes.extend(id.to_be_bytes());
    bytes
}

/// These pages of lists, as far as they are there.
async fn pages(
    session: &mut Session,
    generation: Generation<'_>,
    wanted: &[(List, u32)],
) -> Result<HashMap<(List, u32), Vec<u8>>, StoreError> {
    let by_id = wanted
        .iter()
        .map(|(list, number)| (page_id(generation, *list, *number), (*list, *number)));
    let by_id: HashMap<_, _> = by_id.collect();
    let ids: Vec<_> = by_id.keys().copied().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let list = placeholders(1, chunk.len());
        let sql = format!("SELECT id, sealed FROM list_page WHERE id IN ({list})");
        let params: Vec<Value> = chunk.iter().map(|id| (*id).into()).collect();
        for row in session.query(&sql, &params).await? {
            let id = row.number(0)?;
            let headers = &generation.network.headers;
            let plain = headers.open_whole(&context(generation, id), row.bytes(1)?);
            let plain = plain.and_then(|plain| pack::unpack(&plain));
            let plain = plain.ok_or_else(|| damaged(generation))?;
            found.insert(by_id[&id], plain.to_vec());
        }
    }
    Ok(found)
}

async fn leaf_pages(
    session: &mut Session,
    generation: Generation<'_>,
    wanted: &[(List, u32)],
) -> Result<HashMap<(List, u32), Vec<Entry>>, StoreError> {
    let pages = pages(session, generation, wanted).await?;
    let read = pages.into_iter().map(|(page, bytes)| {
        let entries = read_all(&bytes).ok_or_else(|| damaged(generation))?;
        Ok((page, entries))
    });
    read.collect()
}

async fn first(
    session: &mut Session,
    generation: Generation<'_>,
    list: List,
) -> Result<Option<First>, StoreError> {
    let mut pages = pages(session, generation, &[(list, 0)]).await?;
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

/// How many rows stand in a list.
pub(super) async fn count(
    session: &mut Session,
    generation: Generation<'_>,
    list: List,
) -> Result<u64, StoreError> {
    let first = first(session, generation, list).await?;
    Ok(first.map_or(0, |first| first.count()))
}

/// All entries of each of these lists. The caller reads in one snapshot.
pub(super) async fn whole(
    session: &mut Session,
    generation: Generation<'_>,
    lists: &[List],
) -> Result<Vec<Vec<Entry>>, StoreError> {
    let wanted: Vec<_> = lists.iter().map(|list| (*list, 0)).collect();
    let mut firsts = pages(session, generation, &wanted).await?;
    let (mut entries, mut behind) = (vec![Vec::new(); lists.len()], Vec::new());
    for (number, list) in lists.iter().enumerate() {
        let Some(bytes) = firsts.remove(&(*list, 0)) else {
            continue;
        };
        match First::read(&bytes).ok_or_else(|| damaged(generation))? {
            First::Short(all) => entries[number] = all,
            First::Long { leaves, .. } => {
                behind.extend(leaves.iter().map(|leaf| (number, (*list, leaf.page))));
            }
        }
    }
    let wanted: Vec<_> = behind.iter().map(|(_, page)| *page).collect();
    let pages = leaf_pages(session, generation, &wanted).await?;
    for (number, page) in behind {
        entries[number].extend(pages.get(&page).into_iter().flatten());
    }
    Ok(entries)
}

/// How many entries of each of these lists lie between two places.
pub(super) async fn counts_between(
    session: &mut Session,
    generation: Generation<'_>,
    lists: &[List],
    (begin, end): (Entry, Entry),
) -> Result<Vec<u64>, StoreError> {
    let between = |entries: &[Entry]| {
        let below = |bound: Entry| entries.partition_point(|entry| *entry < bound);
        below(end).saturating_sub(below(begin)) as u64
    };
    let wanted: Vec<_> = lists.iter().map(|list| (*list, 0)).collect();
    let firsts = pages(session, generation, &wanted).await?;
    let (mut counts, mut edges) = (vec![0; lists.len()], Vec::new());
    for (number, list) in lists.iter().enumerate() {
        let Some(bytes) = firsts.get(&(*list, 0)) else {
            continue;
        };
        match First::read(bytes).ok_or_else(|| damaged(generation))? {
            First::Short(entries) => counts[number] += between(&entries),
            First::Long { leaves, .. } => {
                let ends = leaves.iter().skip(1).map(|leaf| Some(leaf.from));
                for ((at, leaf), to) in leaves.iter().enumerate().zip(ends.chain([None])) {
                    // What comes before all other pages stands on the first.
                    let from = Some(leaf.from).filter(|_| at > 0);
                    if from.is_some_and(|from| from >= end) || to.is_some_and(|to| to <= begin) {
                        continue;
                    }
                    let whole =
                        from.is_some_and(|from| from >= begin) && to.is_some_and(|to| to <= end);
                    if whole {
                        counts[number] += u64::from(leaf.count);
                    } else {
                        edges.push((number, (*list, leaf.page)));
                    }
                }
            }
        }
    }
    let wanted: Vec<_> = edges.iter().map(|(_, page)| *page).collect();
    let pages = leaf_pages(session, generation, &wanted).await?;
    for (number, page) in edges {
        counts[number] += pages.get(&page).map_or(0, |entries| between(entries));
    }
    Ok(counts)
}

/// How many pages a list has.
pub(super) async fn pages_of(
    session: &mut Session,
    generation: Generation<'_>,
    list: List,
) -> Result<u64, StoreError> {
    Ok(match first(session, generation, list).await? {
        None => 0,
        Some(First::Short(_)) => 1,
        Some(First::Long { leaves, .. }) => 1 + leaves.len() as u64,
    })
}

/// Which part of a list.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The latest first.
    pub(super) backwards: bool,
    /// Only what comes behind this, in that direction.
    pub(super) after: Option<Entry>,
    /// Only what stands before this in the list.
    pub(super) until: Option<Entry>,
    /// At most so many.
    pub(super) limit: usize,
}

impl Part {
    fn wants(&self, entry: Entry) -> bool {
        let behind = |after: Entry| {
            if self.backwards {
                entry < after
            } else {
                entry > after
            }
        };
        self.after.is_none_or(behind) && self.until.is_none_or(|until| entry < until)
    }

    fn of(&self, mut entries: Vec<Entry>, found: &mut Vec<Entry>) {
        if self.backwards {
            entries.reverse();
        }
        let wanted = entries.into_iter().filter(|entry| self.wants(*entry));
        let room = self.limit - found.len();
        found.extend(wanted.take(room));
    }

    /// Whether a page on which this and what follows stands, up to where the next page begins, may have
    /// anything.
    fn meets(&self, from: Option<Entry>, to: Option<Entry>) -> bool {
        let starts_before = |end: Entry| from.is_none_or(|from| from < end);
        let ends_behind = |begin: Entry| to.is_none_or(|to| to > begin);
        let after = self.after.is_none_or(|after| {
            if self.backwards {
                starts_before(after)
            } else {
                ends_behind(after)
            }
        });
        after && self.until.is_none_or(starts_before)
    }
}

/// Entries of a list in their order. The caller reads in one snapshot.
pub(super) async fn read(
    session: &mut Session,
    generation: Generation<'_>,
    list: List,
    part: Part,
) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::new();
    match first(session, generation, list).await? {
        None => {}
        Some(First::Short(entries)) => part.of(entries, &mut found),
        Some(First::Long { leaves, .. }) => {
            let ends = leaves.iter().skip(1).map(|leaf| Some(leaf.from));
            let ends = ends.chain([None]);
            let mut wanted: Vec<_> = leaves
                .iter()
                .enumerate()
                .zip(ends)
                .filter(|((number, leaf), to)| {
                    part.meets(Some(leaf.from).filter(|_| *number > 0), *to)
                })
                .map(|((_, leaf), _)| *leaf)
                .collect();
            if part.backwards {
                wanted.reverse();
            }
            let mut wanted = wanted.into_iter().peekable();
            while found.len() < part.limit && wanted.peek().is_some() {
                // As many pages as the rest of the part needs, if all that is on them is wanted.
                let (mut some, mut room) = (Vec::new(), part.limit - found.len());
                while let Some(leaf) = wanted.next_if(|_| room > 0 && some.len() < CHUNK) {
                    room = room.saturating_sub(leaf.count as usize);
                    some.push((list, leaf.page));
                }
                let mut pages = leaf_pages(session, generation, &some).await?;
                for page in some {
                    part.of(pages.remove(&page).unwrap_or_default(), &mut found);
                }
            }
        }
    }
    Ok(found)
}
