//! The linear program of attack 4.
//!
//! The attacker writes down what must hold for true counts, whatever they are: a shown figure is at
//! most five off; a hidden cell has at most 14 persons (15 with the largest noise downwards would be
//! shown), the protected pool's any number; and how persons make cells: each has one access, one class
//! of quality, one of outcome, three transitions at most; who leaves a place came in or arrived there;
//! who is lost has a broken quality. For each hidden cell the program then looks for the fewest and the
//! most persons that it can have.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

use crate::episodes::{OutcomeClass, Quality, WaitingBin};
use crate::releases::{Cell, Detail, Place};

/// Everything that the attacker knows, as variables with bounds and rows of a program.
pub(super) struct Program {
    cells: BTreeMap<Cell, (f64, f64)>,
    /// Sums of cells with their factors that are at most zero.
    at_most_zero: Vec<Vec<(Cell, f64)>>,
    /// Sums that are zero.
    zero: Vec<Vec<(Cell, f64)>>,
}

impl Program {
    pub(super) fn of(
        places: &[Place],
        detail: Detail,
        bounds: impl Fn(&Cell) -> (f64, f64),
    ) -> Self {
        let cube = Cells::of(places, detail);
        let mut program = Self {
            cells: cube.all().map(|cell| (cell, bounds(&cell))).collect(),
            at_most_zero: Vec::new(),
            zero: Vec::new(),
        };
        program.rows(&cube);
        program
    }

    fn rows(&mut self, cube: &Cells) {
        let access = &cube.access;
        // One access, one quality, one outcome each.
        self.zero.push(minus(sum(access, 1.0), &cube.quality, 1.0));
        self.zero.push(minus(sum(access, 1.0), &cube.outcome, 1.0));
        // Who is lost has a broken quality, and the reverse.
        let broken: Vec<Cell> = cube
            .quality
            .iter()
            .copied()
            .filter(|cell| {
                matches!(
                    cell,
                    Cell::Quality {
                        class: Quality::Broken(_)
                    }
                )
            })
            .collect();
        self.zero.push(minus(sum(&cube.broken, 1.0), &broken, 1.0));
        self.at_most_zero
            .push(minus(sum(&cube.edges, 1.0), access, 3.0));
        self.at_most_zero
            .push(minus(sum(&cube.waiting, 1.0), access, 1.0));
        self.at_most_zero
            .push(minus(sum(&cube.waiting, 1.0), &cube.edges, 1.0));
        for &place in &cube.places {
            let into = |cell: &&Cell| matches!(cell, Cell::Transition { to, .. } if *to == place);
            let arrived: Vec<Cell> = cube.edges.iter().filter(into).copied().collect();
            let came: Vec<Cell> = [Cell::Access { at: place }]
                .into_iter()
                .chain(arrived.iter().copied())
                .collect();
            for cell in cube.edges.iter().chain(&cube.broken) {
                let (Cell::Transition { from, .. } | Cell::Broken { from, .. }) = cell else {
                    continue;
                };
                if *from == place {
                    self.at_most_zero
                        .push(minus(sum(&[*cell], 1.0), &came, 1.0));
                }
            }
            let out =
                |cell: &&Cell| matches!(cell, Cell::Transition { from, .. } if *from == place);
            let out: Vec<Cell> = cube.edges.iter().filter(out).copied().collect();
            self.at_most_zero.push(minus(sum(&out, 1.0), &came, 3.0));
            let waits =
                |cell: &&Cell| matches!(cell, Cell::Waiting { to, .. } if *to == Some(place));
            let waits: Vec<Cell> = cube.waiting.iter().filter(waits).copied().collect();
            if !waits.is_empty() {
                self.at_most_zero
                    .push(minus(sum(&waits, 1.0), &arrived, 1.0));
            }
        }
    }

    /// The fewest and the most persons that the cell can have.
    pub(super) fn interval(&self, cell: &Cell) -> Option<(f64, f64)> {
        let fewest = self.extreme(cell, OptimizationDirection::Minimize)?;
        let most = self.extreme(cell, OptimizationDirection::Maximize)?;
        Some((fewest, most))
    }

