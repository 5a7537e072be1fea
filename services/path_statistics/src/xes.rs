//! Reads XES (IEEE 1849), plain or gzipped, told apart by content. Streaming: beside the log that
//! it makes, memory holds one trace's events and one tag.
//!
//! - An activity is an event's `concept:name`, its time the `time:timestamp`, a case a trace's
//!   `concept:name`. Traces of one name are one case; a trace without a name is a case of its own; one
//!   without events is none. Where an extension is declared under another prefix, that one counts.
//! - Only attributes right in the event or trace count, whatever their type; those nested in others,
//!   lists, containers, global defaults and classifiers are passed over. Elements are known by their
//!   names, whatever namespace prefix they bear.
//! - A time without offset is taken as UTC, as pm4py does. What is finer than a microsecond is cut.
//! - Only UTF-8. Entities are never fetched or defined, so no file can blow itself up.

mod bytes;
mod fault;
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
