//! Attack 6: the attacker knows everybody but one, and her cells. Was she in it?
//!
//! The best test's true positive rate minus its false positive rate is the total variation between
//! what can be published with her and without her. It is computed exactly, not tried: for one cell from
//! the table and the threshold, for several as independent draws, which is the most that they can say.
//! What is done to shown figures afterwards (the protected share) cannot raise it. The blurred size that
//! decides the detail adds at most what one person more moves an even draw: one part of its width.

use std::collections::BTreeMap;

use super::Known;
use super::report::Finding;
use crate::releases::{Cell, Count, Noise, SIZE_BLUR, THRESHOLD};

/// The rule.
const AT_MOST: f64 = 0.6;
/// A person feeds so many cells.
const CELLS: usize = 8;
/// Ratios of likelihoods are told apart to so many parts of one, in logarithms.
const GRAIN: f64 = 1e7;

pub(super) fn finding(known: &Known<'_>) -> Finding {
    let cells_alike = |count: u32| advantage(&[count; CELLS]);
    let worst_possible = (1..=40).map(cells_alike).fold(0.0, f64::max);
    let by_size = 1.0 / f64::from(2 * SIZE_BLUR + 1);
    let cubes = [known.target.access, known.target.paths].map(|r| r.manifest().cube());
    let mut cache = BTreeMap::new();
    let of_persons = known.episodes.iter().map(|episode| {
        let cells = cubes
            .iter()
            .flat_map(|cube| cube.cells(episode, known.target.truth));
        let mut counts: Vec<u32> = cells.map(|cell: Cell| known.true_count(&cell)).collect();
        // From 15 on nothing depends on the count.
        for count in &mut counts {
            *count = (*count).min(20);
        }
        counts.sort_unstable();
        *cache
            .entry(counts)
            .or_insert_with_key(|counts| advantage(counts))
    });
    let worst_here = of_persons.fold(0.0, f64::max);
    Finding {
        number: 6,
        attack: "all but one person known",
        passed: worst_possible.max(worst_here) + by_size <= AT_MOST,
        // Exact counts from ten on: with her or without her is one more or less, for certain.
        succeeds_against_exact: Some(known.paths.values().any(|c: &Count| c.persons > THRESHOLD)),
        figures: vec![
            ("one_cell", advantage(&[20])),
            ("eight_cells", worst_possible),
            ("worst_person_here", worst_here),
            ("with_the_size", worst_possible + by_size),
            ("exact", 1.0),
        ],
    }
}

/// The best test's true minus false positive rate, for a person in cells of these true counts.
#[must_use]
pub fn advantage(counts: &[u32]) -> f64 {
    // Log-ratio of likelihoods -> probability with her; without her it is that times the ratio.
    let mut joint: BTreeMap<i64, f64> = BTreeMap::from([(0, 1.0)]);
    // What is only possible with her is told apart at once.
    let mut certain = 0.0;
    for &count in counts {
        let mut next: BTreeMap<i64, f64> = BTreeMap::new();
        let mut only_with_her = 0.0;
        for (with, without) in published(count, count.saturating_sub(1)) {
            if with > 0.0 && without > 0.0 {
                let ratio = (without / with).ln();
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a few units times ten million"
                )]
                let ratio = (ratio * GRAIN).round() as i64;
                for (so_far, p) in &joint {
                    *next.entry(so_far + ratio).or_default() += p * with;
                }
            } else {
                only_with_her += with;
            }
        }
        certain += joint.values().sum::<f64>() * only_with_her;
        joint = next;
    }
    let differing = joint.iter().map(|(ratio, p)| {
        #[expect(clippy::cast_precision_loss, reason = "far under 2^53")]
        let ratio = (*ratio as f64 / GRAIN).exp();
        p * (1.0 - ratio).max(0.0)
    });
    certain + differing.sum::<f64>()
}

/// What can be published, with its probability for either count.
fn published(with: u32, without: u32) -> Vec<(f64, f64)> {
    let mut outcomes: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    let seen = |count: u32, noise: i32| {
        Some(count.saturating_add_signed(noise))
            .filter(|n| *n >= THRESHOLD)
            .unwrap_or(0)
    };
    for (noise, p) in Noise::of(with).outcomes() {
        outcomes.entry(seen(with, noise)).or_default().0 += p;
    }
    for (noise, p) in Noise::of(without).outcomes() {
        outcomes.entry(seen(without, noise)).or_default().1 += p;
    }
    outcomes.into_values().collect()
}
