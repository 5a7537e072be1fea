//! Texts that overlap nothing that must be read: names have their room; counts stand at the ends of
//! bands where there is some, the largest first. What finds none stands in the table.

use std::cmp::Reverse;

use super::ground::BAR;
use super::parts::{Band, Bar, COUNT, Layout};
use super::returns::Lane;
use crate::svg::{Anchor, Frame, Ink, Label, Shade};
use crate::text::Type;

/// The picture's texts.
#[derive(Default)]
pub(super) struct Labels {
    labels: Vec<Label>,
}

impl Labels {
    pub(super) fn add(&mut self, label: Label) {
        self.labels.push(label);
    }

    /// Lines from a first baseline on. Says where the next text may begin.
    pub(super) fn lines(
        &mut self,
        lines: &[String],
        (x, first): (f64, f64),
        face: Type,
        shade: Shade,
    ) -> f64 {
        let mut baseline = first;
        for line in lines {
            self.add(Label::new(line, (x, baseline), face, shade));
            baseline += face.leading();
        }
        baseline - 0.85 * face.size + 2.0
    }

    /// Puts a count at each band that is high enough to be read beside, where there is room.
    pub(super) fn counts(&mut self, layout: &Layout, back: &str) {
        let bars: Vec<Frame> = layout.bars.iter().map(Bar::frame).collect();
        let mut bands: Vec<&Band> = layout
            .bands
            .iter()
            .filter(|band| band.ink != Ink::Pale)
            .collect();
        bands.sort_by_key(|band| Reverse(band.persons));
        for band in bands {
            let shade = shade(band.ink);
            let (Some(first), Some(last)) = (band.top.first(), band.top.last()) else {
                continue;
            };
            let middle = band.height / 2.0;
            let places = [
                (first.0 + 5.0, first.1 + middle, Anchor::Start),
                (last.0 - 5.0, last.1 + middle, Anchor::End),
            ];
            if band.height >= 0.6 * COUNT.size {
                self.put(&band.persons.to_string(), &places, shade, &bars);
            }
        }
        let mut lanes: Vec<&Lane> = layout.lanes.iter().collect();
        lanes.sort_by_key(|lane| {
            (
                lane.ink == Ink::Losing || lane.from == lane.to,
                Reverse(lane.persons),
            )
        });
        for (number, lane) in lanes.into_iter().enumerate() {
            let middle = f64::midpoint(lane.left, lane.right);
            // The largest says what all of them are.
            let said = number == 0 && lane.from != lane.to;
            let text = if said {
                format!("{} {back}", lane.persons)
            } else {
                lane.persons.to_string()
            };
            let mut places = vec![(middle, lane.depth, Anchor::Middle)];
            if lane.from == lane.to {
                places.push((lane.end.0 + BAR / 2.0, lane.depth, Anchor::Middle));
            }
            if lane.from != lane.to || lane.height >= 0.6 * COUNT.size {
                self.put(&text, &places, shade(lane.ink), &bars);
            }
        }
    }

    fn put(&mut self, text: &str, places: &[(f64, f64, Anchor)], shade: Shade, bars: &[Frame]) {
        let mut labels = places.iter().map(|&(x, middle, anchor)| {
            let at = (x, middle + 0.35 * COUNT.size);
            Label::new(text, at, COUNT, shade).anchored(anchor)
        });
        let texts = || self.labels.iter().map(Label::frame);
        let free = |label: &Label| label.is_free(texts().chain(bars.iter().copied()));
        if let Some(label) = labels.find(free) {
            self.labels.push(label);
        }
    }

    pub(super) fn finish(self) -> Vec<Label> {
        self.labels
    }
}

const fn shade(ink: Ink) -> Shade {
    match ink {
        Ink::Losing => Shade::Lost,
        _ => Shade::Text,
    }
}
