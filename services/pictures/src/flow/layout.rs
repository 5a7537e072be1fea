//! Everything of the picture with its place.

use super::bands::bands;
use super::ground::{BAR, Ground, PLACES, SEAM, Sums, loops_height, pitch};
use super::heights::{Room, heights};
use super::labels::Labels;
use super::layers::{Layers, What};
use super::parts::{Bar, COUNT, Layout, NAME};
use super::returns;
use super::{Flow, Look};
use crate::svg::{Anchor, Ink, Label, Shade};
use crate::text::{Type, measure};

const HEADING: Type = Type::plain(13.0);
const SENTENCE: Type = Type::plain(16.0);

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 8.0;
/// How it ended.
const ENDINGS: f64 = 818.0;

impl Layout {
    pub(super) fn of(flow: &Flow, scale: f64) -> Self {
        let layers = Layers::of(flow);
        let sums = Sums::of(flow, &layers);
        if layers.slots.is_empty() && flow.endings.is_empty() {
            return Self::nothing(flow);
        }
        let name_width = pitch(&layers) - 12.0;
        let rooms: Vec<Room> = (0..layers.slots.len())
            .map(|slot| room(flow, &layers, &sums, scale, slot, name_width))
            .collect();
        let headings = [
            (
                &flow.words.came_in,
                MARGIN,
                PLACES.0 - MARGIN - 16.0,
                !flow.came_in.is_empty(),
            ),
            (
                &flow.words.ended,
                ENDINGS,
                WIDTH - MARGIN - ENDINGS,
                !flow.endings.is_empty(),
            ),
        ];
        let mut labels = Labels::default();
        let mut top: f64 = MARGIN;
        for (text, x, width, _) in headings.iter().filter(|(.., shown)| *shown) {
            let lines = HEADING.wrap(text, *width);
            let below = labels.lines(&lines, (*x, MARGIN + HEADING.size), HEADING, Shade::Muted);
            top = top.max(below);
        }
        let (tops, tallest) = heights(&layers, &rooms);
        let ground = Ground {
            layers: &layers,
            sums: &sums,
            scale,
            rooms: &rooms,
            bar_top: (0..rooms.len())
                .map(|slot| top + tops[slot] + rooms[slot].above)
                .collect(),
            floor: top + tallest,
        };
        let mut layout = Self {
            width: WIDTH,
            ..Self::default()
        };
        layout.bars(flow, &ground, &mut labels, name_width);
        let endings = layout.endings(flow, scale, top, &mut labels);
        layout.lanes = returns::lanes(&ground);
        layout.bands = bands(&ground);
        labels.counts(&layout, &flow.words.back);
        layout.labels = labels.finish();
        let lanes = layout
            .lanes
            .iter()
            .map(|lane| lane.depth + lane.height / 2.0);
        layout.height = lanes.fold(ground.floor.max(endings), f64::max) + MARGIN;
        layout
    }

    fn nothing(flow: &Flow) -> Self {
        let lines = SENTENCE.wrap(&flow.words.nothing, WIDTH - 2.0 * MARGIN);
        let mut labels = Labels::default();
        let at = (MARGIN, MARGIN + SENTENCE.size);
        let below = labels.lines(&lines, at, SENTENCE, Shade::Text);
        Self {
            width: WIDTH,
            height: below + MARGIN,
            labels: labels.finish(),
            ..Self::default()
        }
    }

