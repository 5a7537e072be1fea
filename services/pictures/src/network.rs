//! The network map: places on a lens, those who work together linked across it.
//!
//! The left and the right side of the lens each hold half of the places at even heights, so that names
//! stand beside them in two columns without overlapping, however many there are. Neighbours on the lens
//! are those with the strongest links. There is no force and no chance in it: the same figures give the
//! same map, and next year's map can be laid beside this year's.

mod layout;

use crate::svg::{Canvas, Ink, Path};
use crate::{Caption, Picture};
use layout::Layout;

/// Everything that the map shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Its name and description.
    pub caption: Caption,
    /// The places, by number from 0.
    pub places: Vec<String>,
    /// How many went between two places, in either direction; those who stay at one are left out.
    pub links: Vec<Link>,
    /// Where there is nothing to draw.
    pub nothing: String,
}

/// So many went between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// One of them.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How many.
    pub persons: u32,
}

impl Network {
    /// The map for wide screens and paper.
    #[must_use]
    pub fn draw(&self) -> Picture {
        self.drawn(&Layout::of(self, layout::WIDE))
    }

    /// The map for narrow screens.
    #[must_use]
    pub fn draw_narrow(&self) -> Picture {
        self.drawn(&Layout::of(self, layout::NARROW))
    }

    fn drawn(&self, layout: &Layout) -> Picture {
        let mut canvas = Canvas::new();
        for link in &layout.links {
            let path = Path::through(&[link.one]);
            let path = path.curve(link.bends.0, link.bends.1, link.other);
            canvas.stroke_in(&path, link.thickness, Ink::Band);
        }
        for spot in &layout.spots {
            canvas.disc(*spot, layout::SPOT);
        }
        canvas.finish(&self.caption, &layout.labels, (layout.width, layout.height))
    }
}

#[cfg(test)]
mod tests;
