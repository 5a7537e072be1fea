//! Variants: the different ways through the process, each with the number of cases that went it.
//!
//! Cost: each case is hashed once, the different ways are sorted once. A variant borrows its
//! activities from the log and costs 24 bytes itself.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::log::{Activity, EventLog};

/// A way.
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
    let mut counts: FxHashMap<&[Activity], u64> = FxHashMap::default();
    for case in log.cases() {
        *counts.entry(case.activities).or_default() += 1;
    }
    let mut counted: Vec<Variant<'_>> = counts
        .into_iter()
        .map(|(activities, count)| Variant { activities, count })
        .collect();
    counted.sort_unstable_by_key(|way| (Reverse(way.count), way.activities));
    counted
}
