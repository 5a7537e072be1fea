//! What a flow's picture is made of, each part with its place.

use super::ground::BAR;
use super::returns::Lane;
use crate::svg::{Frame, Ink, Label};
use crate::text::Type;

pub(super) const NAME: Type = Type::bold(14.0);
pub(super) const COUNT: Type = Type::plain(12.5);

/// A rectangle that stands for persons by its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bar {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) height: f64,
    pub(super) ink: Ink,
    /// How many it stands for.
    pub(super) persons: u32,
}

impl Bar {
    pub(super) fn frame(&self) -> Frame {
        Frame::of((self.x, self.y), (BAR, self.height))
    }
}

/// A band from bar to bar: the points of its upper edge; it is everywhere equally high.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    pub(super) top: Vec<(f64, f64)>,
    pub(super) height: f64,
    pub(super) ink: Ink,
    pub(super) persons: u32,
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) bars: Vec<Bar>,
    pub(super) bands: Vec<Band>,
    pub(super) lanes: Vec<Lane>,
    pub(super) labels: Vec<Label>,
}
