//! Everything that takes room in a column, and its order from top to bottom.

use super::columns::columns;
use super::{Flow, Way};
use crate::text::measure;

/// What stands in a column: in column 0 where people come in, then places, then what passes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Those who come in at a place.
    CameIn(usize),
    /// A place.
    Place(usize),
    /// A link on its way to a column further right.
    Passing,
}

/// What leads from one column to one further right: those who arrived and those who were lost, together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) arrived: u32,
    pub(super) lost: u32,
    /// Whether it leads from coming in to the place.
    pub(super) access: bool,
    /// The slots that it connects: where it begins, where it passes, where it ends.
    pub(super) slots: Vec<usize>,
}

impl Link {
    pub(super) fn persons(&self) -> f64 {
        f64::from(self.arrived) + f64::from(self.lost)
    }
}

/// What goes back, or stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Return {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) arrived: u32,
    pub(super) lost: u32,
}

/// The flow in layers.
pub(super) struct Layers {
    /// What there is.
    pub(super) slots: Vec<What>,
    /// In which column.
    pub(super) column_of: Vec<usize>,
    /// The slots of each column, from the top.
    pub(super) columns: Vec<Vec<usize>>,
    pub(super) links: Vec<Link>,
    pub(super) returns: Vec<Return>,
    /// A place's slot.
    pub(super) slot_of: Vec<Option<usize>>,
}

impl Layers {
    pub(super) fn of(flow: &Flow) -> Self {
        let columns = columns(flow);
        let mut layers = Self {
            slots: Vec::new(),
            column_of: Vec::new(),
            columns: vec![Vec::new(); columns.len() + 1],
            links: Vec::new(),
            returns: Vec::new(),
            slot_of: vec![None; flow.places.len()],
        };
        for (column, places) in (1..).zip(&columns) {
            for &place in places {
                layers.slot_of[place] = Some(layers.add(What::Place(place), column));
            }
        }
        for (place, persons) in summed(flow.came_in.iter().map(|&(place, n)| (place, n))) {
            let slot = layers.add(What::CameIn(place), 0);
            layers.link(slot, place, (persons, 0), true);
        }
        let pairs = |ways: &[Way]| summed(ways.iter().map(|way| ((way.from, way.to), way.persons)));
        let (arrived, lost) = (pairs(&flow.arrived), pairs(&flow.lost));
        let mut both: Vec<(usize, usize)> = arrived.keys().chain(lost.keys()).copied().collect();
        both.sort_unstable();
        both.dedup();
        for (from, to) in both {
            let persons = |of: &std::collections::BTreeMap<(usize, usize), u32>| {
                of.get(&(from, to)).copied().unwrap_or(0)
            };
            layers.connect(from, to, (persons(&arrived), persons(&lost)));
        }
        layers.uncross();
        layers
    }

    fn add(&mut self, what: What, column: usize) -> usize {
        let slot = self.slots.len();
        self.slots.push(what);
        self.column_of.push(column);
        self.columns[column].push(slot);
        slot
    }

    fn connect(&mut self, from: usize, to: usize, (arrived, lost): (u32, u32)) {
        let (Some(start), Some(end)) = (self.slot_of[from], self.slot_of[to]) else {
            return;
        };
        if self.column_of[start] < self.column_of[end] {
            self.link(start, to, (arrived, lost), false);
        } else {
            self.returns.push(Return {
                from,
                to,
                arrived,
                lost,
            });
        }
    }

    fn link(&mut self, start: usize, to: usize, (arrived, lost): (u32, u32), access: bool) {
        let Some(end) = self.slot_of[to] else { return };
        let between = self.column_of[start] + 1..self.column_of[end];
        let mut slots = vec![start];
        slots.extend(between.map(|column| self.add(What::Passing, column)));
        slots.push(end);
        self.links.push(Link {
            arrived,
            lost,
            access,
            slots,
        });
    }

