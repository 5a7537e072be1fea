//! Reads XES (IEEE 1849), plain or gzipped, told apart by content. Streaming: beside the log that
//! it makes, memory holds one trace's events and one tag. Several gzip members are one text, a tail behind
//! the last is passed over.
//!
//! - An activity is an event's `concept:name`, its time the `time:timestamp`, a case a trace's
//!   `concept:name`. Traces of one name are one case; a trace without a name is a case of its own; one
//!   without events is none. An extension is known by its address, under each prefix that it is declared
//!   with; the usual prefix counts only where the extension is not declared at all.
//! - Only attributes right in the event or trace count, whatever their type; those nested in others,
//!   lists, containers, global defaults and classifiers are passed over. Elements are known by their
//!   names, whatever namespace prefix they bear.
//! - A time is an `xs:dateTime`: `24:00:00` is the next day's beginning, a second has as many digits as
//!   it likes (what is finer than a microsecond is cut), an offset is at most 14 hours, no minute has 61
//!   seconds. Without offset it is taken as UTC, as pm4py does.
//! - Only UTF-8. Entities are never fetched or defined, so no file can blow itself up.

mod bytes;
mod fault;
mod keys;
mod members;
mod parse;
mod time;

use std::io::Read;

pub use fault::{Fault, XesError};

use crate::log::EventLog;

/// Reads a whole log.
pub fn read(source: impl Read) -> Result<EventLog, XesError> {
    match bytes::unpacked(source) {
        Ok(source) => parse::parse(source),
        Err(error) => Err(XesError::new(1, Fault::of_io(error))),
    }
}
