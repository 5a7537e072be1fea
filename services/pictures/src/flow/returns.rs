//! The paths of those who go back or stay: out of the bar to the right, down, along a lane beneath, up and
//! into the bar from the left. Never through a place; what stays at a place has its lane right below it.

use super::ground::{BAR, BEND, Ground, LOOP_GAP};
use crate::svg::{Ink, Path};

/// A path back, by its middle line; it is everywhere equally thick.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Lane {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where it leaves the bar.
    pub(super) start: (f64, f64),
    /// Where it arrives.
    pub(super) end: (f64, f64),
    /// Where it goes down, and up.
    pub(super) right: f64,
    pub(super) left: f64,
    /// Where it goes back.
    pub(super) depth: f64,
    pub(super) height: f64,
    pub(super) ink: Ink,
    pub(super) persons: u32,
}

/// The least from lane to lane, so that a count has room.
const LANE: f64 = 14.0;
/// Between two ways down.
const GAP: f64 = 3.0;

/// All paths back.
pub(super) fn lanes(ground: &Ground<'_>) -> Vec<Lane> {
    let mut lanes = Vec::new();
    for back in &ground.layers.returns {
        // Lost ones go inside, since they arrive below the others.
        for (persons, ink) in [(back.lost, Ink::Losing), (back.arrived, Ink::Back)] {
            if persons > 0 {
                lanes.push(Lane {
                    from: back.from,
                    to: back.to,
                    height: ground.high(persons),
                    ink,
                    persons,
                    ..Lane::default()
                });
            }
        }
    }
    // Loops first, then the shortest: what goes far goes around what goes near.
    lanes.sort_by_key(|lane| {
        let [from, to] = [lane.from, lane.to].map(|place| ground.layers.column(place));
        (
            lane.from != lane.to,
            from.abs_diff(to),
            from,
            lane.from,
            lane.to,
        )
    });
    dock(&mut lanes, ground);
    spread(&mut lanes, ground);
    lanes
}

/// Where each leaves and arrives: at the bottom of the bars, the nearest lane lowest.
fn dock(lanes: &mut [Lane], ground: &Ground<'_>) {
    let mut leaving = vec![0.0; ground.layers.slots.len()];
    let mut arriving = leaving.clone();
    let mut failing = leaving.clone();
    for lane in lanes {
        let [from, to] = [lane.from, lane.to].map(|place| ground.layers.slot(place));
        let bottom =
            |slot: usize, place: usize| ground.bar_top[slot] + ground.high(ground.sums.bar(place));
        let half = lane.height / 2.0;
        leaving[from] += lane.height;
        lane.start = (
            ground.x(from) + BAR,
            bottom(from, lane.from) - leaving[from] + half,
        );
        let y = if lane.ink == Ink::Losing {
            failing[to] += lane.height;
            let all = ground.high(ground.sums.lost[lane.to]);
            ground.lost_top(to, lane.to) + all - failing[to] + half
        } else {
            arriving[to] += lane.height;
            bottom(to, lane.to) - arriving[to] + half
        };
        lane.end = (ground.x(to), y);
    }
}

/// Gives each its own way down, lane and way up.
fn spread(lanes: &mut [Lane], ground: &Ground<'_>) {
    let layers = ground.layers;
    let gaps: Vec<f64> = layers
        .channels()
        .into_iter()
        .map(|(_, lanes)| GAP.min(ground.channel() / 5.0 / f64::from(lanes.max(1))))
        .collect();
    // Loops hug their place; what goes further passes outside of all loops of its column.
    let mut loops = vec![0.0_f64; layers.columns.len()];
    let mut own = vec![0.0; layers.slots.len()];
    let mut beneath: Vec<f64> = (0..layers.slots.len())
        .map(|slot| ground.own_bottom(slot))
        .collect();
    for lane in lanes.iter_mut().filter(|lane| lane.from == lane.to) {
        let slot = layers.slot(lane.from);
        let half = lane.height / 2.0;
        lane.right = lane.start.0 + BEND + own[slot] + half;
        lane.left = lane.end.0 - BEND - own[slot] - half;
        lane.depth = beneath[slot] + LOOP_GAP + half;
        let at = layers.column_of[slot];
        own[slot] += lane.height + gaps[at].min(gaps[at - 1]);
        loops[at] = loops[at].max(own[slot]);
        beneath[slot] += lane.height + LOOP_GAP + BEND;
    }
    let (mut right, mut left) = (loops.clone(), loops);
    let arrived = layers.returns.iter().filter(|back| back.arrived > 0);
    let with_arrived: Vec<(usize, usize)> = arrived.map(|back| (back.from, back.to)).collect();
    let mut laid: Vec<Lane> = Vec::new();
    for lane in lanes.iter_mut().filter(|lane| lane.from != lane.to) {
        let half = lane.height / 2.0;
        let (from, to) = (layers.column(lane.from), layers.column(lane.to));
        lane.right = lane.start.0 + BEND + right[from] + half;
        lane.left = lane.end.0 - BEND - left[to] - half;
        // Those who were lost and those who arrived go side by side.
        let together = lane.ink == Ink::Losing && with_arrived.contains(&(lane.from, lane.to));
        right[from] += lane.height + if together { 0.0 } else { gaps[from] };
        left[to] += lane.height + if together { 0.0 } else { gaps[to - 1] };
        let above = (to..=from).map(|column| ground.column_bottom(column) + LANE / 2.0);
        let mut top = above.fold(0.0, f64::max);
        for other in laid
            .iter()
            .filter(|other| other.left < lane.right + LANE && lane.left < other.right + LANE)
        {
            let beside = (other.from, other.to) == (lane.from, lane.to);
            let pitch = if beside {
                other.height
            } else {
                other.height.max(LANE) + GAP
            };
            top = top.max(other.depth - other.height / 2.0 + pitch);
        }
        lane.depth = top + half;
        laid.push(*lane);
    }
}

impl Lane {
    /// Its outline.
    pub(super) fn path(&self) -> Path {
        let half = self.height / 2.0;
        let (start, end) = (self.start, self.end);
        let (right, left, low) = (self.right, self.left, self.depth);
        let bend = half + BEND;
        let (outer, inner) = (bend + half, BEND);
        Path::from(start.0, start.1 - half)
            .line(right - bend, start.1 - half)
            .quarter(outer, true, right + half, start.1 + bend)
            .line(right + half, low - bend)
            .quarter(outer, true, right - bend, low + half)
            .line(left + bend, low + half)
            .quarter(outer, true, left - half, low - bend)
            .line(left - half, end.1 + bend)
            .quarter(outer, true, left + bend, end.1 - half)
            .line(end.0, end.1 - half)
            .line(end.0, end.1 + half)
            .line(left + bend, end.1 + half)
            .quarter(inner, false, left + half, end.1 + bend)
            .line(left + half, low - bend)
            .quarter(inner, false, left + bend, low - half)
            .line(right - bend, low - half)
            .quarter(inner, false, right - half, low - bend)
            .line(right - half, start.1 + bend)
            .quarter(inner, false, right - bend, start.1 + half)
            .line(start.0, start.1 + half)
            .close()
    }
}
