//! Paths through a process: which activity follows which, how often, after how long, and along which
//! ways. Pure: a log goes in, figures come out; it knows no database, no request and no clock.
//!
//! The generic half, for any event log:
//!
//! | module | owns |
//! | --- | --- |
//! | [`log`] | a log in memory, in columns, and its builder |
//! | [`directly_follows`] | edges with counts and medians, where cases start and end |
//! | [`variants`] | whole ways, with counts |
//! | [`findings`] | the figures of one log under its activities' names |
//! | [`xes`] | reads logs in the exchange format of process mining |
//!
//! The network's half, from what is known of its parents' ways to figures that may leave:
//!
//! | module | owns |
//! | --- | --- |
//! | [`journeys`] | facts of persons by number: the input |
//! | [`episodes`] | from coming in to the end of observation; what broke, doubled, looped; how it ended |
//! | [`releases`] | the fixed cube, disclosure control, the calendar, the frozen body |
//! | [`attack`] | the ten attacks that releases must withstand |
//! | [`chain`] | the service chain: its text, its runs, and what released figures say of it |

pub mod attack;
pub mod chain;
pub mod directly_follows;
pub mod episodes;
pub mod findings;
pub mod journeys;
pub mod log;
mod median;
pub mod releases;
pub mod variants;
pub mod xes;
