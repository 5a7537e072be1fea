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
//!
//! **One class of quality for each.** The handbook names what a support network wants to be rid of:
//! parents who tell their story again and again, several counselling offices doing the same work (handbook
//! 1020), double care (1613), ways that should become shorter (1790), breaks and parallel services at
//! interfaces (2631). It defines none of them for counting; these are our definitions.
//!
//! - A hand-over is **broken** (Bruch) when she was sent and it came to nothing, and was not mended while
//!   it was observed.
//! - An institution **holds** a need from the day she comes in or arrives there with it until it
//!   concludes, rejects, she ends it, or it sends her on with that same need.
//! - **Double counselling** (Doppelberatung): she comes in or arrives with a need that another
//!   institution holds at that moment. Sent on with the need is passing on, not doubling; sent with the
//!   same need to two offices at once is doubling when the second is reached while the first holds it.
//! - **Loop** (Schleife): she comes back, by a slip or by herself, to an institution where she already
//!   was with that same need, after being elsewhere. A pilot who sees her again about something else,
//!   or a closing talk of another need, is none.
//! - A need that is not known equals no other need.
//!
//! **Waits** are days of the calendar from the first sending to the arrival. The bins end where a network's
//! targets of 5, 10 and 20 business days do (7, 14 and 28 days), so that "too late" can be read from a
//! release. Business days themselves need a federal state's holidays and are the caller's.

use domain::vocabulary::{Experience, Need, Outcome, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::journeys::{Fact, HandOver, Journey, Journeys, Person, StationNumber, What};

pub use domain::statistics::{OBSERVATION_DAYS, Period, Rhythm};

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

/// A hand-over that came to nothing and was not mended while it was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Who sent her.
    pub from: StationNumber,
    /// To whom.
    pub to: StationNumber,
    /// Why it came to nothing.
    pub cause: Cause,
}

/// Why a hand-over came to nothing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The slip's validity ended before she arrived.
    Expired,
    /// The sender took the slip back before she arrived.
    Withdrawn,
    /// The addressee did not take it on, for a reason of the office.
    RejectedByOffice,
    /// Rejected for a reason on her side.
    RejectedOnHerSide,
    /// Rejected by rules: not eligible, documents missing, limits.
    RejectedByRules,
    /// Rejected because of the slip: wrong office, unclear, twice.
    RejectedForSlip,
    /// Rejected for another reason.
    RejectedOtherwise,
    /// She ended it.
    EndedByHer,
}

impl Cause {
    /// Every cause, in the order of release bodies.
    pub const ALL: &[Self] = Self::VARIANTS;
}

impl From<Side> for Cause {
    fn from(side: Side) -> Self {
        match side {
            Side::Office => Self::RejectedByOffice,
            Side::Hers => Self::RejectedOnHerSide,
            Side::Rules => Self::RejectedByRules,
            Side::Slip => Self::RejectedForSlip,
            Side::Other => Self::RejectedOtherwise,
        }
    }
}

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
        Cause::ALL.iter().copied().map(Self::Broken).chain(rest)
    }
}

/// The first wait of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Where she arrived.
    pub to: StationNumber,
    /// How long it took.
    pub bin: WaitingBin,
}

/// Days from sending to arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WaitingBin {
    /// At most three days.
    #[serde(rename = "0-3")]
    UpTo3,
    /// Four to seven days.
    #[serde(rename = "4-7")]
    UpTo7,
    /// In the second week.
    #[serde(rename = "8-14")]
    UpTo14,
    /// In the third or fourth week.
    #[serde(rename = "15-28")]
    UpTo28,
    /// Longer than four weeks.
    #[serde(rename = "29-")]
    Longer,
}

impl WaitingBin {
    /// Every bin, from the shortest.
    pub const ALL: [Self; 5] = [
        Self::UpTo3,
        Self::UpTo7,
        Self::UpTo14,
        Self::UpTo28,
        Self::Longer,
    ];

    /// The bin of so many days.
    #[must_use]
    pub const fn of(days: u32) -> Self {
        match days {
            0..=3 => Self::UpTo3,
            4..=7 => Self::UpTo7,
            8..=14 => Self::UpTo14,
            15..=28 => Self::UpTo28,
            _ => Self::Longer,
        }
    }

