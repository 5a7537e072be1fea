//! Plans: the same everywhere, in the domain's order, and a town that could be.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use path_statistics::episodes::{Cause, Quality, episodes};
use path_statistics::journeys::What;

use super::*;

fn plan(persons: u32, seed: u64) -> TownPlan {
    TownPlan::draw(scope(persons, seed))
}

fn scope(persons: u32, seed: u64) -> Scope {
    Scope {
        persons,
        quarters: 2,
        seed,
        today: date(2026, 11, 22),
    }
}

#[test]
fn the_quarters_are_closed_and_observed() {
    let quarters = scope(1, 1).quarters();
    let from: Vec<Date> = quarters.iter().map(|quarter| quarter.from()).collect();
    assert_eq!(from, [date(2026, 1, 1), date(2026, 4, 1)]);
}

/// FNV-1a of the truth file: the same on every machine, and whoever changes a habit sees it here.
#[test]
fn a_seed_gives_the_same_town() {
    let mut truth = Vec::new();
    plan(300, 1)
        .write_truth(&mut truth)
        .expect("a vector takes all");
    let mark = truth.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(format!("{mark:016x}"), "0859d2db370fc106");
    assert_ne!(plan(300, 1), plan(300, 2));
}

#[test]
fn a_truth_file_reads_back_and_a_bad_line_is_named() {
    let town = plan(120, 4);
    let mut truth = Vec::new();
    town.write_truth(&mut truth).expect("a vector takes all");
    let read = TownPlan::read_truth(truth.as_slice());
    assert_eq!(read.ok(), Some(town));
    truth.extend(b"{\"number\":1}\n");
    let said = TownPlan::read_truth(truth.as_slice()).map_err(|error| error.to_string());
    let said = said.err().unwrap_or_default();
    assert!(
        said.starts_with("line 148 of the truth file: missing field"),
        "{said}"
    );
}

#[test]
fn every_kind_of_the_cases_town_is_there_and_a_larger_town_has_more() {
    let kinds = |plan: &TownPlan| {
        plan.institutions
            .iter()
            .map(|i| i.kind)
            .collect::<BTreeSet<_>>()
    };
    let (small, large) = (plan(50, 1), plan(2_000, 1));
    assert_eq!(kinds(&small).len(), 26);
    assert_eq!(kinds(&small), kinds(&large));
    assert_eq!(small.institutions.len(), 26);
    assert!(large.institutions.len() > 50);
}

/// Every act is one that the domain would allow: what was issued arrives, what arrived is accepted,
/// what was accepted is held, resumed, concluded; offices work on business days; nothing after today.
#[test]
fn acts_come_in_the_domains_order() {
    let plan = plan(2_000, 3);
    for person in &plan.persons {
        let mut state: BTreeMap<Slip, (&str, At)> = BTreeMap::new();
        let mut issued_on: BTreeMap<Slip, Date> = BTreeMap::new();
        let mut by_clock = BTreeSet::new();
        for PlannedAct { on, at, act } in &person.acts {
            assert!(*on < date(2026, 11, 22));
            let mut step = |slip: &Slip, from: &[&str], to: &'static str| {
                let (now, office) = state.get_mut(slip).expect("issued before");
                assert!(from.contains(now), "{act:?} while {now}");
                *now = to;
                *office
            };
            match act {
                Act::ComeIn { .. } => {}
                Act::Issue {
                    slip,
                    to,
                    forwards,
                    comes_back,
                    ..
                } => {
                    let benefits = plan.institution(*at).kind.may_reduce_benefits();
                    assert!(!benefits || *comes_back == Preset::Nothing);
                    assert_ne!(to, at);
                    assert!(forwards.is_none_or(|slip| state.contains_key(&slip)));
                    assert!(state.insert(*slip, ("issued", *to)).is_none());
                    issued_on.insert(*slip, *on);
                }
                Act::Arrive { slip } => {
                    assert_eq!(step(slip, &["issued"], "arrived"), *at);
                    assert!(*on <= issued_on[slip].saturating_add(way::VALID_DAYS.days()));
                }
                Act::Accept { slip } => assert_eq!(step(slip, &["arrived"], "accepted"), *at),
                Act::Reject { slip, .. } => assert_eq!(step(slip, &["arrived"], "rejected"), *at),
                Act::Hold { slip, .. } => assert_eq!(step(slip, &["accepted"], "held"), *at),
                Act::Resume { slip } => assert_eq!(step(slip, &["held"], "accepted"), *at),
                Act::Conclude { slip, .. } => {
                    assert_eq!(step(slip, &["accepted"], "concluded"), *at);
                }
                Act::EndOnHerWord { slip } => assert_eq!(step(slip, &["arrived"], "ended"), *at),
                Act::HerWord { slip, .. } => {
                    let now = state[slip].0;
                    assert!(["accepted", "concluded"].contains(&now));
                }
                Act::WithdrawSlip { slip } => {
                    step(slip, &["issued"], "withdrawn");
                }
                Act::EndOfValidity { slip } => {
                    by_clock.insert(*on);
                    step(slip, &["issued"], "ended");
                }
            }
            assert!(working_days::is_one(*on) || by_clock.contains(on));
        }
    }
}

