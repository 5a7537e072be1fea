//! An event log in memory: which case had which activity when.
//!
//! Shape: three columns. Events lie case by case, each case in the order of time; `starts` says where
//! a case begins. An event costs 12 bytes, a case 8, an activity its name once. The cases' own names
//! are not kept: no figure needs them. Times are microseconds since 1970 (UTC); what is finer is cut.

mod builder;

use std::fmt;

pub use builder::LogBuilder;
pub(crate) use builder::{Noted, OpenCase};

/// An activity of one log. Activities compare as their names do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Activity(u32);

impl Activity {
    /// The activity's place among all of the log, from 0, in the order of names.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A log, complete: see [`LogBuilder`] for how one comes to be.
pub struct EventLog {
    names: Vec<Box<str>>,
    /// Where each case begins, and behind the last one where it ends.
    starts: Vec<usize>,
    activities: Vec<Activity>,
    micros: Vec<i64>,
}

/// One case: its activities and their times, equally long, never empty, times never falling.
#[derive(Clone, Copy)]
pub struct Case<'log> {
    /// What happened, in the order of time.
    pub activities: &'log [Activity],
    /// When, in microseconds since 1970 (UTC).
    pub micros: &'log [i64],
}

impl EventLog {
    /// How many cases have at least one event.
    #[must_use]
    pub fn case_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many events there are.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.activities.len()
    }

    /// The names of all activities, sorted: [`Activity::index`] is the place here.
    #[must_use]
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// All activities, in the order of their names.
    pub fn activities(&self) -> impl Iterator<Item = Activity> {
        (0..).map(Activity).take(self.names.len())
    }

    /// The name of an activity of this log.
    #[must_use]
    pub fn name(&self, activity: Activity) -> &str {
        &self.names[activity.index()]
    }

    /// All cases, in the order in which they were first heard of.
    #[must_use]
    pub fn cases(&self) -> impl ExactSizeIterator<Item = Case<'_>> + Clone {
        self.starts.windows(2).map(|bounds| {
            let events = bounds[0]..bounds[1];
            Case {
                activities: &self.activities[events.clone()],
                micros: &self.micros[events],
            }
        })
    }
}

/// Counts only: a log of somebody else's may hold anything in its names.
impl fmt::Debug for EventLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventLog")
            .field("cases", &self.case_count())
            .field("events", &self.event_count())
            .field("activities", &self.names.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
