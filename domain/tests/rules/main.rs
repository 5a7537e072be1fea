//! The rules that never bend, under random days: any town, one woman or a few, every command, in any
//! order, by anybody. After each step the rules are looked at from outside (`invariants`, against
//! `her` word as she gave it); at the end the sender's side is compared with a run in which nothing
//! ever happened elsewhere (`non_interference`).
//!
//! Seeded; `LAUFZETTEL_STEPS=100000` makes the walk longer.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod cases;
mod contents;
mod counter;
mod disclosures;
mod her;
mod invariants;
mod looks;
mod non_interference;
mod op;
mod own_codes;
mod receiver;
mod records;
mod sender;
mod taking_back;
mod town;
mod vouchers;
mod world;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cqrs_es::DomainEvent;
use domain::StreamEvent;
use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use domain::vouchers::VoucherEvent;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use world::{World, Written};

const STEPS: u32 = 8_000;
/// Steps of one walk, on average; long enough to close, reopen, expire and begin again.
const WALK: u32 = 100;

fn steps() -> u32 {
    let long = std::env::var("LAUFZETTEL_STEPS").ok();
    long.map_or(STEPS, |steps| steps.parse().unwrap())
}

#[derive(Debug, Default)]
struct Tally {
    steps: u32,
    events: BTreeMap<String, u32>,
    refusals: BTreeMap<&'static str, u32>,
}

impl Tally {
    fn count(&mut self, world: &World, answer: &world::Answer) {
        self.steps += 1;
        for written in &world.written {
            let name = match written {
                Written::Client(_, event) => event.event_type(),
                Written::Consent(_, event) => event.event_type(),
                Written::Slip(_, event) => event.event_type(),
                Written::Handover(_, event) => event.event_type(),
                Written::Voucher(_, event) => event.event_type(),
            };
            *self.events.entry(name).or_default() += 1;
        }
        if let Err(refusal) = answer {
            *self.refusals.entry(refusal.code()).or_default() += 1;
        }
    }
}

#[test]
fn no_sequence_of_commands_bends_a_rule() {
    let config = Config {
        cases: steps().div_ceil(WALK),
        max_shrink_iters: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[26; 32]);
    let tally = RefCell::new(Tally::default());
    let walks = proptest::collection::vec(op::any(), 1..2 * WALK as usize);
    TestRunner::new_with_rng(config, rng)
        .run(&(town::any(), walks), |(town, ops)| {
            let town = Rc::new(town);
            let mut world = World::of(town.clone());
            let mut log = Vec::new();
            for op in &ops {
                let before = world.clone();
                let answer = world.step(op);
                invariants::check(&before, op, &answer, &world);
                tally.borrow_mut().count(&world, &answer);
                log.push((answer, world.written.clone()));
            }
            non_interference::check(town, &ops, &log, &world);
            Ok(())
        })
        .unwrap();
    let tally = tally.into_inner();
    println!("{tally:?}");
    nothing_was_left_untried(&tally);
}

/// A walk that never gets anywhere proves nothing.
fn nothing_was_left_untried(tally: &Tally) {
    let happened: BTreeSet<&str> = tally.events.keys().map(String::as_str).collect();
    let all = [
        ClientEvent::NAMES,
        ConsentEvent::NAMES,
        SlipEvent::NAMES,
        HandoverEvent::NAMES,
        VoucherEvent::NAMES,
    ];
    let never: Vec<&&str> = all
        .iter()
        .copied()
        .flatten()
        .filter(|name| !happened.contains(**name))
        .collect();
    assert!(never.is_empty(), "never happened: {never:?}");
}