#[test]
fn a_town_has_everything_that_happens_in_one() {
    let plan = plan(2_000, 1);
    let half_year = Period::holding(date(2026, 1, 1), Rhythm::HalfYear);
    let journeys = plan.facts(date(2026, 11, 22));
    let found = episodes(&journeys, half_year);
    let with = |what: &dyn Fn(&path_statistics::episodes::Episode) -> bool| {
        100 * found.iter().filter(|episode| what(episode)).count() / found.len()
    };
    assert!((70..=80).contains(&(found.len() / 20)), "{}", found.len());
    assert!((20..=50).contains(&with(&|e| matches!(e.quality, Quality::Broken(_)))));
    assert!((3..=20).contains(&with(&|e| e.quality == Quality::DoubleCounselling)));
    assert!((1..=15).contains(&with(&|e| e.quality == Quality::Loop)));
    for &cause in Cause::ALL {
        let broken = found.iter().any(|e| e.quality == Quality::Broken(cause));
        assert!(broken, "{cause:?}");
    }
    assert!(plan.persons.iter().any(|person| person.protected));
    assert!(plan.persons.iter().any(|person| person.erased_on.is_some()));
    let held = journeys
        .persons()
        .any(|journey| journey.facts().any(|fact| matches!(fact.what, What::Held)));
    assert!(held);
}

#[test]
fn those_who_refuse_or_are_erased_are_not_counted() {
    let plan = plan(500, 1);
    let counted = plan.facts(date(2026, 11, 22));
    let persons: BTreeSet<u32> = counted.persons().map(|journey| journey.person.0).collect();
    for person in &plan.persons {
        let asked = person
            .acts
            .iter()
            .any(|act| matches!(act.act, Act::Issue { .. }));
        let expected = person.statistics && person.erased_on.is_none() && asked;
        assert_eq!(persons.contains(&person.number), expected);
    }
    // Before her erasure she was known.
    let earlier = plan.facts(date(2026, 6, 30));
    let gone = earlier
        .persons()
        .filter(|journey| !persons.contains(&journey.person.0));
    assert!(gone.count() > 0);
}

/// A circle leads back to another kind of place: of one's own kind the drawn office could be one's own.
#[test]
fn nobody_is_sent_to_where_she_is_in_a_town_of_forty_thousand() {
    for person in plan(40_000, 1).persons {
        let to_itself = person.acts.iter().find(|act| match act.act {
            Act::Issue { to, .. } => to == act.at,
            _ => false,
        });
        assert_eq!(to_itself, None, "{}", person.number);
    }
}

#[test]
fn slips_are_numbered_once_in_a_town_of_ten_thousand() {
    let plan = plan(10_000, 1);
    let mut slips = BTreeSet::new();
    for person in &plan.persons {
        for planned in &person.acts {
            if let Act::Issue { slip, .. } = planned.act {
                assert!(slips.insert(slip), "{slip:?}");
            }
        }
    }
    assert_eq!(plan.persons.len(), 10_000);
    assert!(slips.len() > 10_000);
}
