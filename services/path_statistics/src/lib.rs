//! Paths through a process: which activity follows which, how often, after how long, and along which
//! ways. Pure: a log goes in, figures come out; it knows no database, no request and no clock.
//!
//! The generic half, for any event log:
//!
//! | module | owns |
//! | --- | --- |
//! | [`log`] | a log in memory, in columns, and its builder |
//! | [`directly_follows`] | edges with counts and medians, where cases start and end |
//! | [`variants`] | whole ways, and their beginnings, with counts |
//! | [`loops`] | activities that come back |
//! | [`findings`] | the figures of one log under its activities' names |
//! | [`xes`] | reads logs in the exchange format of process mining |

pub mod directly_follows;
pub mod findings;
pub mod log;
pub mod loops;
mod median;
pub mod variants;
pub mod xes;
