//! Logs in the exchange format: what counts in them, what is refused with its place, and that no
//! bytes at all can make the reader panic.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod any_bytes;
mod bad_input;
mod given;
mod packing;
mod round_trip;
mod what_counts;
