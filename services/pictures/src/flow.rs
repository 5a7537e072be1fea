//! The flow: left where people come in, then places in columns, bands for those who went from one to the
//! other, hatched what broke on the way, right how it ended.
//!
//! Released transitions know no step: a place stands once, and people come back to it. So it is no Sankey
//! diagram in the strict sense, and what goes back is drawn as a path of its own beneath all places.
//! The method is Sugiyama's (layers, dummy nodes for long edges, crossings reduced by barycentres;
//! K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures",
//! IEEE Trans. SMC 11(2), 1981, 109-125), with the relaxation of M. Bostock's d3-sankey for heights. What
//! differs is how layers are found (`columns`), because real ways have loops.
//!
//! | module | owns |
//! | --- | --- |
//! | `columns` | which place stands in which column |
//! | `layers` | dummy nodes, and the order within a column |
//! | `heights` | where in its column everything stands |
//! | `ground` | how many at each place, the scale, where bars stand |
//! | `bands` | where bands begin, pass and end |
//! | `parts` | what the picture is made of: bars, bands, returns, labels |
//! | `layout` | gives each its place |
//! | `returns` | the paths of those who go back |
//! | `labels` | texts that overlap nothing |
//! | `drawing` | the SVG |

mod bands;
mod columns;
mod drawing;
mod ground;
mod heights;
mod labels;
mod layers;
mod layout;
mod parts;
mod returns;

use crate::{Caption, Picture};

/// Everything that the picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Its name and description.
    pub caption: Caption,
    /// The places, by number from 0.
    pub places: Vec<String>,
    /// How many came in at which place.
    pub came_in: Vec<(usize, u32)>,
    /// Who went from where to where and arrived.
    pub arrived: Vec<Way>,
    /// Who was sent from where to where and did not get there.
    pub lost: Vec<Way>,
    /// How it ended.
    pub endings: Vec<Ending>,
    /// The picture's words.
    pub words: FlowWords,
}

/// So many went from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The number of the place that they left.
    pub from: usize,
    /// The number of the place that they went to; may be the same.
    pub to: usize,
    /// How many.
    pub persons: u32,
}

/// A way of ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// What it is called.
    pub label: String,
    /// How many ended so.
    pub persons: u32,
    /// How it looks.
    pub look: Look,
}

/// How an ending looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Dark: it went well.
    Full,
    /// Half dark: on the way.
    Half,
    /// Light: neither.
    Light,
    /// Hatched: it did not go well.
    Lost,
    /// An outline: not said yet.
    Open,
}

/// The words of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowWords {
    /// Over the column where people come in.
    pub came_in: String,
    /// After the number of those who arrived at a place.
    pub arrived: String,
    /// After the number of those who were lost on the way to a place.
    pub lost: String,
    /// After the number of those who go back.
    pub back: String,
    /// Over the column of endings.
    pub ended: String,
    /// Where there is nothing to draw.
    pub nothing: String,
}

impl Flow {
    /// The scale at which the picture is neither flat nor a tower: pixels for a person. Pictures that
    /// shall be compared are drawn at the smallest of theirs.
    #[must_use]
    pub fn natural_scale(&self) -> f64 {
        ground::natural_scale(self)
    }

    /// The picture, at its own scale.
    #[must_use]
    pub fn draw(&self) -> Picture {
        self.draw_at(self.natural_scale())
    }

    /// The picture at a given scale: so many pixels for a person.
    #[must_use]
    pub fn draw_at(&self, scale: f64) -> Picture {
        drawing::draw(self, &parts::Layout::of(self, scale))
    }
}

#[cfg(test)]
mod tests;
