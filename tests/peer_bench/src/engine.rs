//! The engines that run in a process of this program: our own and the crate `process_mining`.

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use path_statistics::directly_follows::DirectlyFollows;
use path_statistics::findings::Findings;
use path_statistics::log::EventLog;
use path_statistics::variants::variants;
use process_mining::core::event_data::case_centric::utils::activity_projection::{
    EventLogActivityProjection, log_to_activity_projection,
};
use process_mining::core::event_data::case_centric::xes::{XESImportOptions, import_xes_path};
use process_mining::discovery::case_centric::dfg::discover_dfg;

use crate::Outcome;
use crate::figures::{Edge, Figures, Variant};
use crate::measured::{Measured, cpu_seconds, peak_megabytes};

#[derive(Clone, Copy)]
pub(crate) enum Engine {
    Ours,
    ProcessMining,
}

impl Engine {
    pub(crate) const ALL: [Self; 2] = [Self::Ours, Self::ProcessMining];

    pub(crate) fn parse(name: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| format!("no engine {name}").into())
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ProcessMining => "process_mining",
        }
    }

    pub(crate) fn figures(self, log: &Path) -> Outcome<Figures> {
        match self {
            Self::Ours => ours(&read(log)?),
            Self::ProcessMining => Ok(theirs(&imported(log)?)),
        }
    }

    /// Reads a log, then finds its edges and variants, and says what each took.
    pub(crate) fn measure(self, log: &Path) -> Outcome<Measured> {
        match self {
            Self::Ours => measured(
                || read(log),
                |log| {
                    black_box((DirectlyFollows::of(log), variants(log)));
                },
            ),
            Self::ProcessMining => measured(
                || imported(log),
                |log| {
                    black_box((discover_dfg(log), log_to_activity_projection(log)));
                },
            ),
        }
    }
}

fn measured<Log>(
    read: impl FnOnce() -> Outcome<Log>,
    find: impl FnOnce(&Log),
) -> Outcome<Measured> {
    let begun = Instant::now();
    let log = read()?;
    let read_seconds = begun.elapsed().as_secs_f64();
    let cpu_before = cpu_seconds()?;
    let begun = Instant::now();
    find(&log);
    Ok(Measured {
        read_seconds,
        seconds: begun.elapsed().as_secs_f64(),
        cpu_seconds: cpu_seconds()? - cpu_before,
        peak_megabytes: peak_megabytes()?,
    })
}

fn read(log: &Path) -> Outcome<EventLog> {
    Ok(path_statistics::xes::read(File::open(log)?)?)
}

/// What `laufzettel paths --json` prints, read again.
fn ours(log: &EventLog) -> Outcome<Figures> {
    let printed = serde_json::to_string(&Findings::of(log))?;
    let figures: Figures = serde_json::from_str(&printed)?;
    Ok(figures.in_order())
}

/// Cases sorted by time, as this engine and pm4py's `format_dataframe` have them.
fn imported(log: &Path) -> Outcome<process_mining::EventLog> {
    let options = XESImportOptions {
        sort_events_with_timestamp_key: Some("time:timestamp".into()),
        verbose: false,
        ..XESImportOptions::default()
    };
    Ok(import_xes_path(log, options)?)
}

/// `process_mining` says no medians, and of starts and ends only which they are: their counts follow
/// from its variants.
fn theirs(log: &process_mining::EventLog) -> Figures {
    let graph = discover_dfg(log);
    let ways: EventLogActivityProjection = log_to_activity_projection(log);
    let mut figures = Figures {
        cases: ways.traces.iter().map(|(_, count)| count).sum(),
        events: log
            .traces
            .iter()
            .map(|trace| trace.events.len() as u64)
            .sum(),
        activities: graph.activities.len() as u64,
        ..Figures::default()
    };
    for ((from, to), count) in &graph.directly_follows_relations {
        figures.edges.push(Edge {
            from: from.to_string(),
            to: to.to_string(),
            count: u64::from(*count),
            median_seconds: None,
        });
    }
    for (activities, count) in &ways.traces {
        let activities = ways.reconstruct_activities(activities);
        if let (Some(first), Some(last)) = (activities.first(), activities.last()) {
            *figures.start.entry(first.clone()).or_default() += count;
            *figures.end.entry(last.clone()).or_default() += count;
        }
        let count = *count;
        figures.variants.push(Variant { activities, count });
    }
    let names = |counts: &BTreeMap<String, u64>| counts.keys().cloned().collect();
    assert_eq!(
        graph.start_activities,
        names(&figures.start),
        "the graph's own starts"
    );
    assert_eq!(
        graph.end_activities,
        names(&figures.end),
        "the graph's own ends"
    );
    figures.in_order()
}
