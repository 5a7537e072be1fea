//! What goes from card to card: how thick, where it docks, how far out it lies.

use std::collections::BTreeMap;

use super::cards::{Card, Measures, STRAIGHT};
use super::{Chain, Fit, Point};

/// A person is at most so thick.
const THICKEST_PERSON: f64 = 1.5;
/// Those who dock at half a side take at most so much of it.
const DOCKS: f64 = 0.86;

/// What goes from card to card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Arc {
    /// Where it docks, along the chain: the earlier end first.
    pub(super) ends: (f64, f64),
    /// The side of the cards at which it docks, across.
    pub(super) side: f64,
    /// Where it lies, across; for a straight one between two cards, its middle.
    pub(super) lane: f64,
    pub(super) thickness: f64,
    pub(super) fit: Fit,
    pub(super) persons: u32,
    /// Whether it goes from the earlier end to the later.
    pub(super) forward: bool,
    pub(super) straight: bool,
}

/// A move between two different cards, with those of the same kind together.
pub(super) struct Bundle {
    from: usize,
    to: usize,
    fit: Fit,
    persons: u32,
}

impl Bundle {
    fn straight(&self) -> bool {
        self.fit == Fit::Foreseen && self.to == self.from + 1
    }

    /// What goes on arches over the cards, all else beneath.
    fn above(&self) -> bool {
        matches!(self.fit, Fit::Foreseen | Fit::Skipping) && self.from < self.to
    }

    pub(super) fn ends(&self) -> (usize, usize) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

/// The moves, those that are alike together.
pub(super) fn bundles(chain: &Chain) -> Vec<Bundle> {
    let card = |point: Point| match point {
        Point::Stage(stage) => stage,
        Point::Outside => chain.stages.len(),
    };
    let mut sums: BTreeMap<(usize, usize, Fit), u32> = BTreeMap::new();
    for step in &chain.moves {
        if step.persons > 0 && step.from != step.to {
            *sums
                .entry((card(step.from), card(step.to), step.fit))
                .or_default() += step.persons;
        }
    }
    let bundle = |((from, to, fit), persons)| Bundle {
        from,
        to,
        fit,
        persons,
    };
    sums.into_iter().map(bundle).collect()
}

/// So thick that what goes straight, and what docks at half a side, has room.
pub(super) fn first_scale(bundles: &[Bundle], cards: &[Card]) -> f64 {
    let mut scale = THICKEST_PERSON;
    let mut docks: BTreeMap<(bool, usize, bool), u32> = BTreeMap::new();
    for bundle in bundles {
        if bundle.straight() {
            scale = scale.min(STRAIGHT / f64::from(bundle.persons));
            continue;
        }
        let (first, second) = bundle.ends();
        *docks.entry((bundle.above(), first, true)).or_default() += bundle.persons;
        *docks.entry((bundle.above(), second, false)).or_default() += bundle.persons;
    }
    for ((_, card, _), persons) in docks {
        let (from, to) = cards[card].along;
        scale = scale.min(DOCKS * (to - from) / 2.0 / f64::from(persons));
    }
    scale
}

/// All that goes from card to card, and how far it reaches above and beneath them.
pub(super) fn arcs(
    bundles: &[Bundle],
    cards: &[Card],
    measures: &Measures,
    scale: f64,
) -> (Vec<Arc>, f64, f64) {
    let thick = cards.first().map_or(0.0, |card| card.across.1);
    let mut docked: BTreeMap<(bool, usize, bool), f64> = BTreeMap::new();
    let mut arcs = Vec::new();
    let mut reach = (0.0_f64, 0.0_f64);
    let mut order: Vec<&Bundle> = bundles.iter().collect();
    // The nearest first: it docks outermost and lies innermost.
    order.sort_by_key(|bundle| {
        let (first, second) = bundle.ends();
        (second - first, first, bundle.fit, bundle.from)
    });
    for bundle in order {
        let thickness = f64::from(bundle.persons) * scale;
        let (first, second) = bundle.ends();
        let arc = Arc {
            ends: (cards[first].along.1, cards[second].along.0),
            side: 0.0,
            lane: thick / 2.0,
            thickness,
            fit: bundle.fit,
            persons: bundle.persons,
            forward: bundle.from < bundle.to,
            straight: bundle.straight(),
        };
        if arc.straight {
            arcs.push(arc);
            continue;
        }
        let above = bundle.above();
        let mut dock = |card: usize, later: bool| {
            let (from, to) = cards[card].along;
            let spare = (1.0 - DOCKS) * (to - from) / 4.0;
            let taken = docked.entry((above, card, later)).or_insert(spare);
            *taken += thickness;
            if later {
                to - *taken + thickness / 2.0
            } else {
                from + *taken - thickness / 2.0
            }
        };
        let ends = (dock(first, true), dock(second, false));
        let side = if above { 0.0 } else { thick };
        let mut out = measures.pitch.max(10.0);
        for other in arcs
            .iter()
            .filter(|other: &&Arc| !other.straight && other.side.total_cmp(&side).is_eq())
        {
            if other.ends.0 < ends.1 && ends.0 < other.ends.1 {
                let end = (other.lane - other.side).abs() + other.thickness / 2.0;
                out = out.max(end + (measures.pitch - other.thickness).max(3.0));
            }
        }
        let far = out + thickness / 2.0;
        let lane = if above { -far } else { thick + far };
        let reached = if above { &mut reach.0 } else { &mut reach.1 };
        *reached = reached.max(out + thickness + 6.0);
        arcs.push(Arc {
            ends,
            side,
            lane,
            ..arc
        });
    }
    (arcs, reach.0, reach.1)
}
