//! The chain's SVG: arcs, cards over their ends, texts on top.

use super::arcs::Arc;
use super::layout::Layout;
use super::{Chain, Fit, Point};
use crate::Picture;
use crate::svg::{Canvas, Frame, Ink, Path};

/// The inner edge of a bend has this radius, where there is room.
const BEND: f64 = 5.0;

pub(super) fn draw(chain: &Chain, layout: &Layout) -> Picture {
    let mut canvas = Canvas::new();
    for arc in &layout.arcs {
        canvas.area(&outline(layout, arc), ink(arc.fit));
        arrow(&mut canvas, layout, arc);
    }
    for card in &layout.cards {
        let frame = layout.frame(card.along, card.across);
        canvas.card(frame, card.point != Point::Outside);
    }
    for &(fit, left, top) in &layout.legend {
        canvas.bar(Frame::of((left, top), (22.0, 12.0)), ink(fit));
    }
    canvas.finish(
        &chain.caption,
        &layout.labels,
        (layout.width, layout.height),
    )
}

const fn ink(fit: Fit) -> Ink {
    match fit {
        Fit::Foreseen => Ink::Band,
        Fit::Skipping => Ink::Dotted,
        Fit::OutOfOrder => Ink::Back,
        Fit::Extra => Ink::Open,
    }
}

/// Turning the picture by a quarter keeps every bend's sense: above and right bend alike.
fn outline(layout: &Layout, arc: &Arc) -> Path {
    let half = arc.thickness / 2.0;
    let (first, second) = arc.ends;
    if arc.straight {
        let (top, bottom) = (arc.lane - half, arc.lane + half);
        let corners = [
            (first, top),
            (second, top),
            (second, bottom),
            (first, bottom),
        ];
        return Path::through(&corners.map(|(along, across)| layout.at(along, across))).close();
    }
    // Outwards from the cards.
    let out = if arc.lane < arc.side { -1.0 } else { 1.0 };
    let span = (second - first) / 2.0 - half;
    let deep = (arc.lane - arc.side).abs() - half;
    let inner = BEND.min(span).min(deep).max(0.0);
    let outer = inner + arc.thickness;
    let clockwise = out < 0.0;
    let (near, far) = (arc.lane - out * half, arc.lane + out * half);
    // Where the bends begin and end across; and for each corner how it bends.
    let turn = near - out * inner;
    let (wide, tight) = (Some((outer, clockwise)), Some((inner, !clockwise)));
    let corners = [
        (None, first - half, turn),
        (wide, first + half + inner, far),
        (None, second - half - inner, far),
        (wide, second + half, turn),
        (None, second + half, arc.side),
        (None, second - half, arc.side),
        (None, second - half, turn),
        (tight, second - half - inner, near),
        (None, first + half + inner, near),
        (tight, first + half, turn),
        (None, first + half, arc.side),
    ];
    let start = layout.at(first - half, arc.side);
    let path = corners.into_iter().fold(
        Path::from(start.0, start.1),
        |path, (bend, along, across)| {
            let (x, y) = layout.at(along, across);
            match bend.filter(|(radius, _)| *radius > 0.0) {
                Some((radius, clockwise)) => path.quarter(radius, clockwise, x, y),
                None => path.line(x, y),
            }
        },
    );
    path.close()
}

/// A small arrow just before the arc's end.
fn arrow(canvas: &mut Canvas, layout: &Layout, arc: &Arc) {
    let tip = 3.5;
    let points = if arc.straight {
        let end = arc.ends.1 - 4.0;
        [
            (end - tip, arc.lane - tip),
            (end, arc.lane),
            (end - tip, arc.lane + tip),
        ]
    } else {
        let end = if arc.forward { arc.ends.1 } else { arc.ends.0 };
        let out = if arc.lane < arc.side { -1.0 } else { 1.0 };
        let close = arc.side + out * 2.5;
        [
            (end - tip, close + out * tip),
            (end, close),
            (end + tip, close + out * tip),
        ]
    };
    let points = points.map(|(along, across)| layout.at(along, across));
    canvas.stroke(&Path::through(&points), 1.8, "#14192b");
}
