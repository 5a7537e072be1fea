//! Attack 1: one person withdraws and the paths are released again; what was her way?
//!
//! The calendar refuses it: a revision needs ten changed persons. The attack is tried all the same, as
//! if it were not refused. The attacker knows which ways there are and how many take each (more than
//! any release says), and takes the way that is the likeliest after seeing the two releases, the noise
//! taken as normal. Blind, he would take the commonest way: the baseline.

use std::collections::BTreeMap;

use domain::Refusal;
use domain::statistics::{Content, Edition, REVISION_FROM, admit};

use super::feeding::Feeding;
use super::report::Finding;
use super::{Draws, Effort, Known};
use crate::releases::VARIANCE;

/// How often a way is found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// By always taking the commonest way.
    pub baseline: f64,
    /// With noise, each release with a key of its own.
    pub fresh_keys: f64,
    /// With exact counts.
    pub exact: f64,
}

pub(super) fn finding(known: &Known<'_>, effort: Effort) -> Finding {
    let found = difference(known, effort);
    Finding {
        number: 1,
        attack: "one person withdraws, released again",
        passed: refused(known),
        succeeds_against_exact: Some(found.exact > upper_bound(found.baseline, effort.trials)),
        figures: vec![
            ("baseline", found.baseline),
            ("fresh_keys_if_not_refused", found.fresh_keys),
            ("exact", found.exact),
            ("bound_99", upper_bound(found.baseline, effort.trials)),
        ],
    }
}

/// A revision for one person, and for nine.
fn refused(known: &Known<'_>) -> bool {
    [known.target.access, known.target.paths]
        .iter()
        .all(|release| {
            let manifest = release.manifest();
            let made = Edition::first(manifest.period, manifest.content);
            let access = Edition::first(manifest.period, Content::Access);
            let again = Edition {
                revision: 1,
                ..made
            };
            let late = manifest.period.next().observed_until();
            (0..REVISION_FROM).all(|changed| {
                let asked = admit(again, &[access, made], late, changed);
                asked == Err(Refusal::TooFewChanged)
            })
        })
}

/// What a guess of this chance stays under in 99 of 100 runs.
fn upper_bound(chance: f64, trials: u32) -> f64 {
    chance + 2.326 * (chance * (1.0 - chance) / f64::from(trials)).sqrt()
}

fn difference(known: &Known<'_>, effort: Effort) -> Difference {
    let cube = known.target.paths.manifest().cube();
    let feeding = Feeding::of(cube, &known.episodes, known.target.truth);
    let ways = Ways::of(&feeding);
    let mut draws = Draws(effort.seed);
    let (mut fresh, mut exact) = (0, 0);
    let exact_before = feeding.exact(None);
    let persons = feeding.persons.len();
    let trials = if persons == 0 { 0 } else { effort.trials };
    for _ in 0..trials {
        let her = draws.below(persons);
        let before = feeding.noisy(draws.key(), None);
        let after = feeding.noisy(draws.key(), Some(her));
        let two_draws = 2.0 * f64::from(VARIANCE);
        let guessed = ways.likeliest(&before, &after, two_draws);
        fresh += u32::from(guessed == ways.of_person[her]);
        // Exact differences leave no doubt: a variance of nearly nothing.
        let guessed = ways.likeliest(&exact_before, &feeding.exact(Some(her)), 0.01);
        exact += u32::from(guessed == ways.of_person[her]);
    }
    let share = |found: u32| f64::from(found) / f64::from(trials.max(1));
    Difference {
        baseline: ways.commonest(),
        fresh_keys: share(fresh),
        exact: share(exact),
    }
}

/// The ways that persons take: the sets of cells that they feed.
struct Ways {
    ways: Vec<(Vec<usize>, f64)>,
    of_person: Vec<usize>,
}

impl Ways {
    fn of(feeding: &Feeding) -> Self {
        let mut numbers: BTreeMap<&[usize], usize> = BTreeMap::new();
        let mut ways: Vec<(Vec<usize>, f64)> = Vec::new();
        let mut of_person = Vec::new();
        for (_, cells) in &feeding.persons {
            let number = *numbers.entry(cells).or_insert_with(|| {
                ways.push((cells.clone(), 0.0));
                ways.len() - 1
            });
            ways[number].1 += 1.0;
            of_person.push(number);
        }
        Self { ways, of_person }
    }

    fn commonest(&self) -> f64 {
        let all: f64 = self.ways.iter().map(|(_, persons)| persons).sum();
        let most = self.ways.iter().map(|(_, persons)| *persons);
        most.fold(0.0, f64::max) / all.max(1.0)
    }

    /// The way with the largest posterior: its prior times the likelihood of the differences.
    fn likeliest(&self, before: &[Option<u32>], after: &[Option<u32>], variance: f64) -> usize {
        let gains: Vec<f64> = before
            .iter()
            .zip(after)
            .map(|pair| match pair {
                (Some(before), Some(after)) => {
                    let difference = f64::from(*before) - f64::from(*after);
                    (2.0 * difference - 1.0) / (2.0 * variance)
                }
                _ => 0.0,
            })
            .collect();
        let score = |(cells, persons): &(Vec<usize>, f64)| {
            persons.ln() + cells.iter().map(|cell| gains[*cell]).sum::<f64>()
        };
        let scores = self.ways.iter().map(score).enumerate();
        let best = scores.max_by(|one, other| one.1.total_cmp(&other.1));
        best.map_or(0, |(number, _)| number)
    }
}
