//! The flow's SVG: bands beneath, paths back over them, bars, and texts on top.

use super::Flow;
use super::parts::{Band, Layout};
use super::returns::Lane;
use crate::Picture;
use crate::svg::{Canvas, Ink, Path};

pub(super) fn draw(flow: &Flow, layout: &Layout) -> Picture {
    let mut canvas = Canvas::new();
    for lane in &layout.lanes {
        canvas.area(&lane.path(), lane.ink);
        arrows(&mut canvas, lane);
    }
    for ink in [Ink::Pale, Ink::Band, Ink::Losing] {
        for band in layout.bands.iter().filter(|band| band.ink == ink) {
            canvas.area(&outline(band), ink);
        }
    }
    for bar in &layout.bars {
        canvas.bar(bar.frame(), bar.ink);
    }
    canvas.finish(&flow.caption, &layout.labels, (layout.width, layout.height))
}

/// The band's edges: there on top, back beneath.
fn outline(band: &Band) -> Path {
    let mut points = band.top.iter().copied();
    let Some(first) = points.next() else {
        return Path::default();
    };
    let mut path = Path::from(first.0, first.1);
    let mut at = first;
    for (x, y) in points {
        let between = f64::midpoint(at.0, x);
        path = path.curve((between, at.1), (between, y), (x, y));
        at = (x, y);
    }
    at.1 += band.height;
    path = path.line(at.0, at.1);
    for &(x, y) in band.top.iter().rev().skip(1) {
        let y = y + band.height;
        let between = f64::midpoint(at.0, x);
        path = path.curve((between, at.1), (between, y), (x, y));
        at = (x, y);
    }
    path.close()
}

/// Small arrows that say which way it goes.
fn arrows(canvas: &mut Canvas, lane: &Lane) {
    let length = lane.right - lane.left;
    for share in [0.2, 0.8] {
        let x = lane.left + share * length;
        let y = lane.depth;
        let arrow = Path::through(&[(x + 3.0, y - 4.0), (x - 1.0, y), (x + 3.0, y + 4.0)]);
        canvas.stroke(&arrow, 1.6, "#4a4530");
    }
}
