//! Statistics: what of its parents' ways a network lets be seen. Two releases for each closed period,
//! made once by the clock, frozen, served for ever; one revision of each at most. Which are due, and
//! which are refused, is decided here; the figures are computed by the crate `path_statistics`.
//!
//! | stream | owner | holds |
//! | --- | --- | --- |
//! | calendar | network | which releases were made, which will never be |
//! | release | network | the frozen body; no person |

mod calendar;
mod due;
mod events;
mod period;

pub use calendar::{Calendar, CalendarCommand, Made};
pub use due::{Content, Edition, REVISION_FROM, admit};
pub use events::{CalendarEvent, NotMade, ReleaseEvent};
pub use period::{NoPeriod, OBSERVATION_DAYS, Period, Rhythm};

#[cfg(test)]
mod tests;
