//! Pictures of figures: a view struct with labels and counts goes in, an SVG picture comes out.
//!
//! Pure: it knows no release, no request and no sentence of its own; every word is given. What it is not
//! given it does not draw, so whatever is hidden has to be left out before. The same view gives the same
//! bytes.
//!
//! | module | draws |
//! | --- | --- |
//! | [`flow`] | where people come in, go, get lost, and how it ends |
//! | [`chain`] | stages as wished, and what is seen between them |
//! | [`network`] | places, and which of them work together |
//! | [`periods`] | the same figures of two periods, side by side |
//!
//! In each of them everything that stands for persons is drawn on **one scale**: twice as many persons,
//! twice as high or thick, wherever it stands. Layout is apart from drawing: the layouts hold the
//! promises (nothing overlaps, nothing sticks out) and are tested for them on random figures.

pub mod chain;
pub mod flow;
pub mod network;
pub mod periods;
mod svg;
mod text;

pub use svg::{Caption, Picture};
