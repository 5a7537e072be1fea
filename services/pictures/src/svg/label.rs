//! Texts, and the room that they take.

use crate::text::Type;

use super::ink::Shade;

/// Which end of a line of text stands at the given place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) baseline: f64,
    pub(crate) face: Type,
    pub(crate) anchor: Anchor,
    pub(crate) shade: Shade,
}

impl Label {
    /// A line of text that begins at a place.
    pub(crate) fn new(
        text: impl Into<String>,
        (x, baseline): (f64, f64),
        face: Type,
        shade: Shade,
    ) -> Self {
        Self {
            text: text.into(),
            x,
            baseline,
            face,
            anchor: Anchor::Start,
            shade,
        }
    }

    /// The same with another end at its place.
    pub(crate) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// Whether it lies over none of these.
    pub(crate) fn is_free(&self, mut others: impl Iterator<Item = Frame>) -> bool {
        let frame = self.frame();
        !others.any(|other| other.meets(frame))
    }

    /// The room that it takes.
    pub(crate) fn frame(&self) -> Frame {
        let width = self.face.width(&self.text);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Frame {
            left,
            right: left + width,
            top: self.baseline - 0.8 * self.face.size,
            bottom: self.baseline + 0.22 * self.face.size,
        }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    pub(crate) fn of((left, top): (f64, f64), (width, height): (f64, f64)) -> Self {
        Self {
            left,
            right: left + width,
            top,
            bottom: top + height,
        }
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}
