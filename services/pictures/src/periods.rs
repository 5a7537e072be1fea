//! Two periods side by side: for each figure a bar of the one and a bar of the other in two columns, on one
//! scale. What one of them does not show has a dash in its column.

mod layout;

use crate::svg::{Canvas, Ink};
use crate::{Caption, Picture};
use layout::Layout;

/// Everything that the picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// Its name and description.
    pub caption: Caption,
    /// The names of the two periods, the earlier first.
    pub names: [String; 2],
    /// Figures of one kind each.
    pub sections: Vec<Section>,
    /// Stands where a figure is not shown.
    pub hidden: String,
    /// Where there is nothing to draw.
    pub nothing: String,
}

/// Figures of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they count.
    pub title: String,
    /// Whether they count those who were lost.
    pub lost: bool,
    /// The figures.
    pub rows: Vec<Row>,
}

/// A figure in both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it counts.
    pub name: String,
    /// How many, where it is shown.
    pub persons: [Option<u32>; 2],
    /// What the difference says; empty where it says nothing.
    pub difference: String,
}

impl Periods {
    /// The picture for wide screens and paper.
    #[must_use]
    pub fn draw(&self) -> Picture {
        self.drawn(&Layout::of(self, &layout::WIDE))
    }

    /// The picture for narrow screens.
    #[must_use]
    pub fn draw_narrow(&self) -> Picture {
        self.drawn(&Layout::of(self, &layout::NARROW))
    }

    fn drawn(&self, layout: &Layout) -> Picture {
        let mut canvas = Canvas::new();
        for bar in &layout.bars {
            let ink = match (bar.lost, bar.column) {
                (true, _) => Ink::Lost,
                (false, 0) => Ink::Middle,
                (false, _) => Ink::Solid,
            };
            canvas.bar(bar.frame, ink);
        }
        canvas.finish(&self.caption, &layout.labels, (layout.width, layout.height))
    }
}

#[cfg(test)]
mod tests;
