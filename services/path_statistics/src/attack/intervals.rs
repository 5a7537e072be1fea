//! Attack 4: a linear program over everything published, for each hidden cell.

use super::program::Program;
use super::report::Finding;
use super::{Draws, Effort, Known, exact_tables};
use crate::journeys::Station;
use crate::releases::{BOUND, Cell, Cube, Place, THRESHOLD};

/// The rule: no hidden cell is known more exactly than this.
const NARROWEST: f64 = 10.0;

pub(super) fn finding(known: &Known<'_>, effort: Effort) -> Finding {
    let program = program(known);
    let mut hidden: Vec<&Cell> = known.hidden().collect();
    let all = hidden.len();
    let mut draws = Draws(effort.seed);
    while hidden.len() > effort.programs {
        hidden.swap_remove(draws.below(hidden.len()));
    }
    let solved: Vec<(f64, f64)> = hidden
        .iter()
        .filter_map(|cell| {
            let found = program.interval(cell)?;
            // A program that excludes the truth was written wrongly and proves nothing.
            let truth = f64::from(known.true_count(cell));
            (found.0 - 0.5 < truth && truth < found.1 + 0.5).then_some(found)
        })
        .collect();
    let widths = solved.iter().map(|(fewest, most)| most - fewest);
    let narrowest = widths.fold(f64::INFINITY, f64::min);
    let exact = exact_tables::recovered(&known.paths);
    Finding {
        number: 4,
        attack: "a linear program over everything published",
        passed: solved.len() == hidden.len() && narrowest >= NARROWEST,
        succeeds_against_exact: Some(exact.recovered > 0),
        figures: vec![
            ("hidden_cells", count(all)),
            ("tried", count(hidden.len())),
            ("solved", count(solved.len())),
            ("narrowest_interval", narrowest),
            ("exact_hidden_cells", count(exact.hidden)),
            ("exact_recovered", count(exact.recovered)),
        ],
    }
}

/// The program of what the target's releases say.
fn program(known: &Known<'_>) -> Program {
    let Cube { detail, waits, .. } = known.target.paths.manifest().cube();
    let stations = known.target.truth.stations().iter();
    let mut places: Vec<Place> = stations
        .map(|station: &Station| Place::of(station, false, detail))
        .chain([Place::Protected])
        .collect();
    places.sort_unstable();
    places.dedup();
    let all = u32::try_from(known.episodes.len()).unwrap_or(u32::MAX);
    Program::of(&places, waits, |cell| bounds(cell, known.shown(cell), all))
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

/// What a shown figure, or its absence, says about the true count.
fn bounds(cell: &Cell, shown: Option<u32>, all: u32) -> (f64, f64) {
    let of_pool = cell.places().any(|place| place == Place::Protected);
    let (fewest, most) = match shown {
        Some(shown) => (shown.saturating_sub(BOUND), shown + BOUND),
        None if of_pool => (0, all),
        None => (0, THRESHOLD - 1 + BOUND),
    };
    (f64::from(fewest), f64::from(most))
}
