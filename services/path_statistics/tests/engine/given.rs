//! Logs for the tests, by a line for each case.

use jiff::Timestamp;
use path_statistics::log::{EventLog, LogBuilder};

/// A log whose cases are given as activities and their seconds: `"ask 0, get 60"`.
pub(crate) fn log(cases: &[&str]) -> EventLog {
    let mut builder = LogBuilder::new();
    for (case, events) in cases.iter().enumerate() {
        for event in events.split(", ") {
            let (activity, seconds) = event.rsplit_once(' ').unwrap();
            let at = Timestamp::from_second(seconds.parse().unwrap()).unwrap();
            builder.add(&case.to_string(), activity, at);
        }
    }
    builder.finish()
}
