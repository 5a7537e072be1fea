//! With which record a row goes, so that it is found by it (`carried.rs`).

use domain::RecordId;
use event_store::IndexEntry;
use jiff::civil::Date;

use crate::stored::found_by;

/// That a row goes with a record, since a day.
pub(crate) fn entry(record: RecordId, since: Date) -> IndexEntry {
    found_by(text(record), since)
}

pub(crate) fn text(record: RecordId) -> String {
    format!("carried/{record}")
}
