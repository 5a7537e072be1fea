//! How many at each place, on which scale, and where the bars stand.

use super::Flow;
use super::heights::Room;
use super::layers::{Layers, What};
use crate::text::measure;

/// How broad a bar is.
pub(super) const BAR: f64 = 14.0;
/// Where people come in; counts stand to the left of it.
pub(super) const ACCESS: f64 = 52.0;
/// Where the columns of places begin, and where they end.
pub(super) const PLACES: (f64, f64) = (184.0, 808.0);
/// The tallest column of persons is about so high.
const TALL: f64 = 300.0;
/// A person is at most so high, however few there are.
const TALLEST_PERSON: f64 = 2.4;
/// Between a place's bar and the bar of those who were lost on the way to it.
pub(super) const SEAM: f64 = 3.0;

/// Between a loop and what lies above it.
pub(super) const LOOP_GAP: f64 = 7.0;
/// The inner edge of a bend has this radius.
pub(super) const BEND: f64 = 3.0;

/// See [`Flow::natural_scale`].
pub(super) fn natural_scale(flow: &Flow) -> f64 {
    let layers = Layers::of(flow);
    let sums = Sums::of(flow, &layers);
    let columns = layers.columns.iter().map(|column| {
        let slots = column.iter().map(|slot| match layers.slots[*slot] {
            What::CameIn(place) => sums.came_in[place],
            What::Place(place) => sums.bar(place) + sums.lost[place],
            What::Passing => 0,
        });
        slots.sum::<u32>()
    });
    let endings = flow.endings.iter().map(|ending| ending.persons).sum();
    let tallest = columns.chain([endings]).max().unwrap_or(0).max(1);
    let broadest = layers
        .channels()
        .into_iter()
        .map(|(persons, _)| persons)
        .max();
    let channel = channel(&layers);
    (TALL / f64::from(tallest))
        .min(0.72 * channel / f64::from(broadest.unwrap_or(0).max(1)))
        .min(TALLEST_PERSON)
}

/// How many at each place.
pub(super) struct Sums {
    pub(super) came_in: Vec<u32>,
    /// Came in or arrived.
    pub(super) into: Vec<u32>,
    /// Were sent on, arrived or not.
    pub(super) out: Vec<u32>,
    /// Were lost on the way here.
    pub(super) lost: Vec<u32>,
}

impl Sums {
    pub(super) fn of(flow: &Flow, layers: &Layers) -> Self {
        let none = || vec![0; flow.places.len()];
        let mut sums = Self {
            came_in: none(),
            into: none(),
            out: none(),
            lost: none(),
        };
        let seen = |place: usize| layers.slot_of[place].is_some();
        for &(place, persons) in flow.came_in.iter().filter(|(place, _)| seen(*place)) {
            sums.came_in[place] += persons;
            sums.into[place] += persons;
        }
        for way in &flow.arrived {
            sums.into[way.to] += way.persons;
            sums.out[way.from] += way.persons;
        }
        for way in &flow.lost {
            sums.lost[way.to] += way.persons;
            sums.out[way.from] += way.persons;
        }
        sums
    }

    pub(super) fn bar(&self, place: usize) -> u32 {
        self.into[place].max(self.out[place])
    }
}

/// Where everything stands that others need to know of.
pub(super) struct Ground<'a> {
    pub(super) layers: &'a Layers,
    pub(super) sums: &'a Sums,
    pub(super) scale: f64,
    pub(super) rooms: &'a [Room],
    /// The top of each slot's bar.
    pub(super) bar_top: Vec<f64>,
    /// Beneath all slots.
    pub(super) floor: f64,
}

impl Ground<'_> {
    pub(super) fn x(&self, slot: usize) -> f64 {
        match self.layers.column_of[slot] {
            0 => ACCESS,
            column => PLACES.0 + measure(column - 1) * pitch(self.layers),
        }
    }

    /// The top of the bar of those who were lost on the way to the place.
    pub(super) fn lost_top(&self, slot: usize, place: usize) -> f64 {
        self.bar_top[slot] + self.high(self.sums.bar(place)) + SEAM
    }

    /// Beneath the place's bars, where its loops begin.
    pub(super) fn own_bottom(&self, slot: usize) -> f64 {
        let What::Place(place) = self.layers.slots[slot] else {
            return self.bar_top[slot];
        };
        let room = self.rooms[slot];
        let loops = loops_height(self.layers, place, self.scale);
        self.bar_top[slot] + room.bar + room.below - loops
    }

    /// Beneath everything in the column.
    pub(super) fn column_bottom(&self, column: usize) -> f64 {
        let slots = self.layers.columns[column].iter();
        let bottoms =
            slots.map(|slot| self.bar_top[*slot] + self.rooms[*slot].bar + self.rooms[*slot].below);
        bottoms.fold(0.0, f64::max)
    }

    /// How broad the room between two columns is.
    pub(super) fn channel(&self) -> f64 {
        channel(self.layers)
    }

    pub(super) fn high(&self, persons: u32) -> f64 {
        f64::from(persons) * self.scale
    }
}

/// From column to column.
pub(super) fn pitch(layers: &Layers) -> f64 {
    let columns = layers.columns.len().max(2) - 1;
    (PLACES.1 - PLACES.0) / measure(columns.max(3))
}

fn channel(layers: &Layers) -> f64 {
    (pitch(layers) - BAR).min(PLACES.0 - ACCESS - BAR)
}

/// How much room a place's loops take beneath it.
pub(super) fn loops_height(layers: &Layers, place: usize, scale: f64) -> f64 {
    let own = layers
        .returns
        .iter()
        .filter(|back| back.from == place && back.to == place);
    let parts = own.flat_map(|back| [back.arrived, back.lost]);
    parts
        .filter(|persons| *persons > 0)
        .map(|persons| f64::from(persons) * scale + LOOP_GAP + BEND)
        .sum()
}
