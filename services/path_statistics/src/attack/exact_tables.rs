//! Attack 4 against a table as it is often published by hand: from ten on the exact count, under ten a
//! dot, nothing where nobody is, and beside it the exact totals of rows and columns.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

use crate::releases::{Cell, Place, THRESHOLD, Tally};

/// What the program finds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recovered {
    /// Dots.
    pub(super) hidden: usize,
    /// Dots with only one possible count.
    pub(super) recovered: usize,
}

/// In large tables so many dots are tried: enough to show that the attack works.
const TRIED: usize = 400;

/// A dot of a table: row, column.
type Dot = (Place, Place);

/// The dots of the transitions' and the broken hand-overs' tables that have only one possible count.
pub(super) fn recovered(truth: &Tally) -> Recovered {
    let table = |transitions: bool| {
        let dots = truth.iter().filter_map(|(cell, count)| {
            let (dot, of_transitions) = match *cell {
                Cell::Transition { from, to, .. } => ((from, to), true),
                Cell::Broken { from, to } => ((from, to), false),
                _ => return None,
            };
            let hidden = of_transitions == transitions && count.persons < THRESHOLD;
            hidden.then_some((dot, count.persons))
        });
        dots.collect::<BTreeMap<Dot, u32>>()
    };
    let tables = [table(true), table(false)];
    Recovered {
        hidden: tables.iter().map(BTreeMap::len).sum(),
        recovered: tables.iter().map(in_table).sum(),
    }
}

fn in_table(dots: &BTreeMap<Dot, u32>) -> usize {
    let only_one = |dot: &&Dot| {
        let fewest = extreme(dots, **dot, OptimizationDirection::Minimize);
        let most = extreme(dots, **dot, OptimizationDirection::Maximize);
        fewest
            .zip(most)
            .is_some_and(|(fewest, most)| most - fewest < 0.5)
    };
    dots.keys().take(TRIED).filter(only_one).count()
}

/// The fewest or most persons of a dot: what is missing of each row and column to its total is known.
fn extreme(
    dots: &BTreeMap<Dot, u32>,
    wanted: Dot,
    direction: OptimizationDirection,
) -> Option<f64> {
    let mut problem = Problem::new(direction);
    let mut sums: BTreeMap<(bool, Place), (LinearExpr, u32)> = BTreeMap::new();
    for (dot, persons) in dots {
        let factor = if *dot == wanted { 1.0 } else { 0.0 };
        let variable = problem.add_var(factor, (1.0, f64::from(THRESHOLD - 1)));
        for line in [(true, dot.0), (false, dot.1)] {
            let empty = || (LinearExpr::empty(), 0);
            let (sum, missing) = sums.entry(line).or_insert_with(empty);
            sum.add(variable, 1.0);
            *missing += persons;
        }
    }
    for (sum, missing) in sums.into_values() {
        problem.add_constraint(sum, ComparisonOp::Eq, f64::from(missing));
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(solution.objective())
}