    fn extreme(&self, cell: &Cell, direction: OptimizationDirection) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let variables: BTreeMap<&Cell, Variable> = self
            .cells
            .iter()
            .map(|(each, bounds)| {
                let wanted = if each == cell { 1.0 } else { 0.0 };
                (each, problem.add_var(wanted, *bounds))
            })
            .collect();
        let rows = [
            (&self.at_most_zero, ComparisonOp::Le),
            (&self.zero, ComparisonOp::Eq),
        ];
        for (sums, comparison) in rows {
            for row in sums {
                let mut expression = LinearExpr::empty();
                for (each, factor) in merged(row) {
                    expression.add(variables[&each], factor);
                }
                problem.add_constraint(expression, comparison, 0.0);
            }
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(solution.objective())
    }
}

fn sum(cells: &[Cell], factor: f64) -> Vec<(Cell, f64)> {
    cells.iter().map(|cell| (*cell, factor)).collect()
}

fn minus(mut row: Vec<(Cell, f64)>, cells: &[Cell], factor: f64) -> Vec<(Cell, f64)> {
    row.extend(sum(cells, -factor));
    row
}

/// A cell that stands in a row twice, once.
fn merged(row: &[(Cell, f64)]) -> BTreeMap<Cell, f64> {
    let mut merged = BTreeMap::new();
    for (cell, factor) in row {
        *merged.entry(*cell).or_insert(0.0) += factor;
    }
    merged
}

/// All cells that the two releases could show.
struct Cells {
    places: Vec<Place>,
    access: Vec<Cell>,
    edges: Vec<Cell>,
    broken: Vec<Cell>,
    quality: Vec<Cell>,
    waiting: Vec<Cell>,
    outcome: Vec<Cell>,
}

impl Cells {
    fn of(places: &[Place], detail: Detail) -> Self {
        let pairs = || {
            let from_all = places.iter().copied();
            from_all.flat_map(|from| places.iter().map(move |to| (from, *to)))
        };
        let waits: Vec<Option<Place>> = match detail {
            Detail::Groups => vec![None],
            Detail::Kinds | Detail::Institutions => places.iter().copied().map(Some).collect(),
        };
        let bins = |to: Option<Place>| WaitingBin::ALL.map(|bin| Cell::Waiting { to, bin });
        Self {
            places: places.to_vec(),
            access: places.iter().map(|at| Cell::Access { at: *at }).collect(),
            edges: pairs()
                .map(|(from, to)| Cell::Transition { from, to })
                .collect(),
            broken: pairs()
                .map(|(from, to)| Cell::Broken { from, to })
                .collect(),
            quality: Quality::all()
                .map(|class| Cell::Quality { class })
                .collect(),
            waiting: waits.into_iter().flat_map(bins).collect(),
            outcome: OutcomeClass::ALL
                .map(|class| Cell::Outcome { class })
                .to_vec(),
        }
    }

    fn all(&self) -> impl Iterator<Item = Cell> {
        [
            &self.access,
            &self.edges,
            &self.broken,
            &self.quality,
            &self.waiting,
            &self.outcome,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::releases::Group;

    /// Three persons came in at one group, nobody elsewhere, nobody arrived there: no more than three
    /// leave it, and as many as went on waited at most.
    #[test]
    fn what_is_published_together_narrows_a_cell() {
        let counselling = Place::Group(Group::Counselling);
        let livelihood = Place::Group(Group::Livelihood);
        let edge = Cell::Transition {
            from: livelihood,
            to: counselling,
        };
        let waited = Cell::Waiting {
            to: None,
            bin: WaitingBin::UpTo7,
        };
        let places = [livelihood, counselling];
        let program = Program::of(&places, Detail::Groups, |cell| match cell {
            Cell::Access { at } if *at == livelihood => (3.0, 3.0),
            Cell::Quality { .. } | Cell::Outcome { .. } => (0.0, 14.0),
            cell if *cell == edge || *cell == waited => (0.0, 14.0),
            _ => (0.0, 0.0),
        });
        let near = |interval: Option<(f64, f64)>, most: f64| {
            interval
                .is_some_and(|(fewest, found)| fewest.abs() < 1e-6 && (found - most).abs() < 1e-6)
        };
        assert!(near(program.interval(&edge), 3.0));
        assert!(near(program.interval(&waited), 3.0));
    }
}
