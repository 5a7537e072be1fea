//! Takes events one by one, in any order of cases and times, and lays them out as a log.
//!
//! While building an event costs 16 bytes, each case and each activity its name once. `finish` sorts the
//! events by case and time, which costs little where they came nearly so.
//!
//! **Ties keep the order in which events were added.** So do `pm4py.format_dataframe`, with which
//! every pm4py analysis begins, and the import option of `process_mining` that sorts by time; both
//! otherwise trust the file's order within a case.

use std::collections::HashMap;
use std::fmt;

use jiff::Timestamp;

use super::{Activity, EventLog};

/// A case while the log is built: its number in the order of arrival.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OpenCase(u32);

/// An activity while the log is built; the finished log numbers by name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noted(u32);

/// A log that is not complete yet.
#[derive(Default)]
pub struct LogBuilder {
    cases: HashMap<Box<str>, OpenCase>,
    activities: HashMap<Box<str>, Noted>,
    opened: usize,
    /// Case, activity, and when.
    events: Vec<(OpenCase, Noted, i64)>,
}

impl LogBuilder {
    /// A log without events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an event. Cases of one name are one case, wherever their events stand.
    ///
    /// # Panics
    /// Beyond 2^32 cases or activities: they would not fit into memory either.
    pub fn add(&mut self, case: &str, activity: &str, at: Timestamp) {
        let case = self.case(case);
        let activity = self.activity(activity);
        self.record(case, activity, at.as_microsecond());
    }

    /// The case of this name, opened if need be.
    pub(crate) fn case(&mut self, name: &str) -> OpenCase {
        if let Some(known) = self.cases.get(name) {
            return *known;
        }
        let case = self.unnamed_case();
        self.cases.insert(name.into(), case);
        case
    }

    /// A case of its own, whatever others are called. It counts once it has an event.
    pub(crate) fn unnamed_case(&mut self) -> OpenCase {
        let case = OpenCase(number(self.opened));
        self.opened += 1;
        case
    }

    /// The activity of this name.
    pub(crate) fn activity(&mut self, name: &str) -> Noted {
        if let Some(known) = self.activities.get(name) {
            return *known;
        }
        let activity = Noted(number(self.activities.len()));
        self.activities.insert(name.into(), activity);
        activity
    }

    /// Adds an event by numbers that this builder gave.
    pub(crate) fn record(&mut self, case: OpenCase, activity: Noted, micros: i64) {
        self.events.push((case, activity, micros));
    }

    /// Lays the events out by case and time.
    #[must_use]
    pub fn finish(self) -> EventLog {
        // The cases' names are the largest part now, and nobody asks for them again.
        drop(self.cases);
        let (names, by_name) = sorted(self.activities);
        let mut events = self.events;
        // Stable: ties keep their order.
        events.sort_by_key(|(case, _, at)| (*case, *at));
        let mut starts = vec![0];
        starts.extend(
            events
                .chunk_by(|one, next| one.0 == next.0)
                .scan(0, |end, case| {
                    *end += case.len();
                    Some(*end)
                }),
        );
        let activity = |(_, noted, _): &(_, Noted, _)| by_name[noted.0 as usize];
        EventLog {
            names,
            starts,
            activities: events.iter().map(activity).collect(),
            micros: events.iter().map(|(.., at)| *at).collect(),
        }
    }
}

/// The names in their order, and for each number the activity that it becomes.
fn sorted(activities: HashMap<Box<str>, Noted>) -> (Vec<Box<str>>, Vec<Activity>) {
    let mut sorted: Vec<_> = activities.into_iter().collect();
    sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let mut by_name = vec![Activity(0); sorted.len()];
    for (place, (_, noted)) in sorted.iter().enumerate() {
        by_name[noted.0 as usize] = Activity(number(place));
    }
    let names = sorted.into_iter().map(|(name, _)| name).collect();
    (names, by_name)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 cases and activities")
}

/// Counts only, as for the log.
impl fmt::Debug for LogBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogBuilder")
            .field("cases", &self.opened)
            .field("events", &self.events.len())
            .field("activities", &self.activities.len())
            .finish_non_exhaustive()
    }
}
