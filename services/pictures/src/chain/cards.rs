//! The cards: what stands on them, and how large they are.

use super::{Chain, Point};
use crate::svg::Shade;
use crate::text::{Type, measure};

/// How the picture lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Row,
    Column,
}

const NAME: Type = Type::bold(13.5);
const SMALL: Type = Type::plain(11.5);
pub(super) const COUNT: Type = Type::plain(12.5);
pub(super) const MARGIN: f64 = 8.0;
pub(super) const PADDING: f64 = 8.0;
/// What goes straight from card to card is at most so thick.
pub(super) const STRAIGHT: f64 = 64.0;
/// Measures that differ between row and column.
pub(super) struct Measures {
    /// The room for arcs: above (or right), beneath (or left).
    pub(super) arcs: (f64, f64),
    /// From card to card.
    pub(super) gap: f64,
    /// The least from arc to arc.
    pub(super) pitch: f64,
    /// How wide a card's text is at most.
    pub(super) text: f64,
    /// How long a card is along the chain at least.
    pub(super) shortest: f64,
}

impl Turn {
    pub(super) fn measures(self, cards: usize) -> Measures {
        let cards = measure(cards.max(1));
        match self {
            Self::Row => {
                let gap = 42.0;
                let card = ((960.0 - 2.0 * MARGIN + gap) / cards - gap).clamp(60.0, 170.0);
                Measures {
                    arcs: (140.0, 140.0),
                    gap,
                    pitch: 15.0,
                    text: card - 2.0 * PADDING,
                    shortest: card,
                }
            }
            Self::Column => Measures {
                arcs: (88.0, 76.0),
                gap: 30.0,
                pitch: 5.0,
                text: 180.0 - 2.0 * PADDING,
                shortest: 84.0,
            },
        }
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    pub(super) point: Point,
    /// Where it begins and ends along the chain.
    pub(super) along: (f64, f64),
    /// Where it begins and ends across.
    pub(super) across: (f64, f64),
}

/// A line of a card's text.
pub(super) type Line = (String, Type, Shade);

/// The lines of a card.
pub(super) fn text(chain: &Chain, card: usize, width: f64) -> Vec<Line> {
    let Some(stage) = chain.stages.get(card) else {
        let lines = NAME.wrap(&chain.words.outside, width).into_iter();
        return lines.map(|line| (line, NAME, Shade::Muted)).collect();
    };
    let name = NAME.wrap(&stage.name, width).into_iter();
    let mut lines: Vec<Line> = name.map(|line| (line, NAME, Shade::Text)).collect();
    let space = |size: f64| (String::new(), Type::plain(size), Shade::Muted);
    for station in &stage.stations {
        lines.push(space(3.0));
        lines.extend(
            SMALL
                .wrap(station, width)
                .into_iter()
                .map(|line| (line, SMALL, Shade::Muted)),
        );
    }
    if !stage.note.is_empty() {
        lines.push(space(6.0));
        let note = Type::bold(SMALL.size);
        lines.extend(
            note.wrap(&stage.note, width)
                .into_iter()
                .map(|line| (line, note, Shade::Text)),
        );
    }
    lines
}

/// The cards, one after the other.
pub(super) fn cards(
    chain: &Chain,
    turn: Turn,
    measures: &Measures,
    texts: &[Vec<Line>],
) -> Vec<Card> {
    let height = |lines: &[Line]| {
        lines.iter().map(|(_, face, _)| face.leading()).sum::<f64>() + 2.0 * PADDING
    };
    let tallest = texts.iter().map(|lines| height(lines)).fold(0.0, f64::max);
    let mut along = MARGIN;
    let mut cards = Vec::new();
    for (card, lines) in texts.iter().enumerate() {
        let (length, thick) = match turn {
            Turn::Row => (measures.shortest, tallest.max(STRAIGHT + 2.0 * PADDING)),
            Turn::Column => (
                height(lines).max(measures.shortest),
                measures.text + 2.0 * PADDING,
            ),
        };
        cards.push(Card {
            point: if card < chain.stages.len() {
                Point::Stage(card)
            } else {
                Point::Outside
            },
            along: (along, along + length),
            across: (0.0, thick),
        });
        along += length + measures.gap;
    }
    cards
}
