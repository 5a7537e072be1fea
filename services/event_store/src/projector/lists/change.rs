//! Writing: what a batch changes in lists. Each page is read once and written once.

use super::{Entry, First, Leaf, List, context, damaged, opened, page_id, read_all, write_all};
use crate::{
    StoreError,
    engine::{Session, Sql, Table, Value},
    pack,
    projector::{generation::Generation, moment::Source},
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
}

/// What changes on the pages of these generations' lists: each page is read once and written once. The caller holds
/// the models' checkpoints.
pub(in super::super) async fn changed(
    session: &mut Session,
    changes: Vec<(Generation<'_>, Changes)>,
) -> Result<Changed, StoreError> {
    let changes = changes.into_iter().flat_map(|(generation, changes)| {
        let changes = changes.0.into_iter();
        changes.map(move |(list, change)| (Place { generation, list }, change))
    });
    let changes: Vec<_> = changes.collect();
    let firsts = changes.iter().map(|(place, _)| place.page(0));
    let mut firsts = opened(&mut Source::inside(session), firsts.collect()).await?;
    let (mut writer, mut long) = (Writer::default(), Vec::new());
    for (place, change) in changes {
        let (id, generation) = place.page(0);
        let first = firsts.remove(&id).map(|bytes| First::read(&bytes));
        match first {
            // An erased owner's lists are gone already.
            None if change.into.is_empty() => {}
            None => writer.change_short(place, Vec::new(), &change),
            Some(Some(First::Short(entries))) => writer.change_short(place, entries, &change),
            Some(Some(First::Long { leaves, next })) => {
                long.push(LongChange::new(place, change, leaves, next));
            }
            Some(None) => return Err(damaged(generation)),
        }
    }
    let touched = long.iter().flat_map(LongChange::touched);
    let mut leaves = opened(&mut Source::inside(session), touched.collect()).await?;
    for long in long {
        writer.change_long(long, &mut leaves)?;
    }
    Ok(Changed {
        saved: (SAVE, writer.saved),
        removed: writer.removed,
    })
}

/// Pages that change.
pub(in super::super) struct Changed {
    pub(in super::super) saved: Table,
    /// The numbers of those that go, for [`REMOVE`].
    pub(in super::super) removed: Vec<i64>,
}

/// A list of one generation.
#[derive(Clone, Copy)]
struct Place<'a> {
    generation: Generation<'a>,
    list: List,
}

impl<'a> Place<'a> {
    /// The number of one of its pages.
    fn page(self, page: u32) -> (i64, Generation<'a>) {
        let id = page_id(self.generation, self.list, page);
        (id, self.generation)
    }
}

/// A change of a long list, by the pages that it concerns.
struct LongChange<'a> {
    place: Place<'a>,
    owner: Option<i64>,
    leaves: Vec<Leaf>,
    next: u32,
    /// What leaves and what comes, by the number of the leaf.
    by_leaf: BTreeMap<usize, (Vec<Entry>, Vec<Entry>)>,
}

impl<'a> LongChange<'a> {
    fn new(place: Place<'a>, change: Change, leaves: Vec<Leaf>, next: u32) -> Self {
        let mut by_leaf: BTreeMap<usize, (Vec<Entry>, Vec<Entry>)> = BTreeMap::new();
        let leaf_of = |entry: &Entry| {
            let behind = leaves.partition_point(|leaf| leaf.from <= *entry);
            behind.saturating_sub(1)
        };
        for entry in change.out {
            by_leaf.entry(leaf_of(&entry)).or_default().0.push(entry);
        }
        for entry in change.into {
            by_leaf.entry(leaf_of(&entry)).or_default().1.push(entry);
        }
        Self {
            place,
            owner: change.owner,
            leaves,
            next,
            by_leaf,
        }
    }

    fn touched(&self) -> impl Iterator<Item = (i64, Generation<'a>)> {
        let numbers = self.by_leaf.keys();
        numbers.map(|number| self.place.page(self.leaves[*number].page))
    }
}

