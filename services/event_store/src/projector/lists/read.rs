//! Reading: a part of a list, all of it, or how many stand in it, without opening a row.

use super::{CHUNK, Entry, First, List, damaged, first, leaf_pages, pages};
use crate::{
    StoreError,
    projector::{generation::Generation, moment::Source},
};

/// How many rows stand in each of these lists.
pub(in super::super) async fn counts<const N: usize>(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    lists: &[List; N],
) -> Result<[u64; N], StoreError> {
    let firsts = pages(source, generation, &lists.map(|list| (list, 0))).await?;
    let mut counts = [0; N];
    for (count, list) in counts.iter_mut().zip(lists) {
        if let Some(bytes) = firsts.get(&(*list, 0)) {
            let first = First::read(bytes).ok_or_else(|| damaged(generation))?;
            *count = first.count();
        }
    }
    Ok(counts)
}

/// All entries of each of these lists. The caller reads in one snapshot.
pub(in super::super) async fn whole(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    lists: &[List],
) -> Result<Vec<Vec<Entry>>, StoreError> {
    let wanted: Vec<_> = lists.iter().map(|list| (*list, 0)).collect();
    let mut firsts = pages(source, generation, &wanted).await?;
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
    let pages = leaf_pages(source, generation, &wanted).await?;
    for (number, page) in behind {
        entries[number].extend(pages.get(&page).into_iter().flatten());
    }
    Ok(entries)
}

/// How many entries of each of these lists lie between two places.
pub(in super::super) async fn counts_between(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    lists: &[List],
    (begin, end): (Entry, Entry),
) -> Result<Vec<u64>, StoreError> {
    let between = |entries: &[Entry]| {
        let below = |bound: Entry| entries.partition_point(|entry| *entry < bound);
        below(end).saturating_sub(below(begin)) as u64
    };
    let wanted: Vec<_> = lists.iter().map(|list| (*list, 0)).collect();
    let firsts = pages(source, generation, &wanted).await?;
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
    let pages = leaf_pages(source, generation, &wanted).await?;
    for (number, page) in edges {
        counts[number] += pages.get(&page).map_or(0, |entries| between(entries));
    }
    Ok(counts)
}

/// How many pages a list has.
pub(in super::super) async fn pages_of(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    list: List,
) -> Result<u64, StoreError> {
    Ok(match first(source, generation, list).await? {
        None => 0,
        Some(First::Short(_)) => 1,
        Some(First::Long { leaves, .. }) => 1 + leaves.len() as u64,
    })
}

/// Which part of a list.
#[derive(Clone, Copy)]
pub(in super::super) struct Part {
    /// The latest first.
    pub(in super::super) backwards: bool,
    /// Only what comes behind this, in that direction.
    pub(in super::super) after: Option<Entry>,
    /// Only what stands before this in the list.
    pub(in super::super) until: Option<Entry>,
    /// At most so many.
    pub(in super::super) limit: usize,
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
pub(in super::super) async fn read(
    source: &mut Source<'_>,
    generation: Generation<'_>,
    list: List,
    part: Part,
) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::new();
    match first(source, generation, list).await? {
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
                let mut pages = leaf_pages(source, generation, &some).await?;
                for page in some {
                    part.of(pages.remove(&page).unwrap_or_default(), &mut found);
                }
            }
        }
    }
    Ok(found)
}
