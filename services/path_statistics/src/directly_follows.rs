//! The directly-follows graph: an edge says how often one activity came right after another within
//! a case, and after how many seconds in the median.
//!
//! Cost: one pass over the events lays the durations of each edge side by side, where the median is
//! selected. While it runs, an event costs at most 16 bytes; there is no matrix of all pairs, so many
//! activities cost nothing.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::log::{Activity, Case, EventLog};
use crate::median::doubled_median;

const MICROS_PER_SECOND: f64 = 1_000_000.0;

/// How often an activity came right after another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Edge<A = Activity> {
    /// The earlier activity.
    pub from: A,
    /// The one right after it; the same one if it was repeated.
    pub to: A,
    /// How many times, over all cases; one case may count many times.
    pub count: u64,
    /// The median of the seconds between the two; of an even number of times the mean of the two in
    /// the middle.
    pub median_seconds: f64,
}

/// How many cases start or end with an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The first or last activity.
    pub activity: Activity,
    /// In how many cases.
    pub count: u64,
}

/// The graph; all lists run from the most frequent to the least, equal ones by name.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectlyFollows {
    /// What followed what.
    pub edges: Vec<Edge>,
    /// Where cases start.
    pub start: Vec<Terminal>,
    /// Where cases end.
    pub end: Vec<Terminal>,
}

impl DirectlyFollows {
    /// The graph of a log.
    #[must_use]
    pub fn of(log: &EventLog) -> Self {
        Self {
            edges: edges(log),
            start: terminals(log, |case| case.activities.first()),
            end: terminals(log, |case| case.activities.last()),
        }
    }
}

fn edges(log: &EventLog) -> Vec<Edge> {
    let mut durations: FxHashMap<(Activity, Activity), Vec<i64>> = FxHashMap::default();
    for case in log.cases() {
        let times = case.micros.windows(2);
        for (pair, at) in case.activities.windows(2).zip(times) {
            let of_edge = durations.entry((pair[0], pair[1])).or_default();
            of_edge.push(at[1] - at[0]);
        }
    }
    let edge = |((from, to), mut micros): (_, Vec<i64>)| Edge {
        from,
        to,
        count: micros.len() as u64,
        median_seconds: seconds(doubled_median(&mut micros)) / 2.0,
    };
    let mut edges: Vec<Edge> = durations.into_iter().map(edge).collect();
    edges.sort_unstable_by_key(|edge| (Reverse(edge.count), edge.from, edge.to));
    edges
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact to the microsecond for 285 years, which is what a double can say"
)]
fn seconds(micros: i64) -> f64 {
    micros as f64 / MICROS_PER_SECOND
}

fn terminals<'log>(
    log: &'log EventLog,
    of: impl Fn(Case<'log>) -> Option<&'log Activity>,
) -> Vec<Terminal> {
    let mut counts = vec![0; log.names().len()];
    for activity in log.cases().filter_map(of) {
        counts[activity.index()] += 1;
    }
    let mut terminals: Vec<Terminal> = (log.activities().zip(counts))
        .filter(|(_, count)| *count > 0)
        .map(|(activity, count)| Terminal { activity, count })
        .collect();
    terminals.sort_by_key(|terminal| Reverse(terminal.count));
    terminals
}
