//! `/statistik`, `/statistik/{id}`, `/statistik/vergleich`: what a network sees of its parents' ways.
//! Everything here comes from releases; an office's own counts stand beside them for its lead.
use super::{Choice, FieldErrors, Frame};
use crate::statistics::Told;
use askama::Template;
use pictures::Picture;

/// A table whose first column names its rows.
#[derive(Clone)]
pub struct Table {
    /// Unique on its page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows: a name, then a cell for each further column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these columns and rows.
    #[must_use]
    pub fn new(id: &str, caption: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns: columns.iter().map(ToString::to_string).collect(),
            rows,
        }
    }

    /// Whether all but the rows' names are figures, which stand right under each other.
    #[must_use]
    pub fn counts(&self) -> bool {
        let figure = |cell: &String| cell == "–" || cell.parse::<u32>().is_ok();
        let mut cells = self.rows.iter().flat_map(|row| row.iter().skip(1));
        !self.rows.is_empty() && cells.all(figure)
    }
}

/// A drawn picture, for wide and narrow screens.
pub struct Drawn {
    /// SVG of our own making, safe to stand in the page.
    pub wide: String,
    /// The same for narrow screens; empty where the wide one is moved sideways instead.
    pub narrow: String,
}

impl Drawn {
    /// For both.
    #[must_use]
    pub fn both(wide: &Picture, narrow: &Picture) -> Self {
        Self {
            wide: wide.inline(),
            narrow: narrow.inline_again(),
        }
    }

    /// A flow moves sideways on narrow screens: turned upright, its bands would be too thin to follow.
    #[must_use]
    pub fn moved(picture: &Picture) -> Self {
        Self {
            wide: picture.inline(),
            narrow: String::new(),
        }
    }
}

/// One release in the list.
pub struct ReleaseEntry {
    /// "1. Halbjahr 2026: Wege".
    pub title: String,
    /// Where it is read; none where it was not made.
    pub href: Option<String>,
    /// "berichtigt", or why it was not made; else empty.
    pub note: String,
}

/// The newest release in short.
pub struct Newest {
    /// Its period.
    pub title: String,
    /// What it tells of.
    pub lead: String,
    /// Its flow.
    pub picture: Drawn,
    /// The first things that its figures say.
    pub sentences: Vec<String>,
    /// Where all of it is read.
    pub href: String,
}

/// `/statistik`. Form: `GET /statistik/vergleich` with `a` and `b`.
#[derive(Template)]
#[template(path = "statistics.html")]
pub struct StatisticsPage {
    /// Header and footer.
    pub frame: Frame,
    /// The newest release; none while there is none.
    pub newest: Option<Newest>,
    /// When the next one is due, in a sentence.
    pub next_due: String,
    /// For a lead: the own office's exact counts.
    pub own: Option<Table>,
    /// All releases, the newest first.
    pub releases: Vec<ReleaseEntry>,
    /// Periods that can be compared; fewer than two: none.
    pub periods: Vec<Choice>,
    /// The value of the last but one.
    pub earlier: String,
    /// The value of the last.
    pub later: String,
}

/// `/statistik/{id}`: one period.
#[derive(Template)]
#[template(path = "period.html")]
pub struct PeriodPage {
    /// Header and footer.
    pub frame: Frame,
    /// What is told of it.
    pub told: Told,
    /// "berichtigt", else empty.
    pub note: &'static str,
    /// The flow.
    pub flow: Drawn,
    /// The network map, where paths are released.
    pub network: Option<Drawn>,
    /// Its address; beneath it lie `wege.pdf`, `zahlen.csv` and `veroeffentlichung.json`.
    pub address: String,
    /// The key of the form that makes its one revision; none for whoever may not, and of a revision. Form:
    /// `POST /statistik/{id}/berichtigung`.
    pub revise: Option<String>,
    /// What has just been done.
    pub just_done: &'static str,
    /// Why it was not revised.
    pub errors: FieldErrors,
}

/// `/statistik/vergleich`: two periods.
#[derive(Template)]
#[template(path = "comparison.html")]
pub struct ComparisonPage {
    /// Header and footer.
    pub frame: Frame,
    /// The earlier period.
    pub first: String,
    /// The later one.
    pub second: String,
    /// Their figures side by side.
    pub beside: Drawn,
    /// Their flows, on one scale.
    pub pictures: [Drawn; 2],
    /// That they can hardly be compared, else empty.
    pub caution: String,
    /// The larger differences.
    pub sentences: Vec<String>,
    /// Both columns.
    pub tables: Vec<Table>,
}
