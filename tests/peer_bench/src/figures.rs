//! What all engines are asked for, in one order, so that it can be compared and kept in files.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Outcome;

/// The figures of a log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    pub(crate) cases: u64,
    pub(crate) events: u64,
    pub(crate) activities: u64,
    pub(crate) edges: Vec<Edge>,
    pub(crate) start: BTreeMap<String, u64>,
    pub(crate) end: BTreeMap<String, u64>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) count: u64,
    /// Not every peer says it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) median_seconds: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Variant {
    pub(crate) activities: Vec<String>,
    pub(crate) count: u64,
}

impl Figures {
    /// Every engine has an order of its own.
    pub(crate) fn in_order(mut self) -> Self {
        self.edges
            .sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
        self.variants.sort();
        self
    }

    /// Medians are compared if both say them, to the microsecond.
    pub(crate) fn same_as(&self, other: &Self) -> Result<(), String> {
        let sums = |f: &Self| (f.cases, f.events, f.activities);
        same("sums", &sums(self), &sums(other))?;
        same("start", &self.start, &other.start)?;
        same("end", &self.end, &other.end)?;
        same("number of edges", &self.edges.len(), &other.edges.len())?;
        for (ours, theirs) in self.edges.iter().zip(&other.edges) {
            let counted = |edge: &Edge| (edge.from.clone(), edge.to.clone(), edge.count);
            same("edge", &counted(ours), &counted(theirs))?;
            if let (Some(a), Some(b)) = (ours.median_seconds, theirs.median_seconds)
                && (a - b).abs() > 1e-6
            {
                return Err(format!(
                    "median of {} > {}: {a} and {b}",
                    ours.from, ours.to
                ));
            }
        }
        same(
            "number of variants",
            &self.variants.len(),
            &other.variants.len(),
        )?;
        for (ours, theirs) in self.variants.iter().zip(&other.variants) {
            same("variant", ours, theirs)?;
        }
        Ok(())
    }

    /// JSON with an edge or a variant on each line.
    pub(crate) fn as_json(&self) -> Outcome<String> {
        Ok(format!(
            "{{\n\"cases\": {}, \"events\": {}, \"activities\": {},\n\"edges\": {},\n\"start\": {},\n\
             \"end\": {},\n\"variants\": {}\n}}\n",
            self.cases,
            self.events,
            self.activities,
            lines(&self.edges)?,
            serde_json::to_string(&self.start)?,
            serde_json::to_string(&self.end)?,
            lines(&self.variants)?,
        ))
    }
}

fn same<T: PartialEq + fmt::Debug>(what: &str, ours: &T, theirs: &T) -> Result<(), String> {
    if ours == theirs {
        return Ok(());
    }
    Err(format!("{what}: {ours:?} here, {theirs:?} there"))
}

fn lines<T: Serialize>(things: &[T]) -> Outcome<String> {
    let lines: Result<Vec<String>, _> = things.iter().map(serde_json::to_string).collect();
    Ok(format!("[\n{}\n]", lines?.join(",\n")))
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} events, {} cases, {} activities, {} edges, {} variants",
            self.events,
            self.cases,
            self.activities,
            self.edges.len(),
            self.variants.len()
        )
    }
}
