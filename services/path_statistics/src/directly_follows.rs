//! The directly-follows graph: an edge says how often one activity came right after another within
//! a case, and after how many seconds in the median.
//!
//! Cost: linear in the events. Every step from one event to the next is taken out with its duration
//! and sorted by its two activities with two counting sorts, so that an edge's steps lie side by side;
//! neither a hash table nor a matrix of all pairs is needed. While it runs, a step costs 32 bytes.

use std::cmp::Reverse;
use std::mem;

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
        let by_to = sorted(steps(log), |step| step.to, log.names().len());
        let by_both = sorted(by_to.iter().copied(), |step| step.from, log.names().len());
        drop(by_to);
        let mut edges: Vec<Edge> = by_both
            .chunk_by(|a, b| (a.from, a.to) == (b.from, b.to))
            .map(edge)
            .collect();
        edges.sort_by_key(|edge| Reverse(edge.count));
        Self {
            edges,
            start: terminals(log, |case| case.activities.first()),
            end: terminals(log, |case| case.activities.last()),
        }
    }
}

/// One event after another in a case.
#[derive(Clone, Copy)]
struct Step {
    from: Activity,
    to: Activity,
    micros: i64,
}

fn steps(log: &EventLog) -> impl Iterator<Item = Step> + Clone {
    log.cases().flat_map(|case| {
        let pairs = case.activities.windows(2).zip(case.micros.windows(2));
        pairs.map(|(activities, micros)| Step {
            from: activities[0],
            to: activities[1],
            micros: micros[1] - micros[0],
        })
    })
}

/// The steps sorted by one of their activities, equal ones as they came: counted, then placed.
fn sorted(
    steps: impl Iterator<Item = Step> + Clone,
    key: impl Fn(&Step) -> Activity,
    activity_count: usize,
) -> Vec<Step> {
    let mut next = vec![0; activity_count];
    for step in steps.clone() {
        next[key(&step).index()] += 1;
    }
    let mut total = 0;
    for place in &mut next {
        total += mem::replace(place, total);
    }
    let Some(any) = steps.clone().next() else {
        return Vec::new();
    };
    let mut sorted = vec![any; total];
    for step in steps {
        let place = &mut next[key(&step).index()];
        sorted[*place] = step;
        *place += 1;
    }
    sorted
}

/// The edge that steps of one kind make.
fn edge(steps: &[Step]) -> Edge {
    let mut micros: Vec<i64> = steps.iter().map(|step| step.micros).collect();
    Edge {
        from: steps[0].from,
        to: steps[0].to,
        count: steps.len() as u64,
        median_seconds: seconds(doubled_median(&mut micros)) / 2.0,
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