    /// The fewest days of the bin.
    #[must_use]
    pub const fn from_days(self) -> u32 {
        match self {
            Self::UpTo3 => 0,
            Self::UpTo7 => 4,
            Self::UpTo14 => 8,
            Self::UpTo28 => 15,
            Self::Longer => 29,
        }
    }
}

/// How a way ended, as far as it was observed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeClass {
    /// She got help, or a place was found.
    Helped,
    /// She got some help, or it has begun: an application, an onward referral, information.
    UnderWay,
    /// No help, or not the help that she needs.
    NotHelped,
    /// She ended it, or does not need it any more.
    Ended,
    /// Nobody has said how it ended.
    StillOpen,
}

impl OutcomeClass {
    /// Every class, in the order of release bodies.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Her last word decides; "was there" says nothing of help and leaves the word to the office.
    const fn of_her_word(experience: Experience) -> Option<Self> {
        match experience {
            Experience::WasThere => None,
            Experience::GotHelp => Some(Self::Helped),
            Experience::GotSomeHelp => Some(Self::UnderWay),
            Experience::NoHelp | Experience::NeedSomethingElse => Some(Self::NotHelped),
        }
    }

    const fn of_office(outcome: Outcome) -> Self {
        match outcome {
            Outcome::HelpProvided | Outcome::PlaceFound => Self::Helped,
            Outcome::HelpStarted
            | Outcome::ApplicationFiled
            | Outcome::ReferredOnward
            | Outcome::InformationGiven => Self::UnderWay,
            Outcome::NoHelpPossible => Self::NotHelped,
            Outcome::EndedByHer | Outcome::NotNeededAnymore => Self::Ended,
        }
    }
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
            return Some(episode(journey, fact.at, until_the_next(observed)));
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
    if !matches!(fact.what, What::SlipExpired) {
        *quiet_since = Some(fact.day);
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// A hand-over as far as it was walked.
struct Course {
    number: HandOver,
    from: StationNumber,
    to: StationNumber,
    need: Option<Need>,
    sent_on: Date,
    arrived: bool,
    /// Why it came to nothing, and as the how-manieth fact.
    broken: Option<(usize, Cause)>,
}

struct Walk {
    current: StationNumber,
    courses: Vec<Course>,
    transitions: Vec<Transition>,
    holdings: Holdings,
    her_word: Option<OutcomeClass>,
    office: Option<OutcomeClass>,
    ended: bool,
}

/// The episode of these facts, which begin with her coming in at `access`.
fn episode<'a>(
    journey: &Journey<'_>,
    access: StationNumber,
    facts: impl Iterator<Item = &'a Fact>,
) -> Episode {
    let mut walk = Walk {
        current: access,
        courses: Vec::new(),
        transitions: Vec::new(),
        holdings: Holdings::default(),
        her_word: None,
        office: None,
        ended: false,
    };
    for (nth, fact) in facts.enumerate() {
        walk.step(nth, fact);
    }
    walk.finish(journey, access)
}

impl Walk {
    fn step(&mut self, nth: usize, fact: &Fact) {
        match fact.what {
            What::CameIn { need } => self.comes_to(fact.at, need),
            What::Sent { to, need } => self.sends(fact, to, need),
            What::Arrived => self.arrives(fact),
            What::Accepted => self.mends(fact),
            What::Rejected(side) => {
                self.lets_go(fact);
                self.breaks(nth, fact, side.into());
            }
            What::Concluded(outcome) => {
                self.lets_go(fact);
                self.mends(fact);
                self.office = Some(OutcomeClass::of_office(outcome));
            }
            What::EndedByHer => {
                self.lets_go(fact);
                self.breaks(nth, fact, Cause::EndedByHer);
                self.ended = true;
            }
            What::HerWord(word) => {
                self.her_word = OutcomeClass::of_her_word(word).or(self.her_word);
            }
            What::SlipWithdrawn => self.breaks_unreached(nth, fact, Cause::Withdrawn),
            What::SlipExpired => self.breaks_unreached(nth, fact, Cause::Expired),
            What::Announced | What::Held | What::Resumed => {}
        }
    }

    fn course(&mut self, fact: &Fact) -> Option<&mut Course> {
        let of_fact = |course: &&mut Course| Some(course.number) == fact.hand_over;
        self.courses.iter_mut().find(of_fact)
    }

