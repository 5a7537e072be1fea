//! `/statistik`, `/statistik/{id}`, `/statistik/vergleich`: what a network sees of its parents' ways.
//! Everything here comes from releases; an office's own counts stand beside them for its lead.
use super::{Choice, FieldErrors, Frame};
use crate::statistics::Told;
use askama::Template;
use pictures::Picture;

/// A table whose first column names its rows.
#[derive(Clone)]
pub(crate) struct Table {
    /// Unique on its page.
    pub(crate) id: String,
    /// What it shows.
    pub(crate) caption: String,
    /// The heads of its columns.
    pub(crate) columns: Vec<String>,
    /// Its rows: a name, then a cell for each further column.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these columns and rows.
    pub(crate) fn new(id: &str, caption: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns: columns.iter().map(ToString::to_string).collect(),
            rows,
        }
    }

    /// Whether all but the rows' names are figures, which stand right under each other.
    pub(crate) fn counts(&self) -> bool {
        let figure = |cell: &String| cell == "–" || cell.parse::<u32>().is_ok();
        let mut cells = self.rows.iter().flat_map(|row| row.iter().skip(1));
        !self.rows.is_empty() && cells.all(figure)
    }
}

/// A drawn picture, for wide and narrow screens.
pub(crate) struct Drawn {
    /// SVG of our own making, safe to stand in the page.
    pub(crate) wide: String,
    /// The same for narrow screens; empty where the wide one is moved sideways instead.
    pub(crate) narrow: String,
}

impl Drawn {
    /// For both.
    pub(crate) fn both(wide: &Picture, narrow: &Picture) -> Self {
        Self {
            wide: wide.inline(),
            narrow: narrow.inline_again(),
        }
    }

    /// A flow moves sideways on narrow screens: turned upright, its bands would be too thin to follow.
    pub(crate) fn moved(picture: &Picture) -> Self {
        Self {
            wide: picture.inline(),
            narrow: String::new(),
        }
    }
}

/// One release in the list.
pub(crate) struct ReleaseEntry {
    /// "1. Halbjahr 2026: Wege".
    pub(crate) title: String,
    /// Where it is read; none where it was not made.
    pub(crate) href: Option<String>,
    /// "berichtigt", or why it was not made; else empty.
    pub(crate) note: String,
}

/// The newest release in short.
pub(crate) struct Newest {
    /// Its period.
    pub(crate) title: String,
    /// What it tells of.
    pub(crate) lead: String,
    /// Its flow.
    pub(crate) picture: Drawn,
    /// The first things that its figures say.
    pub(crate) sentences: Vec<String>,
    /// Where all of it is read.
    pub(crate) href: String,
}

/// `/statistik`. Form: `GET /statistik/vergleich` with `a` and `b`.
#[derive(Template)]
#[template(path = "statistics.html")]
pub(crate) struct StatisticsPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// The newest release; none while there is none.
    pub(crate) newest: Option<Newest>,
    /// When the next one is due, in a sentence.
    pub(crate) next_due: String,
    /// For a lead: the own office's exact counts.
    pub(crate) own: Option<Table>,
    /// All releases, the newest first.
    pub(crate) releases: Vec<ReleaseEntry>,
    /// Periods that can be compared; fewer than two: none.
    pub(crate) periods: Vec<Choice>,
    /// The value of the last but one.
    pub(crate) earlier: String,
    /// The value of the last.
    pub(crate) later: String,
}

/// `/statistik/{id}`: one period.
#[derive(Template)]
#[template(path = "period.html")]
pub(crate) struct PeriodPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What is told of it.
    pub(crate) told: Told,
    /// "berichtigt", else empty.
    pub(crate) note: &'static str,
    /// The flow.
    pub(crate) flow: Drawn,
    /// The network map, where paths are released.
    pub(crate) network: Option<Drawn>,
    /// Its address; beneath it lie `wege.pdf`, `zahlen.csv` and `veroeffentlichung.json`.
    pub(crate) address: String,
    /// The key of the form that makes its one revision; none for whoever may not, and of a revision. Form:
    /// `POST /statistik/{id}/berichtigung`.
    pub(crate) revise: Option<String>,
    /// What has just been done.
    pub(crate) just_done: &'static str,
    /// Why it was not revised.
    pub(crate) errors: FieldErrors,
}

/// `/statistik/vergleich`: two periods.
#[derive(Template)]
#[template(path = "comparison.html")]
pub(crate) struct ComparisonPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// The earlier period.
    pub(crate) first: String,
    /// The later one.
    pub(crate) second: String,
    /// Their figures side by side.
    pub(crate) beside: Drawn,
    /// Their flows, on one scale.
    pub(crate) pictures: [Drawn; 2],
    /// That they can hardly be compared, else empty.
    pub(crate) caution: String,
    /// The larger differences.
    pub(crate) sentences: Vec<String>,
    /// Both columns.
    pub(crate) tables: Vec<Table>,
}
