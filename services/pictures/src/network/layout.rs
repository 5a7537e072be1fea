//! Where the places stand, and how thick their links are.

use std::collections::BTreeMap;

use super::Network;
use crate::svg::{Anchor, Label, Shade};
use crate::text::{Type, measure};

const NAME: Type = Type::bold(13.5);
const COUNT: Type = Type::plain(12.0);
/// The radius of a place's spot; it covers the ends of its links.
pub(super) const SPOT: f64 = 9.0;
const MARGIN: f64 = 10.0;
/// Few places stand wide apart.
const LEAST_HEIGHT: f64 = 220.0;
const THICKEST: f64 = 18.0;
/// A person is at most so thick.
const THICKEST_PERSON: f64 = 0.6;

/// How wide the map is, and half of how wide its lens is.
pub(super) type Format = (f64, f64);
pub(super) const WIDE: Format = (860.0, 215.0);
pub(super) const NARROW: Format = (360.0, 62.0);

/// A place on the map.
pub(super) type Spot = (f64, f64);

/// A link on the map: a curve that bends towards the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) one: Spot,
    pub(super) other: Spot,
    pub(super) bends: (Spot, Spot),
    pub(super) thickness: f64,
    pub(super) persons: u32,
}

/// The whole map.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) scale: f64,
    pub(super) spots: Vec<Spot>,
    pub(super) links: Vec<Line>,
    pub(super) labels: Vec<Label>,
}

impl Layout {
    pub(super) fn of(network: &Network, (width, lens): Format) -> Self {
        let links = links(network);
        let round = round(network.places.len(), &links);
        if round.is_empty() {
            return Self::nothing(network, width);
        }
        let room = width / 2.0 - lens - SPOT - 6.0 - MARGIN;
        let sums = |place: usize| -> u32 {
            let of = links
                .iter()
                .filter(|((a, b), _)| *a == place || *b == place);
            of.map(|(_, persons)| persons).sum()
        };
        let texts: Vec<(Vec<String>, String)> = round
            .iter()
            .map(|place| {
                (
                    NAME.wrap(&network.places[*place], room),
                    sums(*place).to_string(),
                )
            })
            .collect();
        let tallest = texts.iter().map(|(name, _)| name.len()).max();
        let tallest = measure(tallest.unwrap_or(1));
        let row = (tallest * NAME.leading() + COUNT.leading() + 12.0).max(2.0 * SPOT + 10.0);
        // Down on the right, up on the left.
        let right = round.len().div_ceil(2);
        let rows = measure(right);
        let height = (rows * row).max(LEAST_HEIGHT) + 2.0 * MARGIN;
        let middle = (width / 2.0, height / 2.0);
        let mut layout = Self {
            width,
            height,
            scale: scale(&links),
            ..Self::default()
        };
        let mut spot_of = BTreeMap::new();
        for (number, place) in round.iter().enumerate() {
            let on_right = number < right;
            let (at, of) = if on_right {
                (number, right)
            } else {
                (round.len() - 1 - number, round.len() - right)
            };
            let (at, of) = (measure(at) + 0.5, measure(of));
            let y = MARGIN + (height - 2.0 * MARGIN) * at / of;
            let slope = (y - middle.1) / (0.58 * height);
            let x = lens * (1.0 - slope * slope).sqrt();
            let spot = (middle.0 + if on_right { x } else { -x }, y);
            layout.spots.push(spot);
            spot_of.insert(*place, spot);
            layout.name(spot, &texts[number], on_right);
        }
        let mut links: Vec<((usize, usize), u32)> = links.into_iter().collect();
        links.sort_by_key(|(pair, persons)| (std::cmp::Reverse(*persons), *pair));
        for ((one, other), persons) in links {
            let (Some(one), Some(other)) = (spot_of.get(&one), spot_of.get(&other)) else {
                continue;
            };
            let inwards = |(x, y): &Spot| {
                let pull = 0.55;
                (x + pull * (middle.0 - x), y + pull * (middle.1 - y) * 0.6)
            };
            layout.links.push(Line {
                one: *one,
                other: *other,
                bends: (inwards(one), inwards(other)),
                thickness: f64::from(persons) * layout.scale,
                persons,
            });
        }
        layout
    }

    fn name(&mut self, spot: Spot, (name, sum): &(Vec<String>, String), on_right: bool) {
        let away = SPOT + 6.0;
        let (x, anchor) = if on_right {
            (spot.0 + away, Anchor::Start)
        } else {
            (spot.0 - away, Anchor::End)
        };
        let lines = measure(name.len());
        let mut baseline =
            spot.1 - f64::midpoint(lines * NAME.leading(), COUNT.leading()) + 0.8 * NAME.size;
        for line in name {
            let label = Label::new(line, (x, baseline), NAME, Shade::Text);
            self.labels.push(label.anchored(anchor));
            baseline += NAME.leading();
        }
        let label = Label::new(sum, (x, baseline - 1.0), COUNT, Shade::Muted);
        self.labels.push(label.anchored(anchor));
    }

    fn nothing(network: &Network, width: f64) -> Self {
        let face = Type::plain(15.0);
        let mut baseline = MARGIN + face.size;
        let mut labels = Vec::new();
        for text in face.wrap(&network.nothing, width - 2.0 * MARGIN) {
            labels.push(Label::new(text, (MARGIN, baseline), face, Shade::Text));
            baseline += face.leading();
        }
        Self {
            width,
            height: baseline,
            labels,
            ..Self::default()
        }
    }
}

/// Both directions together, the smaller number first.
fn links(network: &Network) -> BTreeMap<(usize, usize), u32> {
    let mut links = BTreeMap::new();
    for link in &network.links {
        let pair = (link.one.min(link.other), link.one.max(link.other));
        if pair.0 != pair.1 && link.persons > 0 {
            *links.entry(pair).or_insert(0) += link.persons;
        }
    }
    links
}

fn scale(links: &BTreeMap<(usize, usize), u32>) -> f64 {
    let most = links.values().copied().max().unwrap_or(1);
    (THICKEST / f64::from(most)).min(THICKEST_PERSON)
}

/// The linked places, each followed by the one that it, or those before it, are linked with most.
fn round(places: usize, links: &BTreeMap<(usize, usize), u32>) -> Vec<usize> {
    let between = |a: usize, b: usize| links.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
    let all = |a: usize| (0..places).map(|b| between(a, b)).sum::<u32>();
    let mut left: Vec<usize> = (0..places).filter(|place| all(*place) > 0).collect();
    let mut round: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let last = round.last().copied();
        let best = left.iter().enumerate().max_by_key(|(_, place)| {
            let near = last.map_or(0, |last| between(last, **place));
            (near, all(**place), std::cmp::Reverse(**place))
        });
        let Some((at, _)) = best else { break };
        round.push(left.remove(at));
    }
    round
}
