//! The chain's SVG: arcs, cards over their ends, texts on top.

use super::arcs::Arc;
use super::layout::Layout;
use super::{Chain, Fit, Point};
use crate::Picture;
use crate::svg::{Canvas, Ink, Path};

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
        let size = (frame.right - frame.left, frame.bottom - frame.top);
        canvas.card(frame.left, frame.top, size, card.point != Point::Outside);
    }
    for &(fit, x, y) in &layout.legend {
        canvas.bar(x, y, (22.0, 12.0), ink(fit));
    }
    for label in &layout.labels {
        canvas.text(label);
    }
    canvas.finish(&chain.caption, layout.width, layout.height)
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
    let at = |along: f64, across: f64| layout.at(along, across);
    let line = |path: Path, (x, y): (f64, f64)| path.line(x, y);
    if arc.straight {
        let first = at(arc.ends.0, arc.lane - half);
        let path = line(
            Path::from(first.0, first.1),
            at(arc.ends.1, arc.lane - half),
        );
        let path = line(path, at(arc.ends.1, arc.lane + half));
        return line(path, at(arc.ends.0, arc.lane + half)).close();
    }
    // Outwards from the cards.
    let out = if arc.lane < arc.side { -1.0 } else { 1.0 };
    let (first, second) = arc.ends;
    let span = (second - first) / 2.0 - half;
    let deep = (arc.lane - arc.side).abs() - half;
    let inner = BEND.min(span).min(deep).max(0.0);
    let outer = inner + arc.thickness;
    let clockwise = out < 0.0;
    let (near, far) = (arc.lane - out * half, arc.lane + out * half);
    let quarter = |path: Path, radius: f64, clockwise: bool, (x, y): (f64, f64)| {
        if radius > 0.0 {
            path.quarter(radius, clockwise, x, y)
        } else {
            path.line(x, y)
        }
    };
    let start = at(first - half, arc.side);
    let path = line(
        Path::from(start.0, start.1),
        at(first - half, near - out * inner),
    );
    let path = quarter(path, outer, clockwise, at(first + half + inner, far));
    let path = line(path, at(second - half - inner, far));
    let path = quarter(
        path,
        outer,
        clockwise,
        at(second + half, near - out * inner),
    );
    let path = line(path, at(second + half, arc.side));
    let path = line(path, at(second - half, arc.side));
    let path = line(path, at(second - half, near - out * inner));
    let path = quarter(path, inner, !clockwise, at(second - half - inner, near));
    let path = line(path, at(first + half + inner, near));
    let path = quarter(
        path,
        inner,
        !clockwise,
        at(first + half, near - out * inner),
    );
    line(path, at(first + half, arc.side)).close()
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
    let [first, second, third] = points.map(|(along, across)| layout.at(along, across));
    let path = Path::from(first.0, first.1)
        .line(second.0, second.1)
        .line(third.0, third.1);
    canvas.stroke(&path, 1.8, "#14192b");
}
