//! What can be seen: attacks 5 and 8, and how much of the truth a picture holds.

use super::report::{Finding, Visible};
use super::{Known, Target};
use crate::episodes::WaitingBin;
use crate::releases::{Cell, Place, Release, Tally};

/// The rule of attack 5.
const FEWEST: u32 = 5;

/// How much of the true counts of some cells the release shows.
#[must_use]
pub fn visible(truth: &Tally, release: &Release, of: impl Fn(&Cell) -> bool) -> Visible {
    let mut visible = Visible { shown: 0, all: 0 };
    for (cell, count) in truth.iter().filter(|(cell, _)| of(cell)) {
        visible.all += count.persons;
        if release.persons(cell).is_ok_and(|shown| shown.is_some()) {
            visible.shown += count.persons;
        }
    }
    visible
}

/// Attack 5: the fewest persons behind a shown cell.
pub(super) fn fewest(known: &Known<'_>) -> Finding {
    let Target { access, paths, .. } = known.target;
    let shown = access.cells().chain(paths.cells());
    let fewest = shown.map(|(cell, _)| known.true_count(cell)).min();
    Finding {
        number: 5,
        attack: "persons behind a shown cell",
        passed: fewest.is_none_or(|fewest| fewest >= FEWEST),
        succeeds_against_exact: None,
        figures: fewest
            .map(|fewest| ("fewest", f64::from(fewest)))
            .into_iter()
            .collect(),
    }
}

/// Attack 8: two stops of somebody are known, one shown transition after the other; how likely is a
/// protected place next? Also after one known stop, and before one, and where only her wait is known.
pub(super) fn protected(target: &Target<'_>) -> Finding {
    let edges: Vec<(Place, Place, u32)> = target.paths.transitions().collect();
    let after = |stop: Place| {
        let out = edges.iter().filter(|(from, ..)| *from == stop);
        share(out.map(|(_, to, persons)| (*to, *persons)))
    };
    let before = |stop: Place| {
        let into = edges.iter().filter(|(_, to, _)| *to == stop);
        share(into.map(|(from, _, persons)| (*from, *persons)))
    };
    let ordinary = |place: Place| place != Place::Protected;
    let mut after_two: f64 = 0.0;
    let mut beside_one: f64 = 0.0;
    for &(first, second, _) in &edges {
        if ordinary(first) && ordinary(second) {
            after_two = after_two.max(after(second));
        }
        if ordinary(first) {
            beside_one = beside_one.max(after(first));
        }
        if ordinary(second) {
            beside_one = beside_one.max(before(second));
        }
    }
    let waited = by_wait(target.paths);
    Finding {
        number: 8,
        attack: "a protected place after two known stops, or by a known wait",
        passed: after_two.max(beside_one).max(waited) <= 0.5,
        succeeds_against_exact: None,
        figures: vec![
            ("after_two_stops", after_two),
            ("beside_one_stop", beside_one),
            ("by_wait", waited),
        ],
    }
}

/// It is known that she waited, or how long.
fn by_wait(paths: &Release) -> f64 {
    let waits = || {
        paths.cells().filter_map(|(cell, persons)| match *cell {
            Cell::Waiting { from, to, bin } => Some((from.or(to)?, persons, bin)),
            _ => None,
        })
    };
    let all = share(waits().map(|(place, persons, _)| (place, persons)));
    let by_bin = WaitingBin::ALL.map(|bin| {
        let of_bin = waits().filter(|(_, _, of)| *of == bin);
        share(of_bin.map(|(place, persons, _)| (place, persons)))
    });
    by_bin.into_iter().fold(all, f64::max)
}

/// The protected pool's share of persons at the other ends.
fn share(ends: impl Iterator<Item = (Place, u32)>) -> f64 {
    let (mut protected, mut all) = (0, 0);
    for (place, persons) in ends {
        all += persons;
        protected += persons * u32::from(place == Place::Protected);
    }
    f64::from(protected) / f64::from(all.max(1))
}
