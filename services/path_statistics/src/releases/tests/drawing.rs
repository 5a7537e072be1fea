//! The table and the noise drawn from it.

use std::collections::BTreeMap;

use super::support::key;
use crate::journeys::Person;
use crate::releases::{BOUND, Count, Noise, THRESHOLD, VARIANCE};

#[test]
fn every_row_has_mean_zero_the_variance_and_the_bound_and_makes_no_small_counts() {
    for count in 1..=40 {
        let row = Noise::of(count);
        let total: f64 = row.outcomes().map(|(_, p)| p).sum();
        let mean: f64 = row.outcomes().map(|(noise, p)| f64::from(noise) * p).sum();
        let square = |(noise, p): (i32, f64)| f64::from(noise * noise) * p;
        let variance: f64 = row.outcomes().map(square).sum();
        assert!((total - 1.0).abs() < 1e-9, "{count}");
        assert!(mean.abs() < 1e-6, "{count}: mean {mean}");
        assert!(
            (variance - f64::from(VARIANCE)).abs() < 1e-6,
            "{count}: {variance}"
        );
        for (noise, _) in row.outcomes() {
            assert!(noise.unsigned_abs() <= BOUND);
            let shown = count.checked_add_signed(noise);
            assert!(shown.is_some_and(|n| n == 0 || n > 2), "{count} {noise}");
        }
    }
    assert_eq!(Noise::of(0).outcomes().collect::<Vec<_>>(), [(0, 1.0)]);
}

/// The noise of `persons` persons in each of 1,000 releases.
fn noises(persons: u32) -> BTreeMap<i32, u32> {
    let mut drawn = BTreeMap::new();
    for release in 0..1_000 {
        let record_key = key(release).record_keys();
        let mut cell = Count::default();
        for person in 0..persons {
            cell.add(record_key(Person(person)));
        }
        let noise = i32::try_from(cell.noisy()).unwrap_or(i32::MAX) - persons.cast_signed();
        *drawn.entry(noise).or_default() += 1;
    }
    drawn
}

#[test]
fn over_a_thousand_releases_the_noise_is_distributed_as_the_table_says() {
    for persons in [1, 3, 5, 7, 8, 40] {
        let drawn = noises(persons);
        let chi_square: f64 = Noise::of(persons)
            .outcomes()
            .map(|(noise, p)| {
                let expected = 1_000.0 * p;
                let seen = f64::from(drawn.get(&noise).copied().unwrap_or(0));
                (seen - expected).powi(2) / expected
            })
            .sum();
        // 10 degrees of freedom at most: 29.59 is passed by one seed of a thousand.
        assert!(
            chi_square < 29.59,
            "{persons} persons: {chi_square} {drawn:?}"
        );
        assert_eq!(drawn.values().sum::<u32>(), 1_000);
    }
}

#[test]
fn means_are_unbiased_but_for_what_the_threshold_is_said_to_do() {
    for (persons, said) in [(9, 1.7), (11, 0.6), (13, 0.1), (15, 0.0), (30, 0.0)] {
        let drawn = noises(persons);
        let shown = drawn
            .iter()
            .filter(|(noise, _)| persons.cast_signed() + **noise >= THRESHOLD.cast_signed());
        let (mut all, mut sum) = (0.0, 0.0);
        for (noise, times) in shown {
            all += f64::from(*times);
            sum += f64::from(*noise) * f64::from(*times);
        }
        // Four standard errors at the most, with the rounding of what is said.
        let tolerance = 0.05 + 4.0 * (3.0_f64 / all).sqrt();
        assert!(
            (sum / all - said).abs() < tolerance,
            "{persons}: {}",
            sum / all
        );
    }
    for (persons, said) in [(9_u32, 1.7), (11, 0.6), (13, 0.1), (15, 0.0)] {
        let least = 10 - persons.cast_signed();
        let row = || {
            Noise::of(persons)
                .outcomes()
                .filter(|(noise, _)| *noise >= least)
        };
        let p: f64 = row().map(|(_, p)| p).sum();
        let mean = row().map(|(noise, p)| f64::from(noise) * p).sum::<f64>() / p;
        assert!((mean - said).abs() < 0.05, "{persons}: exactly {mean}");
    }
}

#[test]
fn equal_sets_have_equal_noise_in_any_order_and_another_key_another() {
    let noise_of = |release: u64, persons: &[u32]| {
        let record_key = key(release).record_keys();
        let mut cell = Count::default();
        for person in persons {
            cell.add(record_key(Person(*person)));
        }
        cell
    };
    let ahead: Vec<u32> = (0..30).collect();
    let back: Vec<u32> = (0..30).rev().collect();
    assert_eq!(noise_of(1, &ahead), noise_of(1, &back));
    assert_ne!(noise_of(1, &ahead).key, noise_of(2, &ahead).key);
}
