//! Released figures as tables. What is hidden and what is zero look the same: a dash.

use path_statistics::episodes::{Cause, OutcomeClass, Quality, WaitingBin};
use path_statistics::releases::{Cell, Place, Release, Waits};

use super::pictures::{accesses, ways};
use super::places::Offices;
use crate::words;

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

/// Hidden, or nobody.
pub(super) const HIDDEN: &str = "–";

pub(super) fn figure(persons: Option<u32>) -> String {
    persons.map_or_else(|| HIDDEN.into(), |persons| persons.to_string())
}

/// Where parents came in.
pub(super) fn of_access(access: &Release, offices: &Offices) -> Vec<Table> {
    let rows = accesses(access)
        .into_iter()
        .map(|(place, persons)| vec![offices.name(place), persons.to_string()]);
    let columns = ["Zugang", "Personen"];
    vec![Table::new(
        "zugaenge",
        "Wo sie hereinkamen",
        &columns,
        rows.collect(),
    )]
}

/// Ways, what went wrong, waits, endings.
pub(super) fn of_paths(paths: &Release, offices: &Offices) -> Vec<Table> {
    vec![
        ways_table(paths, offices),
        quality(paths),
        waits(paths, offices),
        endings(paths),
    ]
}

pub(super) fn way(from: Place, to: Place, offices: &Offices) -> String {
    if from == to {
        format!("{}, untereinander", offices.name(from))
    } else {
        format!("von {} zu {}", offices.name(from), offices.name(to))
    }
}

fn ways_table(paths: &Release, offices: &Offices) -> Table {
    let mut ways: Vec<_> = ways(paths).into_iter().collect();
    ways.sort_by_key(|(pair, (arrived, lost))| (std::cmp::Reverse((*arrived, *lost)), *pair));
    let rows = ways.into_iter().map(|((from, to), (arrived, lost))| {
        vec![way(from, to, offices), figure(arrived), figure(lost)]
    });
    Table::new(
        "wege-tabelle",
        "Wege von Stelle zu Stelle, unter den ersten drei jeder Person; erste gebrochene Übergaben",
        &["Weg", "angekommen", "gebrochen"],
        rows.collect(),
    )
}

fn quality(paths: &Release) -> Table {
    let of = |class| figure(paths.shown(&Cell::Quality { class }));
    let broken = Cause::ALL.iter().map(|&cause| {
        let said = format!("Übergabe gebrochen. {}", words::cause(cause));
        vec![said, of(Quality::Broken(cause))]
    });
    let rest = [Quality::DoubleCounselling, Quality::Loop, Quality::None];
    let rest = rest.map(|class| vec![words::quality(class), of(class)]);
    Table::new(
        "hindernisse",
        "Was auf dem Weg schiefging; jede Person zählt einmal, ein Bruch vor allem anderen",
        &["Was geschah", "Personen"],
        broken.chain(rest).collect(),
    )
}

fn waits(paths: &Release, offices: &Offices) -> Table {
    let caption = "Wie lange sie beim ersten Mal warteten, vom Losschicken bis zur Ankunft";
    let shown = |persons: u32| figure((persons > 0).then_some(persons));
    let bins = |at| paths.waits(at).map(|(bin, persons)| (bin, shown(persons)));
    let by = match paths.manifest().cube().waits {
        Waits::Together => {
            let rows = bins(None).map(|(bin, persons)| vec![words::waiting(bin).into(), persons]);
            let columns = ["Wartezeit", "Personen"];
            return Table::new("wartezeiten", caption, &columns, rows.to_vec());
        }
        Waits::ByAccess => "Hereingekommen über",
        Waits::ByArrival => "Angekommen bei",
    };
    let rows = paths.waiting_places().into_iter().map(|place| {
        let mut row = vec![offices.name(place)];
        row.extend(bins(Some(place)).map(|(_, persons)| persons));
        let median = paths.median_wait(Some(place));
        row.push(median.map_or(HIDDEN, words::waiting).to_owned());
        row
    });
    let mut columns = vec![by];
    columns.extend(WaitingBin::ALL.map(words::waiting));
    columns.push("Mitte");
    Table::new("wartezeiten", caption, &columns, rows.collect())
}

fn endings(paths: &Release) -> Table {
    let of = |class| figure(paths.shown(&Cell::Outcome { class }));
    let classes = OutcomeClass::ALL.iter();
    let rows = classes.map(|&class| vec![words::outcome_class(class).into(), of(class)]);
    Table::new(
        "ausgang",
        "Wie es ausging; ihr eigenes Wort geht vor dem der Stelle",
        &["Ausgang", "Personen"],
        rows.collect(),
    )
}
