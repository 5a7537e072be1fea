//! The figures of one log under its activities' names: what `laufzettel paths --json` prints and what
//! the peers are compared with.

use serde::{Serialize, Serializer};

pub use crate::directly_follows::Edge;
use crate::directly_follows::{DirectlyFollows, Terminal};
use crate::log::{Activity, EventLog};
use crate::variants::variants;

/// All figures. Lists run from the most frequent to the least, equal ones by name.
#[derive(Debug, Serialize)]
pub struct Findings<'log> {
    /// Cases with at least one event.
    pub cases: usize,
    /// Events of all cases.
    pub events: usize,
    /// Different activities.
    pub activities: usize,
    /// What followed what.
    pub edges: Vec<Edge<&'log str>>,
    /// With what cases start.
    #[serde(serialize_with = "as_map")]
    pub start: Vec<(&'log str, u64)>,
    /// With what cases end.
    #[serde(serialize_with = "as_map")]
    pub end: Vec<(&'log str, u64)>,
    /// Along which ways cases went.
    pub variants: Vec<Variant<'log>>,
}

/// See [`crate::variants::Variant`].
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "they are those of the type that it names")]
pub struct Variant<'log> {
    pub activities: Vec<&'log str>,
    pub count: u64,
}

impl<'log> Findings<'log> {
    /// The figures of a log.
    #[must_use]
    pub fn of(log: &'log EventLog) -> Self {
        let graph = DirectlyFollows::of(log);
        let name = |activity: &Activity| log.name(*activity);
        let terminals = |of: Vec<Terminal>| {
            of.iter()
                .map(|terminal| (name(&terminal.activity), terminal.count))
                .collect()
        };
        let edges = graph.edges.iter().map(|edge| Edge {
            from: name(&edge.from),
            to: name(&edge.to),
            count: edge.count,
            median_seconds: edge.median_seconds,
        });
        let variants = variants(log).into_iter().map(|variant| Variant {
            activities: variant.activities.iter().map(name).collect(),
            count: variant.count,
        });
        Self {
            cases: log.case_count(),
            events: log.event_count(),
            activities: log.names().len(),
            edges: edges.collect(),
            start: terminals(graph.start),
            end: terminals(graph.end),
            variants: variants.collect(),
        }
    }
}

fn as_map<S: Serializer>(counts: &[(&str, u64)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(counts.iter().copied())
}
