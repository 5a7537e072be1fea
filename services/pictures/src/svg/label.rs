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
    pub(crate) fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}
