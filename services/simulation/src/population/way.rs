//! One parent's way, drawn.

use domain::consents::Preset;
use domain::vocabulary::{InstitutionKind as K, Need};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Act, At, PlannedAct, PlannedInstitution, PlannedPerson, Slip, habits};
use crate::calendar::open_on;
use crate::chance::Chance;

/// A slip is valid for so many days.
pub(super) const VALID_DAYS: i32 = 42;

struct Way<'town> {
    chance: Chance,
    institutions: &'town [PlannedInstitution],
    today: Date,
    slips: &'town mut u32,
    acts: Vec<PlannedAct>,
}

/// Where she is, since when, with what.
#[derive(Clone, Copy)]
struct Stop {
    at: At,
    since: Date,
    need: Need,
    slip: Option<Slip>,
}

pub(super) fn person(
    number: u32,
    chance: Chance,
    institutions: &[PlannedInstitution],
    days: &[Date],
    today: Date,
    slips: &mut u32,
) -> PlannedPerson {
    let mut way = Way {
        chance,
        institutions,
        today,
        slips,
        acts: Vec::new(),
    };
    let access = way.comes_in(days);
    let times = way.chance.weighted(habits::SLIPS);
    way.goes_on(access, times);
    way.finish(number, access)
}

impl Way<'_> {
    fn comes_in(&mut self, days: &[Date]) -> Stop {
        let (kind, need) = self.chance.weighted(habits::ACCESS);
        let at = self.office_of(kind);
        let since = days[self.chance.below(days.len())];
        self.act(since, at, Act::ComeIn { need });
        Stop {
            at,
            since,
            need,
            slip: None,
        }
    }

    fn goes_on(&mut self, access: Stop, times: u8) {
        let mut here = access;
        for _ in 0..times {
            // A pilot often keeps the thread and sends her on himself.
            let sender = if self.chance.percent(30) {
                access
            } else {
                here
            };
            let since = sender.since.max(here.since);
            let sender = Stop { since, ..sender };
            if let Some(arrived) = self.handed_on(sender) {
                here = self.doubled(sender, arrived);
            }
        }
    }

    /// To the next station; none when she does not stay there.
    fn handed_on(&mut self, from: Stop) -> Option<Stop> {
        let (kind, need) = self.next_of(from);
        let to = self.office_of(kind);
        let on = self.later(from.since, 0, 9);
        let forwards = from.slip.filter(|_| self.chance.percent(60));
        let slip = self.issue(on, from.at, to, need, forwards);
        if let Some(arrived) = self.reaches(slip, on, from.at, to, need) {
            return self.received(arrived, slip);
        }
        None
    }

    /// Mostly one of the office's main ways; now and then in a circle, back to where she was.
    fn next_of(&mut self, from: Stop) -> (K, Need) {
        let here = self.kind(from.at);
        if from.slip.is_some() && self.chance.percent(7) {
            let elsewhere = |at: &At| self.kind(*at) != here;
            let before = self.acts.iter().map(|act| act.at).find(elsewhere);
            if let Some(before) = before {
                return (
                    self.kind(before),
                    self.first_need(before).unwrap_or(from.need),
                );
            }
        }
        let ways = if self.chance.percent(habits::MAIN_WAYS) {
            habits::onward(here)
        } else {
            habits::ELSEWHERE
        };
        let mut next = self.chance.weighted(ways);
        while next.0 == here {
            next = self.chance.weighted(habits::ELSEWHERE);
        }
        next
    }

    /// What she was first known for at an office.
    fn first_need(&self, at: At) -> Option<Need> {
        self.acts.iter().find_map(|act| match act.act {
            Act::ComeIn { need } if act.at == at => Some(need),
            Act::Issue { to, need, .. } if to == at => Some(need),
            _ => None,
        })
    }

    fn issue(&mut self, on: Date, by: At, to: At, need: Need, forwards: Option<Slip>) -> Slip {
        *self.slips += 1;
        let slip = Slip(*self.slips);
        let discloses = self.chance.weighted(habits::DISCLOSES);
        let asked = self.chance.weighted(habits::COMES_BACK);
        let comes_back = if self.kind(by).may_reduce_benefits() {
            Preset::Nothing
        } else {
            asked
        };
        let announced = self.chance.percent(20);
        let act = Act::Issue {
            slip,
            to,
            need,
            discloses,
            comes_back,
            forwards,
            announced,
        };
        self.act(on, by, act);
        slip
    }

    /// Whether and when she gets there.
    fn reaches(&mut self, slip: Slip, on: Date, by: At, to: At, need: Need) -> Option<Stop> {
        match self.chance.below(100) {
            0..14 => {
                let ends = on.saturating_add((VALID_DAYS + 1).days());
                self.act(ends, by, Act::EndOfValidity { slip });
                None
            }
            14..17 => {
                let taken_back = self.later(on, 3, 20);
                self.act(taken_back, by, Act::WithdrawSlip { slip });
                None
            }
            _ => {
                let (least, most) = habits::wait(self.kind(to));
                // Most go soon: the shorter of two draws.
                let first = self.chance.days(least, most);
                let days = first.min(self.chance.days(least, most));
                let since = open_on(on.saturating_add(days.days()));
                self.act(since, to, Act::Arrive { slip });
                let slip = Some(slip);
                Some(Stop {
                    at: to,
                    since,
                    need,
                    slip,
                })
            }
        }
    }

    /// What the addressee does; a rejected parent is sent to somebody else half of the times.
    fn received(&mut self, stop: Stop, slip: Slip) -> Option<Stop> {
        match self.chance.below(100) {
            0..11 => {
                let reason = self.chance.weighted(habits::REJECTIONS);
                let on = self.later(stop.since, 0, 10);
                self.act(on, stop.at, Act::Reject { slip, reason });
                let stop = Stop { since: on, ..stop };
                self.chance.percent(50).then_some(stop)
            }
            11..15 => {
                let on = self.later(stop.since, 2, 25);
                self.act(on, stop.at, Act::EndOnHerWord { slip });
                None
            }
            _ => Some(self.accepted(stop, slip)),
        }
    }

    fn accepted(&mut self, stop: Stop, slip: Slip) -> Stop {
        let on = self.later(stop.since, 0, 4);
        self.act(on, stop.at, Act::Accept { slip });
        let mut until = on;
        let places = matches!(self.kind(stop.at), K::Kita | K::Tagespflege);
        if self.chance.percent(if places { 35 } else { 8 }) {
            let reason = self.chance.weighted(habits::HOLDS);
            self.act(on, stop.at, Act::Hold { slip, reason });
            until = self.later(on, 10, 50);
            self.act(until, stop.at, Act::Resume { slip });
        }
        if self.chance.percent(74) {
            let outcome = self.chance.weighted(habits::OUTCOMES);
            until = self.later(until, 3, 60);
            self.act(until, stop.at, Act::Conclude { slip, outcome });
        }
        if self.chance.percent(22) {
            let experience = self.chance.weighted(habits::HER_WORDS);
            let said = self.later(until, 0, 14);
            self.act(said, stop.at, Act::HerWord { slip, experience });
        }
        // She is sent on while the office still works with her.
        let since = self.later(on, 0, 12);
        Stop { since, ..stop }
    }

    /// Now and then the sender gives her a second slip for the same, and she tells her story twice.
    fn doubled(&mut self, sender: Stop, stop: Stop) -> Stop {
        if !self.chance.percent(6) {
            return stop;
        }
        let to = self.office_of(match stop.need {
            Need::Upbringing => K::Erziehungsberatung,
            Need::Childcare => K::Familienbuero,
            Need::Work | Need::Training => K::AgenturFuerArbeit,
            _ => K::Anlaufstelle,
        });
        if to == stop.at || to == sender.at {
            return stop;
        }
        let on = self.later(stop.since, 0, 3);
        let slip = self.issue(on, sender.at, to, stop.need, None);
        let since = self.later(on, 1, 10);
        self.act(since, to, Act::Arrive { slip });
        self.act(since, to, Act::Accept { slip });
        Stop {
            at: to,
            since,
            slip: Some(slip),
            ..stop
        }
    }

    fn office_of(&mut self, kind: K) -> At {
        let of_kind = |(_, office): &(u16, &PlannedInstitution)| office.kind == kind;
        let offices: Vec<u16> = (0..)
            .zip(self.institutions)
            .filter(of_kind)
            .map(|(place, _)| place)
            .collect();
        // The first of a kind is the largest.
        let first = self.chance.below(offices.len());
        At(offices[first.min(self.chance.below(offices.len()))])
    }

    fn kind(&self, at: At) -> K {
        self.institutions[usize::from(at.0)].kind
    }

    fn later(&mut self, day: Date, least: usize, most: usize) -> Date {
        let days = self.chance.days(least, most);
        open_on(day.saturating_add(days.days()))
    }

    fn act(&mut self, on: Date, at: At, act: Act) {
        self.acts.push(PlannedAct { on, at, act });
    }

    fn finish(mut self, number: u32, access: Stop) -> PlannedPerson {
        let in_refuge = self.kind(access.at) == K::Frauenhaus;
        let protected = self.chance.percent(if in_refuge { 60 } else { 1 });
        let statistics = self.chance.percent(88);
        let erased = self.chance.percent(3);
        self.acts.sort_by_key(|act| act.on);
        let last = self.acts.last().map_or(access.since, |act| act.on);
        let erased_on = self.later(last, 5, 200);
        self.acts.retain(|act| act.on < self.today);
        PlannedPerson {
            number,
            protected,
            statistics,
            erased_on: Some(erased_on).filter(|on| erased && *on < self.today),
            acts: self.acts,
        }
    }
}
