//! Where bars and texts stand.

use super::{Periods, Row, Section};
use crate::svg::{Anchor, Frame, Label, Shade};
use crate::text::Type;

const TITLE: Type = Type::bold(14.0);
const NAME: Type = Type::plain(13.0);
const COUNT: Type = Type::bold(13.0);
/// How high a bar is.
const BAR: f64 = 14.0;
/// Between a bar and its count.
const BESIDE: f64 = 6.0;
/// The room of a count.
const COUNTED: f64 = 44.0;
const BETWEEN_ROWS: f64 = 9.0;
const BETWEEN_SECTIONS: f64 = 22.0;

/// Measures that differ between wide and narrow screens.
pub(super) struct Format {
    width: f64,
    /// How wide names are at most.
    names: f64,
    /// Where the two columns of bars begin.
    columns: [f64; 2],
    /// How long the longest bar is.
    longest: f64,
    /// Names stand above their bars, not beside them.
    above: bool,
}

pub(super) const WIDE: Format = Format {
    width: 960.0,
    names: 320.0,
    columns: [336.0, 622.0],
    longest: 230.0,
    above: false,
};

pub(super) const NARROW: Format = Format {
    width: 360.0,
    names: 360.0,
    columns: [0.0, 164.0],
    longest: 108.0,
    above: true,
};

/// A bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bar {
    pub(super) frame: Frame,
    pub(super) persons: u32,
    /// 0 or 1.
    pub(super) column: usize,
    pub(super) lost: bool,
}

/// The whole picture.
#[derive(Debug, PartialEq, Default)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) bars: Vec<Bar>,
    pub(super) labels: Vec<Label>,
}

impl Layout {
    pub(super) fn of(periods: &Periods, format: &Format) -> Self {
        let mut layout = Self {
            width: format.width,
            ..Self::default()
        };
        let shown = periods.sections.iter().filter(|of| !of.rows.is_empty());
        let rows = shown.clone().flat_map(|section| &section.rows);
        let most = rows.flat_map(|row| row.persons).flatten().max();
        let Some(most) = most.filter(|most| *most > 0) else {
            layout.nothing(&periods.nothing);
            return layout;
        };
        let drawing = Drawing {
            format,
            hidden: &periods.hidden,
            scale: format.longest / f64::from(most),
        };
        for section in shown {
            layout.section(&drawing, section, &periods.names);
        }
        layout
    }

    fn nothing(&mut self, words: &str) {
        self.height = 8.0;
        for line in NAME.wrap(words, self.width) {
            self.line(line, 0.0, NAME, Shade::Muted);
        }
        self.height += 8.0;
    }

    /// A line of text beneath all that is there.
    fn line(&mut self, text: String, x: f64, face: Type, shade: Shade) {
        let baseline = self.height + face.size;
        self.height += face.leading();
        self.labels
            .push(Label::new(text, (x, baseline), face, shade));
    }

    /// The title and the periods' names above their columns, then the rows.
    fn section(&mut self, drawing: &Drawing<'_>, section: &Section, names: &[String; 2]) {
        if self.height > 0.0 {
            self.height += BETWEEN_SECTIONS;
        }
        let format = drawing.format;
        let top = self.height;
        let shade = if section.lost {
            Shade::Lost
        } else {
            Shade::Text
        };
        for line in TITLE.wrap(&section.title, format.names) {
            self.line(line, 0.0, TITLE, shade);
        }
        let beside = self.height;
        let mut lowest: f64 = beside;
        for (name, x) in names.iter().zip(format.columns) {
            self.height = if format.above { beside } else { top };
            let room = format.longest + COUNTED;
            for line in NAME.wrap(name, room) {
                self.line(line, x, NAME, Shade::Muted);
            }
            lowest = lowest.max(self.height);
        }
        self.height = lowest;
        for row in &section.rows {
            self.height += BETWEEN_ROWS;
            self.row(drawing, row, section.lost);
        }
    }

    fn row(&mut self, drawing: &Drawing<'_>, row: &Row, lost: bool) {
        let format = drawing.format;
        let top = self.height;
        for line in NAME.wrap(&row.name, format.names) {
            self.line(line, 0.0, NAME, Shade::Text);
        }
        let bars = if format.above { self.height } else { top } + 2.0;
        for (column, x) in format.columns.into_iter().enumerate() {
            let persons = row.persons[column];
            let length = persons.map_or(0.0, |persons| f64::from(persons) * drawing.scale);
            if let Some(persons) = persons {
                let frame = Frame::of((x, bars), (length, BAR));
                self.bars.push(Bar {
                    frame,
                    persons,
                    column,
                    lost,
                });
            }
            let beside = if persons.is_some() { BESIDE } else { 0.0 };
            let (text, shade) = match persons {
                Some(persons) => (persons.to_string(), Shade::Text),
                None => (drawing.hidden.to_owned(), Shade::Muted),
            };
            let at = (x + length + beside, bars + BAR - 2.5);
            self.labels.push(Label::new(text, at, COUNT, shade));
        }
        if !row.difference.is_empty() {
            let at = (format.width, bars + BAR - 2.5);
            let label = Label::new(&row.difference, at, COUNT, Shade::Text);
            self.labels.push(label.anchored(Anchor::End));
        }
        self.height = self.height.max(bars + BAR + 2.0);
    }
}

/// What is the same for all rows of a picture.
struct Drawing<'p> {
    format: &'p Format,
    hidden: &'p str,
    /// So long is a bar for each person.
    scale: f64,
}
