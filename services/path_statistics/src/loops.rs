//! Loops: activities that come back in a case, at once or after others.

use std::cmp::Reverse;

use crate::log::{Activity, EventLog};
use crate::variants::Variant;

/// An activity that comes back. How often it did so at once says its edge to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loop {
    /// What came back.
    pub activity: Activity,
    /// In how many cases it happened more than once.
    pub cases: u64,
    /// How often it happened again: each time after the first of its case.
    pub returns: u64,
}

/// All activities that come back, those of the most cases first, equal ones by name. Linear in the
/// length of all variants.
#[must_use]
pub fn loops(log: &EventLog, variants: &[Variant<'_>]) -> Vec<Loop> {
    let mut loops: Vec<Loop> = log
        .activities()
        .map(|activity| Loop {
            activity,
            cases: 0,
            returns: 0,
        })
        .collect();
    let mut seen = vec![0_u64; loops.len()];
    for variant in variants {
        for activity in variant.activities {
            let place = activity.index();
            seen[place] += 1;
            match seen[place] {
                1 => continue,
                2 => loops[place].cases += variant.count,
                _ => {}
            }
            loops[place].returns += variant.count;
        }
        for activity in variant.activities {
            seen[activity.index()] = 0;
        }
    }
    loops.retain(|found| found.cases > 0);
    loops.sort_by_key(|found| Reverse(found.cases));
    loops
}
