//! Two periods beside each other: two flows on one scale, and tables with both columns.

use std::collections::BTreeMap;

use path_statistics::releases::Release;

use super::places::Offices;
use super::tables::HIDDEN;
use super::told::{Told, told};
use crate::pages::Table;

/// Smaller differences may be noise alone: two figures, each up to five off.
const SAYS_SOMETHING: u32 = 10;

/// Two periods.
pub struct Compared {
    /// The earlier one's name.
    pub first: String,
    /// The later one's.
    pub second: String,
    /// Their flows as SVG.
    pub pictures: [String; 2],
    /// Both columns, and the difference where both are shown.
    pub tables: Vec<Table>,
    /// The larger differences, as sentences.
    pub sentences: Vec<String>,
    /// That places are told apart differently, so that little can be compared; else empty.
    pub caution: String,
}

/// Compares two periods, each by its access and path release.
#[must_use]
pub fn compared(
    first: (Option<&Release>, Option<&Release>),
    second: (Option<&Release>, Option<&Release>),
    offices: &Offices,
) -> Option<Compared> {
    let detail = |(access, paths): (Option<&Release>, Option<&Release>)| {
        paths.or(access).map(|release| release.manifest().detail)
    };
    let caution = if detail(first) == detail(second) {
        String::new()
    } else {
        "In den beiden Zeiträumen werden Orte verschieden fein unterschieden. Ihre Zeilen lassen sich kaum vergleichen."
            .into()
    };
    let (mut one, mut two) = (
        told(first.0, first.1, offices)?,
        told(second.0, second.1, offices)?,
    );
    one.flow.caption.id = "wege-a".into();
    two.flow.caption.id = "wege-b".into();
    let scale = one.flow.natural_scale().min(two.flow.natural_scale());
    let (tables, sentences) = tables(&one, &two);
    Some(Compared {
        pictures: [&one, &two].map(|told| told.flow.draw_at(scale).inline()),
        first: one.title,
        second: two.title,
        tables,
        sentences,
        caution,
    })
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
            tables.push(Table {
                id: format!("{}-{column}", table.id),
                caption: format!("{}{counted}", table.caption),
                columns: vec![
                    table.columns[0].clone(),
                    one.title.clone(),
                    two.title.clone(),
                    "Unterschied".into(),
                ],
                rows,
            });
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
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
        Some((a, b)) if a.abs_diff(b) < SAYS_SOMETHING => "unter 10".into(),
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
