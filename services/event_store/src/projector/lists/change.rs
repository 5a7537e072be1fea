//! Writing: what a batch changes in lists. Each page is read once and written once.

use super::{Entry, First, Leaf, List, context, damaged, leaf_pages, page_id, pages, write_all};
use crate::{
    StoreError,
    engine::{Session, Value},
    pack,
    projector::rows::Generation,
};
use std::collections::{BTreeMap, HashMap};

/// How many rows stand on one page.
const MOST: usize = 128;

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
pub(in super::super) struct Changes(BTreeMap<List, Change>);

impl Changes {
    pub(in super::super) fn take(&mut self, list: List, entry: Entry) {
        self.0.entry(list).or_default().out.push(entry);
    }

    pub(in super::super) fn put(&mut self, list: List, owner: i64, entry: Entry) {
        let change = self.0.entry(list).or_default();
        change.owner = Some(owner);
        change.into.push(entry);
    }

    /// Writes them: each page is read once and written once. The caller holds the model's checkpoint.
    pub(in super::super) async fn apply(
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
