//! The directly-follows graph: an edge says how often one activity came right after another within
//! a case, and after how many seconds in the median.
//!
//! Cost: linear in the events. A first pass numbers the edges and counts them, a second one lays the
//! durations of each edge side by side, where the median is selected. While it runs, an event costs
//! 16 bytes; there is no matrix of all pairs, so many activities cost nothing.

use std::cmp::Reverse;
use std::mem;

use rustc_hash::FxHashMap;

use crate::log::{Activity, Case, EventLog};
use crate::median::doubled_median;

const MICROS_PER_SECOND: f64 = 1_000_000.0;

/// How often an activity came right after another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The earlier activity.
    pub from: Activity,
    /// The one right after it; the same one if it was repeated.
    pub to: Activity,
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
    let steps = Steps::of(log);
    let mut micros = steps.durations(log);
    let mut rest = micros.as_mut_slice();
    let mut edges = Vec::with_capacity(steps.edges.len());
    for ((from, to), count) in steps.edges.into_iter().zip(steps.counts) {
        let (durations, others) = mem::take(&mut rest).split_at_mut(count);
        rest = others;
        edges.push(Edge {
            from,
            to,
            count: count as u64,
            median_seconds: seconds(doubled_median(durations)) / 2.0,
        });
    }
    edges.sort_unstable_by_key(|edge| (Reverse(edge.count), edge.from, edge.to));
    edges
}

/// All steps from one event to the next, case by case, as numbers of edges.
#[derive(Default)]
struct Steps {
    edge_of: Vec<usize>,
    /// The two activities of each edge, and how many steps it has.
    edges: Vec<(Activity, Activity)>,
    counts: Vec<usize>,
}

impl Steps {
    fn of(log: &EventLog) -> Self {
        let mut steps = Self::default();
        steps.edge_of.reserve(log.event_count());
        let mut numbers = FxHashMap::default();
        for case in log.cases() {
            for pair in case.activities.windows(2) {
                let edge = (pair[0], pair[1]);
                let number = *numbers.entry(edge).or_insert_with(|| {
                    steps.edges.push(edge);
                    steps.counts.push(0);
                    steps.edges.len() - 1
                });
                steps.counts[number] += 1;
                steps.edge_of.push(number);
            }
        }
        steps
    }

    /// The steps' microseconds, those of each edge side by side.
    fn durations(&self, log: &EventLog) -> Vec<i64> {
        let mut next = Vec::with_capacity(self.counts.len());
        let mut end = 0;
        for count in &self.counts {
            next.push(end);
            end += count;
        }
        let mut durations = vec![0; end];
        let mut edge_of = self.edge_of.iter();
        for case in log.cases() {
            for (pair, edge) in case.micros.windows(2).zip(&mut edge_of) {
                durations[next[*edge]] = pair[1] - pair[0];
                next[*edge] += 1;
            }
        }
        durations
    }
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
