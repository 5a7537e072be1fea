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
use crate::releases::{Cell, Place, Waits};

/// A number that the program looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    /// The persons of a cell.
    Persons(Cell),
    /// All who were at a place: they came in or arrived there.
    Present(Place),
}

use Sought::{Persons, Present};

/// A sum of sought numbers with factors.
type Row = Vec<(Sought, f64)>;

/// Everything that the attacker knows, as bounds and rows of a program.
pub(super) struct Program {
    bounds: BTreeMap<Sought, (f64, f64)>,
    at_most_zero: Vec<Row>,
    zero: Vec<Row>,
}

impl Program {
    pub(super) fn of(places: &[Place], waits: Waits, bounds: impl Fn(&Cell) -> (f64, f64)) -> Self {
        let cube = Cells::of(places, waits);
        let of_cells = cube.all().map(|cell| (Persons(cell), bounds(&cell)));
        let of_places = places.iter().map(|at| (Present(*at), (0.0, f64::INFINITY)));
        let mut program = Self {
            bounds: of_cells.chain(of_places).collect(),
            at_most_zero: Vec::new(),
            zero: Vec::new(),
        };
        program.of_everybody(&cube);
        for &place in &cube.places {
            program.of_place(&cube, place);
        }
        program
    }

    fn of_everybody(&mut self, cube: &Cells) {
        let access = &cube.access;
        // One access, one quality, one outcome each.
        self.zero.push(minus(sum(access), &cube.quality, 1.0));
        self.zero.push(minus(sum(access), &cube.outcome, 1.0));
        // Who is lost has a broken quality, and the reverse.
        let is_broken = |cell: &&Cell| {
            matches!(
                cell,
                Cell::Quality {
                    class: Quality::Broken(_)
                }
            )
        };
        let broken: Vec<Cell> = cube.quality.iter().filter(is_broken).copied().collect();
        self.zero.push(minus(sum(&cube.broken), &broken, 1.0));
        let (edges, waiting) = (sum(&cube.edges), sum(&cube.waiting));
        self.at_most_zero.push(minus(edges, access, 3.0));
        self.at_most_zero.push(minus(waiting.clone(), access, 1.0));
        self.at_most_zero.push(minus(waiting, &cube.edges, 1.0));
    }

    fn of_place(&mut self, cube: &Cells, place: Place) {
        let some = |cells: &[Cell], of: &dyn Fn(&Cell) -> bool| -> Vec<Cell> {
            cells.iter().copied().filter(of).collect()
        };
        let into = |cell: &Cell| matches!(cell, Cell::Transition { to, .. } if *to == place);
        let arrived = some(&cube.edges, &into);
        let mut present = minus(vec![(Present(place), 1.0)], &arrived, 1.0);
        present.push((Persons(Cell::Access { at: place }), -1.0));
        self.zero.push(present);
        let out = |cell: &Cell| {
            let (Cell::Transition { from, .. } | Cell::Broken { from, .. }) = cell else {
                return false;
            };
            *from == place
        };
        let (gone, lost) = (some(&cube.edges, &out), some(&cube.broken, &out));
        for cell in gone.iter().chain(&lost) {
            let row = vec![(Persons(*cell), 1.0), (Present(place), -1.0)];
            self.at_most_zero.push(row);
        }
        let mut three_each = sum(&gone);
        three_each.push((Present(place), -3.0));
        self.at_most_zero.push(three_each);
        // Each has one first wait, at one place of arrival, after one access.
        let arriving = |cell: &Cell| matches!(cell, Cell::Waiting { to, .. } if *to == Some(place));
        let waits = some(&cube.waiting, &arriving);
        if !waits.is_empty() {
            self.at_most_zero.push(minus(sum(&waits), &arrived, 1.0));
        }
        let coming_in =
            |cell: &Cell| matches!(cell, Cell::Waiting { from, .. } if *from == Some(place));
        let waits = some(&cube.waiting, &coming_in);
        if !waits.is_empty() {
            let came_in = [Cell::Access { at: place }];
            self.at_most_zero.push(minus(sum(&waits), &came_in, 1.0));
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
        let variables: BTreeMap<&Sought, Variable> = self
            .bounds
            .iter()
            .map(|(sought, bounds)| {
                let wanted = f64::from(u8::from(*sought == Persons(*cell)));
                (sought, problem.add_var(wanted, *bounds))
            })
            .collect();
        let rows = [
            (&self.at_most_zero, ComparisonOp::Le),
            (&self.zero, ComparisonOp::Eq),
        ];
        for (sums, comparison) in rows {
            for row in sums {
                let mut expression = LinearExpr::empty();
                for (sought, factor) in row {
                    expression.add(variables[sought], *factor);
                }
                problem.add_constraint(expression, comparison, 0.0);
            }
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(solution.objective())
    }
}

fn sum(cells: &[Cell]) -> Row {
    cells.iter().map(|cell| (Persons(*cell), 1.0)).collect()
}

/// No cell stands on both sides of a row: who goes round within a group leaves and arrives in rows of
/// their own.
fn minus(mut row: Row, cells: &[Cell], factor: f64) -> Row {
    row.extend(cells.iter().map(|cell| (Persons(*cell), -factor)));
    row
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
    fn of(places: &[Place], waits: Waits) -> Self {
        let pairs = || {
            let from_all = places.iter().copied();
            from_all.flat_map(|from| places.iter().map(move |to| (from, *to)))
        };
        let each = || places.iter().copied().map(Some);
        let waits: Vec<(Option<Place>, Option<Place>)> = match waits {
            Waits::Together => vec![(None, None)],
            Waits::ByAccess => each().map(|from| (from, None)).collect(),
            Waits::ByArrival => each().map(|to| (None, to)).collect(),
        };
        let bins = |(from, to)| WaitingBin::ALL.map(|bin| Cell::Waiting { from, to, bin });
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
                .iter()
                .map(|class| Cell::Outcome { class: *class })
                .collect(),
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
            from: None,
            to: None,
            bin: WaitingBin::UpTo7,
        };
        let places = [livelihood, counselling];
        let program = Program::of(&places, Waits::Together, |cell| match cell {
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
