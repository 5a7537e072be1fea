//! Which place stands in which column.
//!
//! Ways have loops, so there is no "first" and "next" by structure. What there is: people come in
//! somewhere. The **mean step** of a place is how many hand-overs lie on average between coming in and
//! arriving there, if everybody went on from a place as all do together. Places are put in the order of
//! their mean step, neighbours are swapped where more people then go forward, and the row is cut into
//! columns so that as few as possible go between places of one column.

use super::Flow;
use crate::text::measure;

/// More columns leave no room for names.
const MOST_COLUMNS: usize = 5;
/// The mean steps settle long before.
const ROUNDS: usize = 60;

/// The places of each column, from the left; without places that nobody is shown at.
pub(super) fn columns(flow: &Flow) -> Vec<Vec<usize>> {
    let ways = Ways::of(flow);
    let row = ways.row();
    ways.cut(&row)
}

struct Ways {
    /// How many were sent, arrived or not, by sender and addressee.
    sent: Vec<Vec<f64>>,
    came_in: Vec<f64>,
}

impl Ways {
    fn of(flow: &Flow) -> Self {
        let count = flow.places.len();
        let mut sent = vec![vec![0.0; count]; count];
        for way in flow.arrived.iter().chain(&flow.lost) {
            sent[way.from][way.to] += f64::from(way.persons);
        }
        let mut came_in = vec![0.0; count];
        for &(place, persons) in &flow.came_in {
            came_in[place] += f64::from(persons);
        }
        Self { sent, came_in }
    }

    fn seen(&self, place: usize) -> bool {
        let into = self.sent.iter().map(|row| row[place]).sum::<f64>();
        self.came_in[place] + into + self.sent[place].iter().sum::<f64>() > 0.0
    }

    /// All places that are seen, from the earliest.
    fn row(&self) -> Vec<usize> {
        let steps = self.mean_steps();
        let mut row: Vec<usize> = (0..steps.len()).filter(|place| self.seen(*place)).collect();
        row.sort_by(|a, b| steps[*a].total_cmp(&steps[*b]).then(a.cmp(b)));
        // Each swap brings more persons forward, so this ends; the bound is for rounding.
        for _ in 0..row.len() {
            let mut swapped = false;
            for at in 1..row.len() {
                let (left, right) = (row[at - 1], row[at]);
                if self.sent[right][left] > self.sent[left][right]
                    && steps[right] < steps[left] + 0.5
                {
                    row.swap(at - 1, at);
                    swapped = true;
                }
            }
            if !swapped {
                break;
            }
        }
        row
    }

    fn mean_steps(&self) -> Vec<f64> {
        let places = 0..self.came_in.len();
        let mut steps = vec![0.0; places.len()];
        for _ in 0..ROUNDS {
            let next = places.clone().map(|to| {
                let from = places.clone().filter(|from| *from != to);
                let (mut persons, mut all) = (self.came_in[to], 0.0);
                for from in from {
                    persons += self.sent[from][to];
                    all += self.sent[from][to] * (steps[from] + 1.0);
                }
                if persons > 0.0 { all / persons } else { 0.0 }
            });
            steps = next.collect();
        }
        steps
    }

    /// The row in columns: the cut with the smallest cost, found from the left.
    fn cut(&self, row: &[usize]) -> Vec<Vec<usize>> {
        let most = MOST_COLUMNS.min(row.len());
        // best[columns][end]: the cost of the first `end` places in so many columns, and where the last begins.
        let mut best = vec![vec![(f64::INFINITY, 0); row.len() + 1]; most + 1];
        best[0][0] = (0.0, 0);
        for columns in 1..=most {
            for end in 1..=row.len() {
                for start in 0..end {
                    let cost = best[columns - 1][start].0 + self.cost(&row[start..end], columns);
                    if cost < best[columns][end].0 {
                        best[columns][end] = (cost, start);
                    }
                }
            }
        }
        let costs = (0..=most).map(|columns| best[columns][row.len()].0);
        let cheapest = costs.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        let mut columns = Vec::new();
        let mut end = row.len();
        for count in (1..=cheapest.map_or(0, |(count, _)| count)).rev() {
            let start = best[count][end].1;
            columns.push(row[start..end].to_vec());
            end = start;
        }
        columns.reverse();
        columns
    }

    /// Those who go within the column, those who come in far from the left, and those who make it taller
    /// than others.
    fn cost(&self, column: &[usize], number: usize) -> f64 {
        let all: f64 = self.sent.iter().flatten().sum::<f64>() + self.came_in.iter().sum::<f64>();
        let pairs = column
            .iter()
            .flat_map(|from| column.iter().map(move |to| (*from, *to)));
        let within: f64 = pairs
            .filter(|(from, to)| from != to)
            .map(|(from, to)| self.sent[from][to])
            .sum();
        let height: f64 = column.iter().map(|place| self.weight(*place)).sum();
        let crowd = measure(column.len());
        let far = measure(number - 1);
        let entries: f64 = column.iter().map(|place| self.came_in[*place]).sum();
        1.5 * within
            + far * entries
            + height * height / all.max(1.0) / 4.0
            + all * crowd * crowd / 1_000.0
    }

    fn weight(&self, place: usize) -> f64 {
        let into: f64 = self.sent.iter().map(|row| row[place]).sum();
        (into + self.came_in[place]).max(self.sent[place].iter().sum())
    }
}
