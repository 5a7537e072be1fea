//! From facts to episodes: one way through the network, from coming in to the end of observation.
//!
//! An **episode** begins when somebody comes in ([`What::CameIn`]) after 180 quiet days, or for the
//! first time, and belongs to the period in which she comes in. It is observed until 90 days after
//! the end of that *period*, so that all episodes of a release end on the same day; what happens later
//! counts nowhere, and what is then open is "still open", not broken. A day is quiet when nothing
//! happened to her; the end of a slip's validity is the clock's doing and does not break the quiet.
//! Anything else than coming in after a quiet half-year (an arrival on an old slip, a late entry)
//! belongs to no episode. In a year a person can come in twice so: her first episode of a period is
//! counted, so that nobody feeds more than her cells.

mod broken;
mod fold;
mod outcome;
mod quality;
mod waiting;

use jiff::civil::Date;

use crate::journeys::{Fact, Journey, Journeys, Person, StationNumber, What};

pub use broken::{Break, Cause};
pub use domain::statistics::{OBSERVATION_DAYS, Period, Rhythm};
pub use outcome::OutcomeClass;
pub use quality::Quality;
pub use waiting::{Waiting, WaitingBin};

/// After so many quiet days coming in is a new access.
pub const QUIET_DAYS: i32 = 180;

/// One way through the network, as far as it was observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Whose.
    pub person: Person,
    /// All her stations count in the protected pool, see [`Journey::protected`].
    pub protected: bool,
    /// Where she came in.
    pub access: StationNumber,
    /// Where she went from there, in the order of arrival.
    pub transitions: Vec<Transition>,
    /// Hand-overs that came to nothing, in the order in which they broke.
    pub breaks: Vec<Break>,
    /// The one class of quality.
    pub quality: Quality,
    /// How long she waited at first, where she was sent and arrived.
    pub waiting: Option<Waiting>,
    /// How it ended.
    pub outcome: OutcomeClass,
}

/// She went from one station to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Who sent her; where nobody did, where she was last.
    pub from: StationNumber,
    /// Where she arrived.
    pub to: StationNumber,
    /// Days from the first sending to the arrival; none where nobody sent her.
    pub days: Option<u32>,
}

/// The episodes of a period, at most one of each person, by person. One pass over the facts.
#[must_use]
pub fn episodes(journeys: &Journeys, period: Period) -> Vec<Episode> {
    journeys
        .persons()
        .filter_map(|journey| first_of_period(&journey, period))
        .collect()
}

fn first_of_period(journey: &Journey<'_>, period: Period) -> Option<Episode> {
    let mut quiet_since: Option<Date> = None;
    let mut facts = journey.facts();
    loop {
        let rest = facts.clone();
        let fact = facts.next()?;
        if begins(fact, quiet_since) && period.holds(fact.day) {
            let observed = rest.take_while(|fact| fact.day <= period.observed_until());
            return Some(fold::episode(journey, fact.at, until_the_next(observed)));
        }
        note_day(&mut quiet_since, fact);
    }
}

/// The facts before the next access after quiet days.
fn until_the_next<'a>(facts: impl Iterator<Item = &'a Fact>) -> impl Iterator<Item = &'a Fact> {
    let mut quiet_since = None;
    facts.take_while(move |fact| {
        let another = quiet_since.is_some() && begins(fact, quiet_since);
        note_day(&mut quiet_since, fact);
        !another
    })
}

fn begins(fact: &Fact, quiet_since: Option<Date>) -> bool {
    matches!(fact.what, What::CameIn { .. })
        && quiet_since.is_none_or(|last| days_between(last, fact.day) > QUIET_DAYS)
}

fn note_day(quiet_since: &mut Option<Date>, fact: &Fact) {
    if !matches!(fact.what, What::SlipExpired(_)) {
        *quiet_since = Some(fact.day);
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests;
