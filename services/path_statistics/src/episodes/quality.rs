//! One class of quality for each episode.
//!
//! The handbook names what a support network wants to be rid of: parents who tell their story again
//! and again, several counselling offices doing the same work (handbook 1020), double care (1613),
//! ways that should become shorter (1790), breaks and parallel services at interfaces (2631). It
//! defines none of them for counting; these are our definitions.
//!
//! - An institution **holds** a need from the day she comes in or arrives there with it until it
//!   concludes, rejects, she ends it, or it sends her on with that same need.
//! - **Double counselling** (Doppelberatung): she comes in or arrives with a need that another
//!   institution holds at that moment. Sent on with the need is passing on, not doubling; sent with the
//!   same need to two offices at once is doubling when the second is reached while the first holds it.
//! - **Loop** (Schleife): she comes back, by a slip or by herself, to an institution where she already
//!   was with that same need, after being elsewhere. A pilot who sees her again about something else,
//!   or a closing talk of another need, is none.
//! - A need that is not known equals no other need.

use domain::vocabulary::Need;
use serde::{Deserialize, Serialize};

use super::Cause;
use crate::journeys::StationNumber;

/// What was wrong with a way; the first that fits, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// A hand-over broke; the first one's cause.
    Broken(Cause),
    /// The same need was in two hands.
    DoubleCounselling,
    /// She was sent in a circle.
    Loop,
    /// None of these.
    None,
}

impl Quality {
    /// Every class, in the order of release bodies.
    pub fn all() -> impl Iterator<Item = Self> {
        let rest = [Self::DoubleCounselling, Self::Loop, Self::None];
        Cause::ALL.into_iter().map(Self::Broken).chain(rest)
    }
}

/// What institutions hold while an episode is walked through.
#[derive(Default)]
pub(super) struct Holdings {
    had: Vec<(StationNumber, Need)>,
    held: Vec<(StationNumber, Need)>,
    doubled: bool,
    looped: bool,
}

impl Holdings {
    /// She is at the station with the need; `back` when she was elsewhere before.
    pub(super) fn take(&mut self, at: StationNumber, need: Option<Need>, back: bool) {
        let Some(need) = need else { return };
        self.looped |= back && self.had.contains(&(at, need));
        self.doubled |= self
            .held
            .iter()
            .any(|&(other, held)| other != at && held == need);
        self.had.push((at, need));
        self.held.push((at, need));
    }

    /// The station is rid of the need.
    pub(super) fn let_go(&mut self, at: StationNumber, need: Option<Need>) {
        self.held
            .retain(|&(by, held)| by != at || Some(held) != need);
    }

    /// The class, where no hand-over broke.
    pub(super) fn quality(&self) -> Quality {
        match (self.doubled, self.looped) {
            (true, _) => Quality::DoubleCounselling,
            (false, true) => Quality::Loop,
            (false, false) => Quality::None,
        }
    }
}