    /// Sorts each column by what its slots are linked with, to and fro, and keeps the best.
    fn uncross(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for round in 0..24 {
            let leftwards = round % 2 == 1;
            let all = 0..self.columns.len();
            let order: Vec<usize> = if leftwards {
                all.rev().collect()
            } else {
                all.collect()
            };
            for column in order {
                self.sort(column, leftwards);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    fn sort(&mut self, column: usize, by_right: bool) {
        let ranks = self.ranks();
        let wishes: Vec<f64> = (0..self.slots.len())
            .map(|slot| {
                self.barycentre(slot, by_right, &ranks)
                    .unwrap_or(ranks[slot])
            })
            .collect();
        self.columns[column].sort_by(|a, b| {
            wishes[*a]
                .total_cmp(&wishes[*b])
                .then(ranks[*a].total_cmp(&ranks[*b]))
        });
    }

    /// How far down each slot stands in its column, from 0 to 1.
    fn ranks(&self) -> Vec<f64> {
        let mut ranks = vec![0.0; self.slots.len()];
        for column in &self.columns {
            let step = 1.0 / measure(column.len().max(1));
            let mut rank = step / 2.0;
            for &slot in column {
                ranks[slot] = rank;
                rank += step;
            }
        }
        ranks
    }

    fn barycentre(&self, slot: usize, right: bool, ranks: &[f64]) -> Option<f64> {
        self.middle_of_linked(slot, right, |slot| ranks[slot])
    }

    /// Where on average that lies with which the slot is linked, by persons; none without links.
    pub(super) fn middle_of_linked(
        &self,
        slot: usize,
        right: bool,
        at: impl Fn(usize) -> f64,
    ) -> Option<f64> {
        let (mut weight, mut sum) = (0.0, 0.0);
        for link in &self.links {
            for pair in link.slots.windows(2) {
                let (near, far) = if right {
                    (pair[0], pair[1])
                } else {
                    (pair[1], pair[0])
                };
                if near == slot {
                    weight += link.persons();
                    sum += link.persons() * at(far);
                }
            }
        }
        (weight > 0.0).then(|| sum / weight)
    }

    /// The slot of a place that is seen.
    pub(super) fn slot(&self, place: usize) -> usize {
        self.slot_of[place].expect("who goes back was here")
    }

    /// Its column.
    pub(super) fn column(&self, place: usize) -> usize {
        self.column_of[self.slot(place)]
    }

    /// How much of what goes back passes between two columns, by the number of the left one.
    pub(super) fn channels(&self) -> Vec<(u32, u32)> {
        let mut channels = vec![(0, 0); self.columns.len()];
        for back in &self.returns {
            for channel in [self.column(back.from), self.column(back.to) - 1] {
                channels[channel].0 += back.arrived + back.lost;
                channels[channel].1 += 2;
            }
        }
        channels
    }

    /// How many persons cross how many others.
    fn crossings(&self) -> f64 {
        let ranks = self.ranks();
        let pieces: Vec<(usize, usize, f64)> = self
            .links
            .iter()
            .flat_map(|link| {
                let pieces = link.slots.windows(2);
                pieces.map(|pair| (pair[0], pair[1], link.persons()))
            })
            .collect();
        let mut crossings = 0.0;
        for (number, &(a, b, persons)) in pieces.iter().enumerate() {
            for &(c, d, others) in &pieces[..number] {
                let side_by_side = self.column_of[a] == self.column_of[c];
                if side_by_side && (ranks[a] - ranks[c]) * (ranks[b] - ranks[d]) < 0.0 {
                    crossings += persons.min(others);
                }
            }
        }
        crossings
    }
}

/// Each key once, with all that belongs to it; nothing where it is nobody.
fn summed<K: Ord>(persons: impl Iterator<Item = (K, u32)>) -> std::collections::BTreeMap<K, u32> {
    let mut sums = std::collections::BTreeMap::new();
    for (key, n) in persons.filter(|(_, n)| *n > 0) {
        *sums.entry(key).or_insert(0) += n;
    }
    sums
}