/// Which list, and whose, as [`owner_tag`] has it.
type Whose<'a> = (Place<'a>, Option<i64>);

/// A page that was there keeps its owner.
const SAVE: Sql = Sql {
    sqlite: "INSERT INTO list_page (id, owner, network, generation, sealed) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    postgres: "INSERT INTO list_page (id, owner, network, generation, sealed) \
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::bytea[]) \
               ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
};
pub(in super::super) const REMOVE: &str = "DELETE FROM list_page WHERE id = ANY($1)";

/// Gathers the pages of lists that change.
#[derive(Default)]
struct Writer {
    /// The parameters of [`SAVE`].
    saved: Vec<Vec<Value>>,
    /// The numbers of pages that go.
    removed: Vec<i64>,
}

impl Writer {
    /// Changes a list that was short; it may become long.
    fn change_short(&mut self, place: Place<'_>, entries: Vec<Entry>, change: &Change) {
        let whose = (place, change.owner);
        let entries = merged(entries, &change.out, &change.into);
        if entries.is_empty() {
            self.remove(place, 0);
        } else if entries.len() <= MOST {
            self.save(whose, 0, &First::Short(entries).bytes());
        } else {
            let (mut leaves, mut next) = (Vec::new(), 1);
            self.split(whose, &entries, 0, (&mut leaves, &mut next));
            self.save(whose, 0, &First::Long { leaves, next }.bytes());
        }
    }

    fn change_long(
        &mut self,
        long: LongChange<'_>,
        pages: &mut HashMap<i64, Vec<u8>>,
    ) -> Result<(), StoreError> {
        let LongChange {
            place,
            owner,
            leaves,
            mut next,
            mut by_leaf,
        } = long;
        let whose = (place, owner);
        let mut new = Vec::with_capacity(leaves.len() + by_leaf.len());
        for (number, leaf) in leaves.into_iter().enumerate() {
            let Some((out, into)) = by_leaf.remove(&number) else {
                new.push(leaf);
                continue;
            };
            let (id, generation) = place.page(leaf.page);
            let entries = pages.remove(&id).map(|bytes| read_all(&bytes));
            let entries = entries.unwrap_or_else(|| Some(Vec::new()));
            let entries = entries.ok_or_else(|| damaged(generation))?;
            let entries = merged(entries, &out, &into);
            if entries.is_empty() {
                self.remove(place, leaf.page);
            } else if entries.len() <= MOST {
                self.save_leaf(whose, &entries, leaf.page, &mut new);
            } else {
                self.split(whose, &entries, leaf.page, (&mut new, &mut next));
            }
        }
        if new.is_empty() {
            self.remove(place, 0);
        } else {
            let first = First::Long { leaves: new, next };
            self.save(whose, 0, &first.bytes());
        }
        Ok(())
    }

    /// Writes what is too long for one page as several half-full ones, the first of them as `page`,
    /// unless that is the list's own.
    fn split(
        &mut self,
        whose: Whose<'_>,
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

    fn save_leaf(
        &mut self,
        whose: Whose<'_>,
        entries: &[Entry],
        page: u32,
        leaves: &mut Vec<Leaf>,
    ) {
        let mut bytes = Vec::new();
        write_all(entries, &mut bytes);
        self.save(whose, page, &bytes);
        leaves.push(Leaf {
            from: entries[0],
            count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            page,
        });
    }

    fn save(&mut self, (place, owner): Whose<'_>, page: u32, plain: &[u8]) {
        let (id, generation) = place.page(page);
        let network = generation.network;
        let sealed = network
            .headers
            .seal_whole(&context(generation, id), &pack::pack_random(plain));
        self.saved.push(vec![
            id.into(),
            owner.unwrap_or_default().into(),
            network.number.into(),
            generation.number.into(),
            sealed.into(),
        ]);
    }

    fn remove(&mut self, place: Place<'_>, page: u32) {
        let (id, _) = place.page(page);
        self.removed.push(id);
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
