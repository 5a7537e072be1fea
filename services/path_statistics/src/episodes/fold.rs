//! Walks through the facts of one episode.

use domain::vocabulary::Need;
use jiff::civil::Date;

use super::outcome::OutcomeClass;
use super::quality::{Holdings, Quality};
use super::waiting::{Waiting, WaitingBin};
use super::{Break, Cause, Episode, Transition, days_between};
use crate::journeys::{Fact, HandOver, Journey, StationNumber, What};

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
pub(super) fn episode<'a>(
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
            What::Sent {
                hand_over,
                to,
                need,
            } => self.sends(fact, hand_over, to, need),
            What::Arrived(number) => self.arrives(fact, number),
            What::Accepted(number) => self.mends(number),
            What::Rejected(number, side) => {
                self.lets_go(fact.at, number);
                self.breaks(number, nth, side.into());
            }
            What::Concluded(number, outcome) => {
                self.lets_go(fact.at, number);
                self.mends(number);
                self.office = Some(OutcomeClass::of_office(outcome));
            }
            What::EndedByHer(number) => {
                self.lets_go(fact.at, number);
                self.breaks(number, nth, Cause::EndedByHer);
                self.ended = true;
            }
            What::HerWord(word) => {
                self.her_word = OutcomeClass::of_her_word(word).or(self.her_word);
            }
            What::SlipWithdrawn(number) => self.breaks_unreached(number, nth, Cause::Withdrawn),
            What::SlipExpired(number) => self.breaks_unreached(number, nth, Cause::Expired),
            What::Announced(_) | What::Held(_) | What::Resumed(_) => {}
        }
    }

    fn course(&mut self, number: HandOver) -> Option<&mut Course> {
        self.courses
            .iter_mut()
            .find(|course| course.number == number)
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

    fn sends(&mut self, fact: &Fact, number: HandOver, to: StationNumber, need: Option<Need>) {
        self.holdings.let_go(fact.at, need);
        if let Some(again) = self.course(number) {
            again.broken = None;
            return;
        }
        self.courses.push(Course {
            number,
            from: fact.at,
            to,
            need,
            sent_on: fact.day,
            arrived: false,
            broken: None,
        });
    }

    fn arrives(&mut self, fact: &Fact, number: HandOver) {
        let Some(course) = self.course(number) else {
            return self.comes_to(fact.at, None);
        };
        course.broken = None;
        if course.arrived {
            return;
        }
        course.arrived = true;
        let waited = days_between(course.sent_on, fact.day);
        let transition = Transition {
            from: course.from,
            to: fact.at,
            days: u32::try_from(waited).ok(),
        };
        let need = course.need;
        self.transitions.push(transition);
        self.holdings.take(fact.at, need, self.current != fact.at);
        self.current = fact.at;
    }

    fn lets_go(&mut self, at: StationNumber, number: HandOver) {
        let need = self.course(number).and_then(|course| course.need);
        self.holdings.let_go(at, need);
    }

    fn mends(&mut self, number: HandOver) {
        if let Some(course) = self.course(number) {
            course.broken = None;
        }
    }

    fn breaks(&mut self, number: HandOver, nth: usize, cause: Cause) {
        if let Some(course) = self.course(number) {
            course.broken = Some((nth, cause));
        }
    }

    /// What the sender or the clock ends touches nobody who is already there.
    fn breaks_unreached(&mut self, number: HandOver, nth: usize, cause: Cause) {
        let open = |course: &&mut Course| !course.arrived && course.broken.is_none();
        if let Some(course) = self.course(number).filter(open) {
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
