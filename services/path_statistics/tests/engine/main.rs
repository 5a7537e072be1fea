//! The figures of small logs by hand, and of any log against a reference that is plainly right.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod given;
mod reference;
mod small_logs;