    /// She is there without a hand-over that we know.
    fn comes_to(&mut self, at: StationNumber, need: Option<Need>) {
        let from = self.current;
        if from != at {
            let days = None;
            self.transitions.push(Transition { from, to: at, days });
        }
        self.holdings.take(at, need, from != at);
        self.current = at;
    }

    fn sends(&mut self, fact: &Fact, to: StationNumber, need: Option<Need>) {
        self.holdings.let_go(fact.at, need);
        if let Some(again) = self.course(fact) {
            again.broken = None;
            return;
        }
        self.courses.extend(fact.hand_over.map(|number| Course {
            number,
            from: fact.at,
            to,
            need,
            sent_on: fact.day,
            arrived: false,
            broken: None,
        }));
    }

    fn arrives(&mut self, fact: &Fact) {
        let Some(course) = self.course(fact) else {
            return self.comes_to(fact.at, None);
        };
        course.broken = None;
        if course.arrived {
            return;
        }
        course.arrived = true;
        let (from, need) = (course.from, course.need);
        let days = u32::try_from(days_between(course.sent_on, fact.day)).ok();
        let to = fact.at;
        self.transitions.push(Transition { from, to, days });
        self.holdings.take(to, need, self.current != to);
        self.current = to;
    }

    fn lets_go(&mut self, fact: &Fact) {
        let need = self.course(fact).and_then(|course| course.need);
        self.holdings.let_go(fact.at, need);
    }

    fn mends(&mut self, fact: &Fact) {
        if let Some(course) = self.course(fact) {
            course.broken = None;
        }
    }

    fn breaks(&mut self, nth: usize, fact: &Fact, cause: Cause) {
        if let Some(course) = self.course(fact) {
            course.broken = Some((nth, cause));
        }
    }

    /// What the sender or the clock ends touches nobody who is already there.
    fn breaks_unreached(&mut self, nth: usize, fact: &Fact, cause: Cause) {
        let open = |course: &&mut Course| !course.arrived && course.broken.is_none();
        if let Some(course) = self.course(fact).filter(open) {
            course.broken = Some((nth, cause));
        }
    }

    fn finish(self, journey: &Journey<'_>, access: StationNumber) -> Episode {
        let mut broken: Vec<(usize, Break)> = self
            .courses
            .iter()
            .filter_map(|course| {
                let (nth, cause) = course.broken?;
                let (from, to) = (course.from, course.to);
                Some((nth, Break { from, to, cause }))
            })
            .collect();
        broken.sort_by_key(|(nth, _)| *nth);
        let breaks: Vec<Break> = broken.into_iter().map(|(_, broken)| broken).collect();
        let first_break = breaks.first().map(|first| Quality::Broken(first.cause));
        let waiting = self.transitions.iter().find_map(|transition| {
            let bin = WaitingBin::of(transition.days?);
            let to = transition.to;
            Some(Waiting { to, bin })
        });
        let silent = if self.ended {
            OutcomeClass::Ended
        } else {
            OutcomeClass::StillOpen
        };
        Episode {
            person: journey.person,
            protected: journey.protected,
            access,
            quality: first_break.unwrap_or_else(|| self.holdings.quality()),
            outcome: self.her_word.or(self.office).unwrap_or(silent),
            transitions: self.transitions,
            breaks,
            waiting,
        }
    }
}

/// What institutions hold while an episode is walked through.
#[derive(Default)]
struct Holdings {
    had: Vec<(StationNumber, Need)>,
    held: Vec<(StationNumber, Need)>,
    doubled: bool,
    looped: bool,
}

impl Holdings {
    /// She is at the station with the need; `back` when she was elsewhere before.
    fn take(&mut self, at: StationNumber, need: Option<Need>, back: bool) {
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
    fn let_go(&mut self, at: StationNumber, need: Option<Need>) {
        self.held
            .retain(|&(by, held)| by != at || Some(held) != need);
    }

    /// The class, where no hand-over broke.
    fn quality(&self) -> Quality {
        match (self.doubled, self.looped) {
            (true, _) => Quality::DoubleCounselling,
            (false, true) => Quality::Loop,
            (false, false) => Quality::None,
        }
    }
}

#[cfg(test)]
mod tests;
