//! Two periods side by side: their figures as bars in two columns, two flows on one scale, and tables with
//! both columns.

use std::collections::BTreeMap;

use askama::Template;
use path_statistics::episodes::Quality;
use pictures::Caption;
use pictures::periods::{Periods, Row, Section};

use super::pictures::Drawn;
use super::places::Offices;
use super::sentences::capital;
use super::tables::{HIDDEN, Table};
use super::told::{Released, Told, told};
use crate::pages::Frame;
use crate::words;

/// `/statistik/vergleich`: two periods.
#[derive(Template)]
#[template(path = "comparison.html")]
pub(crate) struct ComparisonPage {
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

/// Smaller differences may be noise alone: two figures, each up to five off.
const SAYS_SOMETHING: u32 = 11;

/// Compares two periods, the earlier first.
pub(crate) fn comparison(
    frame: Frame,
    [first, second]: [&Released; 2],
    offices: &Offices,
) -> Option<ComparisonPage> {
    let caution = if first.manifest()?.detail == second.manifest()?.detail {
        ""
    } else {
        "In den beiden Zeiträumen werden Orte verschieden fein unterschieden. Ihre Zeilen lassen sich kaum vergleichen."
    };
    let (mut one, mut two) = (told(first, offices)?, told(second, offices)?);
    one.flow.caption.id = "wege-a".into();
    two.flow.caption.id = "wege-b".into();
    let scale = one.flow.natural_scale().min(two.flow.natural_scale());
    let (tables, sentences) = tables(&one, &two);
    let beside = beside(&tables, [one.title.clone(), two.title.clone()]);
    Some(ComparisonPage {
        frame,
        beside: Drawn::both(&beside.draw(), &beside.draw_narrow()),
        pictures: [&one, &two].map(|told| Drawn::moved(&told.flow.draw_at(scale))),
        first: one.title,
        second: two.title,
        caution: caution.into(),
        sentences,
        tables,
    })
}

/// The tables that are drawn: their title in the picture, and whether they count those who were lost.
const DRAWN: [(&str, &str, bool); 5] = [
    ("zugaenge-1", "Hereingekommen über", false),
    ("wege-tabelle-1", "Angekommen", false),
    ("wege-tabelle-2", "Gebrochen", true),
    ("hindernisse-1", "Was schiefging", true),
    ("ausgang-1", "Wie es ausging", false),
];
/// So many figures of a table are drawn, the largest; all stand in it.
const MOST_ROWS: usize = 12;

/// The figures of both periods as bars side by side.
fn beside(tables: &[Table], names: [String; 2]) -> Periods {
    let sections = DRAWN.iter().filter_map(|(id, title, lost)| {
        let table = tables.iter().find(|table| table.id == *id)?;
        Some(Section {
            title: (*title).into(),
            lost: *lost,
            rows: drawn(table),
        })
    });
    Periods {
        caption: Caption {
            id: "nebeneinander".into(),
            title: format!("{} und {} nebeneinander", names[0], names[1]),
            description: "Zu jeder Zahl ein Balken links für den früheren und einer rechts für den späteren Zeitraum, \
                          alle im selben Maßstab. Alle Zahlen stehen in den Tabellen darunter."
                .into(),
        },
        names,
        sections: sections.collect(),
        hidden: HIDDEN.into(),
        nothing: "Keine Zahl ist in beiden Zeiträumen gezeigt.".into(),
    }
}

/// The largest figures of a table of both periods, in its order.
fn drawn(table: &Table) -> Vec<Row> {
    let persons = |cell: &str| cell.parse::<u32>().ok();
    // Those of whom nothing went wrong would dwarf the rest.
    let well = words::quality(Quality::None);
    let mut rows: Vec<Row> = table
        .rows
        .iter()
        .map(|row| Row {
            name: row[0].clone(),
            persons: [persons(&row[1]), persons(&row[2])],
            difference: Some(row[3].clone())
                .filter(|said| said.starts_with(['+', '−']))
                .unwrap_or_default(),
        })
        .filter(|row| row.persons != [None, None] && row.name != well)
        .collect();
    let mut sizes: Vec<u32> = rows.iter().map(size).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    if let Some(smallest) = sizes.get(MOST_ROWS - 1).copied() {
        rows.retain(|row| size(row) >= smallest);
    }
    rows
}

fn size(row: &Row) -> u32 {
    row.persons.into_iter().flatten().max().unwrap_or(0)
}

/// Each table that both have, with a table of its own for each of its columns of figures. Tables with many
/// columns (waits by place) stand in their periods.
fn tables(one: &Told, two: &Told) -> (Vec<Table>, Vec<String>) {
    let (mut tables, mut sentences) = (Vec::new(), Vec::new());
    for table in one.tables.iter().filter(|table| table.columns.len() <= 3) {
        let same = |other: &&Table| other.id == table.id && other.columns == table.columns;
        let Some(other) = two.tables.iter().find(same) else {
            continue;
        };
        for column in 1..table.columns.len() {
            let rows = rows(table, other, column);
            let counted = match table.columns.len() {
                2 => String::new(),
                _ => format!(", {}", table.columns[column]),
            };
            let said = rows.iter().filter_map(|row| {
                let large = large(&row[1], &row[2])?;
                Some(capital(&format!("{}{counted}: {large}.", row[0])))
            });
            sentences.extend(said);
            let columns = [&table.columns[0], &one.title, &two.title, "Unterschied"];
            tables.push(Table::new(
                &format!("{}-{column}", table.id),
                &format!("{}{counted}", table.caption),
                &columns,
                rows,
            ));
        }
    }
    (tables, sentences)
}

/// The rows of both tables by name: first those of the one in its order, then what only the other has.
fn rows(one: &Table, two: &Table, column: usize) -> Vec<Vec<String>> {
    let (before, after) = (figures(one, column), figures(two, column));
    let mut names: Vec<&String> = before.keys().copied().collect();
    names.extend(after.keys().filter(|name| !before.contains_key(*name)));
    names.sort_by_key(|name| row_in(one, name));
    let figure = |figures: &BTreeMap<&String, &String>, name: &String| {
        figures
            .get(name)
            .map_or(HIDDEN, |text| text.as_str())
            .to_owned()
    };
    let rows = names.into_iter().map(|name| {
        let (a, b) = (figure(&before, name), figure(&after, name));
        let difference = difference(&a, &b);
        vec![name.clone(), a, b, difference]
    });
    rows.collect()
}

fn row_in(table: &Table, name: &str) -> usize {
    let rows = table.rows.iter();
    rows.clone()
        .position(|row| row[0] == name)
        .unwrap_or(rows.len())
}

fn figures(table: &Table, column: usize) -> BTreeMap<&String, &String> {
    table
        .rows
        .iter()
        .map(|row| (&row[0], &row[column]))
        .collect()
}

fn both(a: &str, b: &str) -> Option<(u32, u32)> {
    Some((a.parse().ok()?, b.parse().ok()?))
}

fn difference(a: &str, b: &str) -> String {
    match both(a, b) {
        None => HIDDEN.into(),
        Some((a, b)) if a.abs_diff(b) < SAYS_SOMETHING => "bis 10".into(),
        Some((a, b)) if a < b => format!("+{}", b - a),
        Some((a, b)) => format!("−{}", a - b),
    }
}

fn large(a: &str, b: &str) -> Option<String> {
    let (a, b) = both(a, b)?;
    (a.abs_diff(b) >= SAYS_SOMETHING).then(|| {
        let word = if a < b { "mehr" } else { "weniger" };
        format!("etwa {} {word} als vorher ({a}, jetzt {b})", a.abs_diff(b))
    })
}
