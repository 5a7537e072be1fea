//! Ideal against actual: the stages of a service chain as cards in a row, and what is seen between them.
//!
//! What goes as wished from a stage to the next runs straight between the cards. What is wished too but
//! passes over a stage, and what skips one, arches over them; what goes back, and what leads to or from
//! places outside of the chain, arches beneath. On a narrow screen the same layout is turned by a quarter:
//! the row becomes a column, above becomes right, beneath becomes left.

mod arcs;
mod cards;
mod drawing;
mod layout;

use crate::{Caption, Picture};

/// Everything that the picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its name and description.
    pub caption: Caption,
    /// The stages, in the chain's order.
    pub stages: Vec<Stage>,
    /// What is seen between them.
    pub moves: Vec<Move>,
    /// The picture's words.
    pub words: ChainWords,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    /// Who is responsible.
    pub stations: Vec<String>,
    /// What is agreed for it, such as a time; may be empty.
    pub note: String,
}

/// So many went from one point of the picture to another; those who stay at one are not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Where from.
    pub from: Point,
    /// Where to.
    pub to: Point,
    /// How many.
    pub persons: u32,
    /// How it fits the chain.
    pub fit: Fit,
}

/// A card of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// A stage, by number from 0.
    Stage(usize),
    /// All that is no part of the chain.
    Outside,
}

/// How a move fits the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// As wished.
    Foreseen,
    /// It leaves something out.
    Skipping,
    /// The chain goes the other way.
    OutOfOrder,
    /// From or to a place that is no part of the chain.
    Extra,
}

/// The words of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainWords {
    /// The card of what is no part of the chain.
    pub outside: String,
    /// What is as wished.
    pub foreseen: String,
    /// What leaves something out.
    pub skipping: String,
    /// What goes the other way.
    pub out_of_order: String,
    /// What leads out of the chain or into it.
    pub extra: String,
}

impl Chain {
    /// The picture as a row, for wide screens and paper.
    #[must_use]
    pub fn draw(&self) -> Picture {
        drawing::draw(self, &layout::Layout::of(self, cards::Turn::Row))
    }

    /// The picture as a column, for narrow screens.
    #[must_use]
    pub fn draw_narrow(&self) -> Picture {
        drawing::draw(self, &layout::Layout::of(self, cards::Turn::Column))
    }
}

#[cfg(test)]
mod tests;
