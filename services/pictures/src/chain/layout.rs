//! Cards and moves with their places: *along* the chain and *across* it. In a row, along is to the right
//! and across is down; in a column, along is down and across is to the left.

use super::arcs::{Arc, arcs, bundles, first_scale};
use super::cards::{COUNT, Card, Line, MARGIN, Measures, PADDING, Turn, cards, text};
use super::{Chain, Fit};
use crate::svg::{Anchor, Frame, Label, Shade};

/// The whole picture, still along and across.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub(super) turn: Turn,
    pub(super) scale: f64,
    pub(super) cards: Vec<Card>,
    pub(super) arcs: Vec<Arc>,
    pub(super) labels: Vec<Label>,
    pub(super) legend: Vec<(Fit, f64, f64)>,
    pub(super) width: f64,
    pub(super) height: f64,
    /// What lies above (or right of) the cards.
    depth: f64,
}

impl Layout {
    pub(super) fn of(chain: &Chain, turn: Turn) -> Self {
        let bundles = bundles(chain);
        let outside = chain.stages.len();
        let seen_outside = bundles.iter().any(|bundle| bundle.ends().1 == outside);
        let count = outside + usize::from(seen_outside);
        let measures = turn.measures(count);
        let texts: Vec<Vec<Line>> = (0..count)
            .map(|card| text(chain, card, measures.text))
            .collect();
        let cards = cards(chain, turn, &measures, &texts);
        let mut scale = first_scale(&bundles, &cards);
        let mut arcs = arcs(&bundles, &cards, &measures, scale);
        // What lies too far out is drawn thinner, everything alike.
        while arcs.1 > measures.arcs.0.max(40.0) || arcs.2 > measures.arcs.1.max(40.0) {
            scale *= 0.9;
            let finer = Measures {
                pitch: measures.pitch * scale / first_scale(&bundles, &cards),
                ..turn.measures(count)
            };
            arcs = super::arcs::arcs(&bundles, &cards, &finer, scale);
        }
        let (arcs, above, beneath) = arcs;
        let length = cards.last().map_or(0.0, |card| card.along.1) + MARGIN;
        let thick = cards.first().map_or(0.0, |card| card.across.1);
        let (width, height) = match turn {
            Turn::Row => (length, above + thick + beneath + 2.0 * MARGIN),
            Turn::Column => (360.0, length),
        };
        let mut layout = Self {
            turn,
            scale,
            cards,
            arcs,
            labels: Vec::new(),
            legend: Vec::new(),
            width,
            height,
            depth: match turn {
                Turn::Row => above + MARGIN,
                Turn::Column => 360.0 - MARGIN - measures.arcs.0,
            },
        };
        layout.write(&texts);
        layout.count();
        layout.explain(chain);
        layout
    }

    /// Where a point along and across lies in the picture.
    pub(super) fn at(&self, along: f64, across: f64) -> (f64, f64) {
        match self.turn {
            Turn::Row => (along, self.depth + across),
            Turn::Column => (self.depth - across, along),
        }
    }

    pub(super) fn frame(&self, along: (f64, f64), across: (f64, f64)) -> Frame {
        let (first, second) = (self.at(along.0, across.0), self.at(along.1, across.1));
        Frame {
            left: first.0.min(second.0),
            right: first.0.max(second.0),
            top: first.1.min(second.1),
            bottom: first.1.max(second.1),
        }
    }

    /// The cards' texts.
    fn write(&mut self, texts: &[Vec<Line>]) {
        for (card, lines) in self.cards.iter().zip(texts) {
            let frame = self.frame(card.along, card.across);
            let mut y = frame.top + PADDING - 2.0;
            for (line, face, shade) in lines {
                y += face.leading();
                if !line.is_empty() {
                    let at = (frame.left + PADDING, y - 0.2 * face.size);
                    self.labels.push(Label::new(line, at, *face, *shade));
                }
            }
        }
    }

    /// How many at each arc, where there is room.
    fn count(&mut self) {
        let mut arcs: Vec<&Arc> = self.arcs.iter().collect();
        arcs.sort_by_key(|arc| std::cmp::Reverse(arc.persons));
        let cards: Vec<Frame> = self
            .cards
            .iter()
            .map(|card| self.frame(card.along, card.across))
            .collect();
        let mut counts: Vec<Label> = Vec::new();
        for arc in arcs {
            let places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map(|share| {
                // The arrow of a straight one stands at its end.
                let share = if arc.straight { share - 0.1 } else { share };
                let along = arc.ends.0 + share * (arc.ends.1 - arc.ends.0);
                self.at(along, arc.lane)
            });
            let label = |(x, y): (f64, f64)| {
                let at = (x, y + 0.35 * COUNT.size);
                let label = Label::new(arc.persons.to_string(), at, COUNT, Shade::Text);
                label.anchored(Anchor::Middle)
            };
            let free = |label: &Label| {
                let frame = label.frame();
                let texts = self.labels.iter().chain(&counts).map(Label::frame);
                let inside = frame.left >= 0.0 && frame.right <= self.width;
                inside && label.is_free(texts.chain(cards.iter().copied()))
            };
            let found = places.map(label).into_iter().find(free);
            counts.extend(found);
        }
        self.labels.extend(counts);
    }

    /// What the textures mean: those that are there.
    fn explain(&mut self, chain: &Chain) {
        let words = &chain.words;
        let all = [
            (Fit::Foreseen, &words.foreseen),
            (Fit::Skipping, &words.skipping),
            (Fit::OutOfOrder, &words.out_of_order),
            (Fit::Extra, &words.extra),
        ];
        let (mut x, mut y) = (MARGIN, self.height + 16.0);
        for (fit, word) in all {
            if !self.arcs.iter().any(|arc| arc.fit == fit) {
                continue;
            }
            let lines = COUNT.wrap(word, self.width - 2.0 * MARGIN - 32.0);
            let width = lines
                .iter()
                .map(|line| COUNT.width(line))
                .fold(0.0, f64::max);
            if x > MARGIN && x + 32.0 + width > self.width - MARGIN {
                (x, y) = (MARGIN, y + 22.0);
            }
            self.legend.push((fit, x, y));
            for line in &lines {
                let at = (x + 30.0, y + 10.0);
                self.labels.push(Label::new(line, at, COUNT, Shade::Text));
                y += COUNT.leading();
            }
            y -= COUNT.leading();
            x += 30.0 + width + 26.0;
        }
        if !self.legend.is_empty() {
            self.height = y + 20.0;
        }
    }
}