    fn bars(&mut self, flow: &Flow, ground: &Ground<'_>, labels: &mut Labels, name_width: f64) {
        for (slot, what) in ground.layers.slots.iter().enumerate() {
            let (x, y) = (ground.x(slot), ground.bar_top[slot]);
            let mut bar = |y: f64, persons: u32, ink: Ink| {
                let height = ground.high(persons);
                self.bars.push(Bar {
                    x,
                    y,
                    height,
                    ink,
                    persons,
                });
                y + height / 2.0
            };
            match *what {
                What::Passing => {}
                What::CameIn(place) => {
                    let persons = ground.sums.came_in[place];
                    let middle = bar(y, persons, Ink::Solid);
                    let at = (x - 7.0, middle + 0.35 * NAME.size);
                    let label = Label::new(persons.to_string(), at, NAME, Shade::Text);
                    labels.add(label.anchored(Anchor::End));
                }
                What::Place(place) => {
                    bar(y, ground.sums.bar(place), Ink::Solid);
                    let names = NAME.wrap(&flow.places[place], name_width);
                    let into = ground.sums.into[place];
                    let above = y - ground.rooms[slot].above;
                    let below =
                        labels.lines(&names, (x, above + 0.85 * NAME.size), NAME, Shade::Text);
                    if into > 0 {
                        let note = format!("{into} {}", flow.words.arrived);
                        let lines = COUNT.wrap(&note, name_width);
                        labels.lines(&lines, (x, below + 0.8 * COUNT.size), COUNT, Shade::Muted);
                    }
                    let lost = ground.sums.lost[place];
                    if lost > 0 {
                        let middle = bar(ground.lost_top(slot, place), lost, Ink::Lost);
                        let text = format!("{lost} {}", flow.words.lost);
                        let at = (x + BAR + 5.0, middle + 0.35 * COUNT.size);
                        labels.add(Label::new(text, at, COUNT, Shade::Lost));
                    }
                }
            }
        }
    }

    /// How it ended: from the top, each with its name beside it. Says where they end.
    fn endings(&mut self, flow: &Flow, scale: f64, top: f64, labels: &mut Labels) -> f64 {
        let mut y = top + 4.0;
        for ending in flow.endings.iter().filter(|ending| ending.persons > 0) {
            let height = f64::from(ending.persons) * scale;
            let x = ENDINGS + BAR + 8.0;
            let lines = COUNT.wrap(&ending.label, WIDTH - MARGIN - x);
            let text = NAME.leading() + COUNT.leading() * measure(lines.len());
            self.bars.push(Bar {
                x: ENDINGS,
                y,
                height,
                ink: ink(ending.look),
                persons: ending.persons,
            });
            let begin = y + (height - text).max(0.0) / 2.0;
            let number = [ending.persons.to_string()];
            let below = labels.lines(&number, (x, begin + 0.85 * NAME.size), NAME, Shade::Text);
            labels.lines(&lines, (x, below + 0.8 * COUNT.size), COUNT, Shade::Muted);
            y += height.max(text) + 6.0;
        }
        y
    }
}

fn room(
    flow: &Flow,
    layers: &Layers,
    sums: &Sums,
    scale: f64,
    slot: usize,
    name_width: f64,
) -> Room {
    let high = |persons: u32| f64::from(persons) * scale;
    match layers.slots[slot] {
        What::CameIn(place) => {
            let bar = high(sums.came_in[place]);
            let pad = (NAME.leading() - bar).max(0.0) / 2.0;
            Room {
                above: pad,
                bar,
                below: pad,
            }
        }
        What::Passing => {
            let mut links = layers.links.iter();
            let persons = links.find(|link| link.slots.contains(&slot));
            let bar = persons.map_or(0.0, |link| link.persons() * scale);
            Room {
                above: 2.0,
                bar,
                below: 2.0,
            }
        }
        What::Place(place) => {
            let names = NAME.wrap(&flow.places[place], name_width);
            let notes = match sums.into[place] {
                0 => vec![],
                into => COUNT.wrap(&format!("{into} {}", flow.words.arrived), name_width),
            };
            let lost = match sums.lost[place] {
                0 => 0.0,
                lost => SEAM + high(lost).max(COUNT.leading()),
            };
            let loops = loops_height(layers, place, scale);
            Room {
                above: NAME.leading() * measure(names.len())
                    + COUNT.leading() * measure(notes.len())
                    + 3.0,
                bar: high(sums.bar(place)),
                below: lost + loops,
            }
        }
    }
}

const fn ink(look: Look) -> Ink {
    match look {
        Look::Full => Ink::Solid,
        Look::Half => Ink::Middle,
        Look::Light => Ink::Pale,
        Look::Lost => Ink::Lost,
        Look::Open => Ink::Open,
    }
}
