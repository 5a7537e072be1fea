//! Released figures as tables. What is hidden and what is zero look the same: a dash.

use std::collections::BTreeSet;

use path_statistics::episodes::{Cause, OutcomeClass, Quality, WaitingBin};
use path_statistics::releases::{Cell, Place, Release};

use super::pictures::{accesses, ways};
use super::places::Offices;
use crate::pages::Table;
use crate::words;

/// Hidden, or nobody.
pub(super) const HIDDEN: &str = "–";

pub(super) fn figure(persons: Option<u32>) -> String {
    persons.map_or_else(|| HIDDEN.into(), |persons| persons.to_string())
}

fn table(id: &str, caption: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Table {
    Table {
        id: id.into(),
        caption: caption.into(),
        columns: columns.iter().map(ToString::to_string).collect(),
        rows,
    }
}

/// Where parents came in.
pub(super) fn of_access(access: &Release, offices: &Offices) -> Vec<Table> {
    let rows = accesses(access)
        .into_iter()
        .map(|(place, persons)| vec![offices.name(place), persons.to_string()]);
    vec![table(
        "zugaenge",
        "Wo sie hereinkamen",
        &["Zugang", "Personen"],
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
    table(
        "wege-tabelle",
        "Wege von Stelle zu Stelle, unter den ersten drei jeder Person; erste gebrochene Übergaben",
        &["Weg", "angekommen", "gebrochen"],
        rows.collect(),
    )
}

fn quality(paths: &Release) -> Table {
    let of = |class| figure(paths.persons(&Cell::Quality { class }).ok().flatten());
    let broken = Cause::ALL.map(|cause| {
        let said = format!("Übergabe gebrochen. {}", words::cause(cause));
        vec![said, of(Quality::Broken(cause))]
    });
    let rest = [Quality::DoubleCounselling, Quality::Loop, Quality::None];
    let rest = rest.map(|class| vec![words::quality(class), of(class)]);
    table(
        "hindernisse",
        "Was auf dem Weg schiefging; jede Person zählt einmal, ein Bruch vor allem anderen",
        &["Was geschah", "Personen"],
        broken.into_iter().chain(rest).collect(),
    )
}

/// Places for which a wait is shown.
pub(super) fn waiting_places(paths: &Release) -> BTreeSet<Place> {
    let places = paths.cells().filter_map(|(cell, _)| match *cell {
        Cell::Waiting { to, .. } => to,
        _ => None,
    });
    places.collect()
}

fn waits(paths: &Release, offices: &Offices) -> Table {
    let caption = "Wie lange sie beim ersten Mal warteten, vom Losschicken bis zur Ankunft";
    let of = |to, bin| figure(paths.persons(&Cell::Waiting { to, bin }).ok().flatten());
    let median = |to| {
        paths
            .median_wait(to)
            .map_or(HIDDEN, words::waiting)
            .to_owned()
    };
    let places = waiting_places(paths);
    if places.is_empty() {
        let bins = WaitingBin::ALL.map(|bin| vec![words::waiting(bin).into(), of(None, bin)]);
        return table(
            "wartezeiten",
            caption,
            &["Wartezeit", "Personen"],
            bins.to_vec(),
        );
    }
    let rows = places.into_iter().map(|place| {
        let mut row = vec![offices.name(place)];
        row.extend(WaitingBin::ALL.map(|bin| of(Some(place), bin)));
        row.push(median(Some(place)));
        row
    });
    let mut columns = vec!["Stelle"];
    columns.extend(WaitingBin::ALL.map(words::waiting));
    columns.push("Mitte");
    table("wartezeiten", caption, &columns, rows.collect())
}

fn endings(paths: &Release) -> Table {
    let of = |class| figure(paths.persons(&Cell::Outcome { class }).ok().flatten());
    let rows = OutcomeClass::ALL.map(|class| vec![words::outcome_class(class).into(), of(class)]);
    table(
        "ausgang",
        "Wie es ausging; ihr eigenes Wort geht vor dem der Stelle",
        &["Ausgang", "Personen"],
        rows.to_vec(),
    )
}
