//! With which record a row goes, so that it is found by it (`carried.rs`).

use domain::RecordId;
use event_store::IndexEntry;
use jiff::civil::Date;

use crate::stored::event_day;

/// That a row goes with a record, since a day.
pub(crate) fn entry(record: RecordId, since: Date) -> IndexEntry {
    IndexEntry {
        text: text(record),
        day: event_day(since),
    }
}

pub(crate) fn text(record: RecordId) -> String {
    format!("carried/{record}")
}
