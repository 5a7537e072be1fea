//! Episodes of small journeys, and of any journey.

use domain::InstitutionId;
use domain::vocabulary::{Experience, InstitutionKind, Need, Outcome, Side};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::journeys::{HandOver, JourneysBuilder, Station};

const KINDS: [InstitutionKind; 4] = [
    InstitutionKind::Jugendamt,
    InstitutionKind::Schuldnerberatung,
    InstitutionKind::Kita,
    InstitutionKind::Frauenhaus,
];

/// A journey of person 1 among the stations A, B, C, D; days count from 1 January 2026.
struct Told {
    builder: JourneysBuilder,
    stations: [StationNumber; 4],
    position: u64,
}

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;

fn day(number: i64) -> Date {
    date(2026, 1, 1).saturating_add(number.days())
}

impl Told {
    fn new() -> Self {
        let mut builder = JourneysBuilder::default();
        let stations = KINDS.map(|kind| {
            builder.station(Station {
                institution: InstitutionId::from_bytes([kind as u8; 16]),
                kind,
                protected: false,
            })
        });
        Self {
            builder,
            stations,
            position: 0,
        }
    }

    fn then(mut self, on: i64, at: usize, what: What) -> Self {
        self.position += 1;
        let fact = Fact {
            day: day(on),
            position: self.position,
            at: self.stations[at],
            what,
        };
        self.builder.note(Person(1), fact);
        self
    }

    fn comes(self, on: i64, at: usize, need: Need) -> Self {
        self.then(on, at, What::CameIn { need: Some(need) })
    }

    fn sent(self, on: i64, by: usize, to: usize, number: u32, need: Need) -> Self {
        let sent = What::Sent {
            hand_over: HandOver(number),
            to: self.stations[to],
            need: Some(need),
        };
        self.then(on, by, sent)
    }

    fn arrives(self, on: i64, at: usize, number: u32) -> Self {
        self.then(on, at, What::Arrived(HandOver(number)))
    }

    fn episodes(self, period: Period) -> Vec<Episode> {
        episodes(&self.builder.finish(), period)
    }

    /// The one episode of the first quarter.
    fn only(self) -> Episode {
        let mut found = self.episodes(first_quarter());
        assert_eq!(found.len(), 1);
        found.remove(0)
    }
}

fn first_quarter() -> Period {
    Period::holding(day(0), Rhythm::Quarter)
}

#[test]
fn an_episode_begins_with_an_access_and_belongs_to_its_period() {
    let told = || {
        Told::new()
            .comes(88, A, Need::Debts)
            .comes(100, B, Need::Debts)
    };
    assert_eq!(told().only().transitions.len(), 1);
    let second = Period::holding(day(100), Rhythm::Quarter);
    assert!(told().episodes(second).is_empty(), "100 is no access");
}

#[test]
fn a_hundred_and_eighty_quiet_days_make_a_new_access_and_one_fewer_does_not() {
    let year = Period::holding(day(0), Rhythm::Year);
    let third = |on| Period::holding(day(on), Rhythm::Quarter);
    let told = |on| {
        Told::new()
            .comes(0, A, Need::Debts)
            .comes(on, B, Need::Work)
    };
    assert!(told(180).episodes(third(180)).is_empty());
    assert_eq!(told(181).episodes(third(181)).len(), 1);
    // In one year only the first counts, and the second is not part of it.
    let of_year = told(181).episodes(year);
    assert_eq!(of_year.len(), 1);
    assert!(of_year[0].transitions.is_empty());
    assert_eq!(told(180).episodes(year)[0].transitions.len(), 1);
}

#[test]
fn the_clock_does_not_break_the_quiet() {
    let expiry = What::SlipExpired(HandOver(1));
    let told = Told::new()
        .comes(0, A, Need::Debts)
        .then(100, A, expiry)
        .comes(185, B, Need::Work);
    let third = Period::holding(day(185), Rhythm::Quarter);
    assert_eq!(told.episodes(third).len(), 1);
}

#[test]
fn observation_ends_ninety_days_after_the_period_for_everybody() {
    // 31 March is day 89; the last observed day is 29 June, day 179.
    assert_eq!(first_quarter().observed_until(), day(179));
    let told = |on| {
        Told::new()
            .comes(80, A, Need::Debts)
            .sent(81, A, B, 1, Need::Debts)
            .arrives(on, B, 1)
            .only()
    };
    assert_eq!(told(179).transitions.len(), 1);
    let late = told(180);
    assert!(late.transitions.is_empty() && late.breaks.is_empty());
    assert_eq!(
        (late.quality, late.outcome),
        (Quality::None, OutcomeClass::StillOpen)
    );
}

#[test]
fn transitions_lead_from_the_sender_and_announcing_is_no_arrival() {
    let episode = Told::new()
        .comes(0, A, Need::Debts)
        .sent(1, A, B, 1, Need::Debts)
        .sent(1, A, C, 2, Need::Childcare)
        .then(1, B, What::Announced(HandOver(1)))
        .arrives(9, C, 2)
        .arrives(40, B, 1)
        .only();
    let days: Vec<_> = episode.transitions.iter().map(|t| t.days).collect();
    assert_eq!(days, [Some(8), Some(39)]);
    assert!(episode.transitions.iter().all(|t| t.from == episode.access));
    let bin = episode.waiting.map(|waiting| waiting.bin);
    assert_eq!(bin, Some(WaitingBin::UpTo14));
}

