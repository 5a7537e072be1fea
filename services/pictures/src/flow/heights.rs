//! Where in its column everything stands: near what it is linked with, without overlapping.

use super::layers::Layers;

/// The room of a slot: above its bar (a name), the bar, beneath it (what was lost, a loop).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Room {
    pub(super) above: f64,
    pub(super) bar: f64,
    pub(super) below: f64,
}

impl Room {
    fn height(self) -> f64 {
        self.above + self.bar + self.below
    }
}

/// Between two slots.
const GAP: f64 = 9.0;
const ROUNDS: u32 = 40;

/// The top of each slot's room, from 0; and the height of all.
pub(super) fn heights(layers: &Layers, rooms: &[Room]) -> (Vec<f64>, f64) {
    let mut tops = vec![0.0; rooms.len()];
    let mut tallest: f64 = 0.0;
    for column in &layers.columns {
        let mut y = 0.0;
        for &slot in column {
            tops[slot] = y;
            y += rooms[slot].height() + GAP;
        }
        tallest = tallest.max(y - GAP);
    }
    for round in 0..ROUNDS {
        let pull = 0.99_f64.powi(round.cast_signed());
        let leftwards = round % 2 == 1;
        for at in 0..layers.columns.len() {
            let column = if leftwards {
                layers.columns.len() - 1 - at
            } else {
                at
            };
            for &slot in &layers.columns[column] {
                if let Some(wish) = wish(layers, rooms, &tops, slot, leftwards) {
                    tops[slot] += (wish - tops[slot]) * pull;
                }
            }
            part(&layers.columns[column], rooms, &mut tops, tallest);
        }
    }
    (tops, tallest)
}

/// Where the slot's bar would lie straight beside what it is linked with.
fn wish(layers: &Layers, rooms: &[Room], tops: &[f64], slot: usize, right: bool) -> Option<f64> {
    let middle = |slot: usize| tops[slot] + rooms[slot].above + rooms[slot].bar / 2.0;
    let linked = layers.middle_of_linked(slot, right, middle);
    linked.map(|middle| middle - rooms[slot].above - rooms[slot].bar / 2.0)
}

/// Moves what overlaps apart: first down, then up from the bottom.
fn part(column: &[usize], rooms: &[Room], tops: &mut [f64], tallest: f64) {
    let mut free = 0.0;
    for &slot in column {
        tops[slot] = tops[slot].max(free);
        free = tops[slot] + rooms[slot].height() + GAP;
    }
    let mut free = tallest;
    for &slot in column.iter().rev() {
        tops[slot] = tops[slot].min(free - rooms[slot].height());
        free = tops[slot] - GAP;
    }
}
