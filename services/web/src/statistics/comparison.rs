//! Two periods beside each other: two flows on one scale, and tables with both columns.

use std::collections::BTreeMap;

use path_statistics::releases::Release;

use super::places::Offices;
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

/// Each table that both have, row by row, one figure in each: the first of the row.
fn tables(one: &Told, two: &Told) -> (Vec<Table>, Vec<String>) {
    let mut sentences = Vec::new();
    let mut tables = Vec::new();
    for table in &one.tables {
        let Some(other) = two.tables.iter().find(|other| other.id == table.id) else {
            continue;
        };
        if table.columns != other.columns || table.columns.len() > 3 {
            continue;
        }
        for (column, counted) in table.columns.iter().enumerate().skip(1) {
            let (before, after) = (figures(table, column), figures(other, column));
            let mut names: Vec<&String> = before.iter().map(|(name, _)| *name).collect();
            names.extend(
                after
                    .iter()
                    .map(|(name, _)| *name)
                    .filter(|name| !before.contains_key(*name)),
            );
            names.sort_by_key(|name| row_in(table, name));
            let rows = names.into_iter().map(|name| {
                let of = |figures: &BTreeMap<&String, &String>| {
                    figures
                        .get(name)
                        .map_or("–", |text| text.as_str())
                        .to_owned()
                };
                let (a, b) = (of(&before), of(&after));
                let difference = difference(&a, &b);
                if let Some(large) = large(&a, &b) {
                    sentences.push(format!(
                        "{name}{}: {large}.",
                        if column == 1 && table.columns.len() == 2 {
                            String::new()
                        } else {
                            format!(", {counted}")
                        }
                    ));
                }
                vec![name.clone(), a, b, difference]
            });
            let rows: Vec<Vec<String>> = rows.collect();
            let more_than_one = table.columns.len() > 2;
            tables.push(Table {
                id: format!("{}-{column}", table.id),
                caption: if more_than_one {
                    format!("{}: {counted}", table.caption)
                } else {
                    table.caption.clone()
                },
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
        None => "–".into(),
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
