//! Variants: the different ways through the process, each with the number of cases that went it.
//!
//! Cost: each case is hashed once, the different ways are sorted once. A variant borrows its
//! activities from the log and costs 24 bytes itself.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::log::{Activity, EventLog};

/// A way, or the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant<'log> {
    /// What happened, in the order of time.
    pub activities: &'log [Activity],
    /// How many cases went this way.
    pub count: u64,
}

/// The ways of all cases from beginning to end, from the most frequent to the least; equally
/// frequent ones by their activities' names, from the first on.
#[must_use]
pub fn variants(log: &EventLog) -> Vec<Variant<'_>> {
    counted(log.cases().map(|case| Variant {
        activities: case.activities,
        count: 1,
    }))
}

/// How many cases began with the same `length` activities; a shorter case counts as the whole that
/// it is. In the order of [`variants`], whose result it takes.
#[must_use]
pub fn prefixes<'log>(variants: &[Variant<'log>], length: usize) -> Vec<Variant<'log>> {
    counted(variants.iter().map(|variant| Variant {
        activities: &variant.activities[..length.min(variant.activities.len())],
        count: variant.count,
    }))
}

fn counted<'log>(ways: impl Iterator<Item = Variant<'log>>) -> Vec<Variant<'log>> {
    let mut counts: FxHashMap<&[Activity], u64> = FxHashMap::default();
    for way in ways {
        *counts.entry(way.activities).or_default() += way.count;
    }
    let mut counted: Vec<Variant<'_>> = counts
        .into_iter()
        .map(|(activities, count)| Variant { activities, count })
        .collect();
    counted.sort_unstable_by_key(|way| (Reverse(way.count), way.activities));
    counted
}