#[test]
fn a_wait_counts_from_the_first_sending_and_a_reissued_slip_is_mended() {
    let episode = Told::new()
        .comes(0, A, Need::Debts)
        .sent(0, A, B, 1, Need::Debts)
        .then(14, A, What::SlipExpired(HandOver(1)))
        .sent(20, A, B, 1, Need::Debts)
        .arrives(30, B, 1)
        .only();
    assert_eq!(episode.transitions[0].days, Some(30));
    assert!(episode.breaks.is_empty());
}

#[test]
fn breaks_by_cause_and_what_comes_after_an_arrival_breaks_nothing() {
    let sent = || {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
    };
    let one = HandOver(1);
    for (what, cause) in [
        (What::SlipExpired(one), Cause::Expired),
        (What::SlipWithdrawn(one), Cause::Withdrawn),
        (What::Rejected(one, Side::Rules), Cause::RejectedByRules),
        (What::EndedByHer(one), Cause::EndedByHer),
    ] {
        let unreached = sent().then(9, A, what).only();
        assert_eq!(unreached.quality, Quality::Broken(cause));
        assert_eq!(unreached.breaks.len(), 1);
        let reached = sent().arrives(2, B, 1).then(9, B, what).only();
        let by_sender = matches!(cause, Cause::Expired | Cause::Withdrawn);
        assert_eq!(reached.breaks.is_empty(), by_sender, "{cause:?}");
    }
    let reopened = sent()
        .arrives(2, B, 1)
        .then(3, B, What::Rejected(one, Side::Slip))
        .then(5, B, What::Accepted(one))
        .only();
    assert_eq!(reopened.quality, Quality::None);
}

#[test]
fn the_same_need_in_two_hands_is_double_counselling_and_passing_on_is_not() {
    let passed = Told::new()
        .comes(0, A, Need::Debts)
        .sent(1, A, B, 1, Need::Debts)
        .arrives(5, B, 1);
    assert_eq!(passed.only().quality, Quality::None);
    let doubled = |need| {
        Told::new()
            .comes(0, A, Need::Debts)
            .comes(5, B, need)
            .only()
            .quality
    };
    assert_eq!(doubled(Need::Debts), Quality::DoubleCounselling);
    assert_eq!(doubled(Need::Work), Quality::None);
    let at_once = |concludes: bool| {
        let told = Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .sent(1, A, C, 2, Need::Debts)
            .arrives(5, B, 1);
        let told = if concludes {
            told.then(6, B, What::Concluded(HandOver(1), Outcome::HelpProvided))
        } else {
            told
        };
        told.arrives(7, C, 2).only().quality
    };
    assert_eq!(at_once(false), Quality::DoubleCounselling);
    assert_eq!(at_once(true), Quality::None);
}

#[test]
fn back_with_the_same_need_is_a_loop_and_with_another_is_none() {
    let back = |need| {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .arrives(5, B, 1)
            .sent(6, B, A, 2, need)
            .arrives(9, A, 2)
            .only()
            .quality
    };
    assert_eq!(back(Need::Debts), Quality::Loop);
    assert_eq!(back(Need::Leisure), Quality::None);
}

#[test]
fn her_word_goes_before_the_offices() {
    let told = |word| {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .arrives(2, B, 1)
            .then(9, B, What::HerWord(word))
            .then(20, B, What::Concluded(HandOver(1), Outcome::HelpProvided))
            .only()
            .outcome
    };
    assert_eq!(told(Experience::NoHelp), OutcomeClass::NotHelped);
    assert_eq!(told(Experience::WasThere), OutcomeClass::Helped);
}

#[test]
fn periods_are_written_by_their_days_and_read_back() {
    for rhythm in [Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year] {
        let period = Period::holding(date(2026, 8, 9), rhythm);
        let text = serde_json::to_string(&period).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Period>(&text).ok(), Some(period));
        assert!(!period.overlaps(period.next()));
    }
    let shifted = r#"{"from":"2026-02-01","to":"2026-04-30"}"#;
    assert!(serde_json::from_str::<Period>(shifted).is_err());
}

fn any_what() -> impl Strategy<Value = (usize, u8, u32, usize)> {
    (0..4_usize, 0..9_u8, 0..4_u32, 0..4_usize)
}

proptest! {
    /// Whatever happens: every access within the period is in one episode at most, entries after the
    /// observation change nothing, and an episode's classes agree with its lists.
    #[test]
    fn any_journey(steps in prop::collection::vec((0..400_i64, any_what()), 1..40)) {
        let tell = |until: Date| {
            let mut told = Told::new();
            for &(on, (at, what, number, to)) in steps.iter().filter(|step| day(step.0) <= until) {
                let hand_over = HandOver(number);
                let to = told.stations[to];
                let need = Some(Need::ALL[number as usize]);
                told = told.then(on, at, match what {
                    0 | 1 => What::CameIn { need },
                    2 | 3 => What::Sent { hand_over, to, need },
                    4 => What::Arrived(hand_over),
                    5 => What::Rejected(hand_over, Side::Office),
                    6 => What::EndedByHer(hand_over),
                    7 => What::SlipExpired(hand_over),
                    _ => What::Concluded(hand_over, Outcome::HelpProvided),
                });
            }
            told
        };
        for rhythm in [Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year] {
            let period = Period::holding(day(0), rhythm);
            let whole = tell(date(2030, 1, 1)).episodes(period);
            let frozen = tell(period.observed_until()).episodes(period);
            prop_assert_eq!(&whole, &frozen);
            prop_assert!(whole.len() <= 1);
            for episode in &whole {
                prop_assert_eq!(
                    matches!(episode.quality, Quality::Broken(_)),
                    !episode.breaks.is_empty()
                );
                let waited = episode.transitions.iter().any(|t| t.days.is_some());
                prop_assert_eq!(episode.waiting.is_some(), waited);
            }
        }
    }
}
