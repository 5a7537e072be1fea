//! Elements with presentation attributes, one after the other.

use std::fmt::Write as _;

use super::ink::{Ink, Shade};
use super::label::{Anchor, Frame, Label};
use super::{Caption, ID, Number, Picture, escaped};

/// A picture while it is drawn.
pub(crate) struct Canvas {
    body: String,
}

impl Canvas {
    pub(crate) fn new() -> Self {
        let body = format!(
            "<defs><pattern id=\"{ID}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#fbeeea\"/>\
             <rect width=\"2.4\" height=\"5\" fill=\"#a03425\"/></pattern>\
             <pattern id=\"{ID}-light\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" fill=\"#fdf3f0\"/>\
             <rect width=\".9\" height=\"4\" fill=\"#c46655\"/></pattern>\
             <pattern id=\"{ID}-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"5\" height=\"5\" fill=\"#f2f5fb\"/><circle cx=\"2.5\" cy=\"2.5\" r=\"1.3\" \
             fill=\"#1b3a7a\"/></pattern></defs>\n"
        );
        Self { body }
    }

    pub(crate) fn bar(&mut self, frame: Frame, ink: Ink) {
        self.rect(frame, &ink.fill());
    }

    /// A box with round corners and a thin outline.
    pub(crate) fn card(&mut self, frame: Frame, of_stage: bool) {
        let dashes = if of_stage {
            ""
        } else {
            " stroke-dasharray=\"4 3\""
        };
        let look = "rx=\"5\" fill=\"#fff\" stroke=\"#1b3a7a\" stroke-width=\"1.2\"";
        self.rect(frame, &format!("{look}{dashes}"));
    }

    fn rect(&mut self, frame: Frame, look: &str) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {look}/>",
            Number(frame.left),
            Number(frame.top),
            Number(frame.right - frame.left),
            Number(frame.bottom - frame.top),
        );
    }

    pub(crate) fn disc(&mut self, (x, y): (f64, f64), radius: f64) {
        let _ = writeln!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#1b3a7a\" stroke=\"#fff\" stroke-width=\"1.5\"/>",
            Number(x),
            Number(y),
            Number(radius)
        );
    }

    pub(crate) fn area(&mut self, path: &Path, ink: Ink) {
        self.path(path, &ink.fill());
    }

    /// A line of some width whose ends are cut straight.
    pub(crate) fn stroke(&mut self, path: &Path, width: f64, colour: &str) {
        self.line(path, width, &format!("stroke=\"{colour}\""));
    }

    /// A line of some width that stands for persons.
    pub(crate) fn stroke_in(&mut self, path: &Path, width: f64, ink: Ink) {
        self.line(path, width, &ink.fill().replace("fill", "stroke"));
    }

    fn line(&mut self, path: &Path, width: f64, stroke: &str) {
        let width = Number(width);
        self.path(
            path,
            &format!("fill=\"none\" {stroke} stroke-width=\"{width}\""),
        );
    }

    fn path(&mut self, path: &Path, look: &str) {
        let _ = writeln!(self.body, "<path d=\"{}\" {look}/>", path.0.trim_end());
    }

    /// A line of text on its baseline, with a white rim that lifts it off what lies beneath.
    fn text(&mut self, label: &Label) {
        let anchor = match label.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if label.face.bold {
            " font-weight=\"600\""
        } else {
            ""
        };
        let rim = if label.shade == Shade::White {
            ""
        } else {
            " stroke=\"#fff\" stroke-width=\"3\" stroke-opacity=\".85\" stroke-linejoin=\"round\" \
             paint-order=\"stroke\""
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{}\"{rim}>{}</text>",
            Number(label.x),
            Number(label.baseline),
            Number(label.face.size),
            label.shade.colour(),
            escaped(&label.text)
        );
    }

    /// The picture, with its texts on top.
    pub(crate) fn finish(
        mut self,
        caption: &Caption,
        labels: &[Label],
        (width, height): (f64, f64),
    ) -> Picture {
        for label in labels {
            self.text(label);
        }
        Picture {
            caption: caption.clone(),
            width,
            height,
            body: self.body,
        }
    }
}

/// The course of a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Path(String);

impl Path {
    pub(crate) fn from(x: f64, y: f64) -> Self {
        Self::through(&[(x, y)])
    }

    /// Straight from point to point.
    pub(crate) fn through(points: &[(f64, f64)]) -> Self {
        let mut path = Self::default();
        for (number, point) in points.iter().enumerate() {
            path.add(if number == 0 { 'M' } else { 'L' }, &[*point]);
        }
        path
    }

    pub(crate) fn line(mut self, x: f64, y: f64) -> Self {
        self.add('L', &[(x, y)]);
        self
    }

    pub(crate) fn curve(mut self, first: (f64, f64), second: (f64, f64), to: (f64, f64)) -> Self {
        self.add('C', &[first, second, to]);
        self
    }

    /// A quarter of a circle.
    pub(crate) fn quarter(mut self, radius: f64, clockwise: bool, x: f64, y: f64) -> Self {
        let sweep = u8::from(clockwise);
        let radius = Number(radius);
        let (x, y) = (Number(x), Number(y));
        let _ = write!(self.0, "A{radius} {radius} 0 0 {sweep} {x} {y} ");
        self
    }

    pub(crate) fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    fn add(&mut self, letter: char, points: &[(f64, f64)]) {
        self.0.push(letter);
        for (x, y) in points {
            let _ = write!(self.0, "{} {} ", Number(*x), Number(*y));
        }
    }
}
