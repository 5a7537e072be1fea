//! Somebody has a copy of the database and not the keys: the file itself, a copy of it, a backup. What can she
//! join and place better than by a guess? 120 women at five offices, in 30 days; acts at the same time.
//!
//! Two attacks, the second written without a look at the first: by values that rows share (`values.rs`), and by
//! lengths, neighbourhood and moments (`shapes.rs`), which learns from half of the women what she can of the
//! other half. Both must find joins that were planted.

mod played;
mod shapes;
mod values;

use std::collections::HashMap;

use acceptance::Town;
use event_store::StoreUrl;
use event_store::testing::{Clear, ClearRow};

use played::Played;
use shapes::Copy;

/// At most so much may be told beyond the best guess, and beyond what chance gives who guesses once.
const MARGIN: f64 = 0.02;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stolen_file_joins_and_places_nobody() {
    let town = Town::on_sqlite().await;
    let played = Played::play(&town).await;
    let rows = all_rows(&town).await;
    values::join_nobody(&rows, &played);
    let StoreUrl::Sqlite(path) = town.store().url() else {
        unreachable!("it is a file");
    };
    let log = std::fs::read(path.with_extension("db-wal")).unwrap_or_default();
    let file = std::fs::read(path).unwrap();
    let backup = town.store().backed_up().await.bytes();
    for (what, bytes) in [
        ("the file", file.clone()),
        ("the file with its log", [file, log].concat()),
        ("a copy", backup),
    ] {
        let copy = Copy::of(&rows, &bytes);
        for found in copy.attacked(&played) {
            println!("{what}: {found}");
            assert!(found.tells_no_more_than(MARGIN), "{what}: {found}");
        }
    }
    values::find_what_was_planted(rows.clone(), &played);
    shapes::find_what_was_planted(&rows, &played);
}

/// PostgreSQL keeps, beside each row, which transaction wrote it: the figure is published
/// (docs/formats.md), not promised.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_stolen_data_folder_tells_is_published() {
    let town = Town::on_postgres().await;
    let played = Played::play(&town).await;
    let rows = all_rows(&town).await;
    values::join_nobody(&rows, &played);
    // As `pg_dump` gives them: table by table, in the order in which they were written.
    let dump = town.store().clear_rows().await.into_iter();
    let dump: Vec<u8> = dump
        .flat_map(|row| row.sealed)
        .flat_map(|(_, bytes)| bytes)
        .collect();
    for found in Copy::of(&rows, &dump).attacked(&played) {
        println!("pg_dump: {found}");
    }
    let moments = town.store().moments_of_rows().await;
    let found = shapes::by_moment(&rows, &moments, &played);
    println!("the data folder: {found}");
    assert!(
        !found.tells_no_more_than(MARGIN),
        "if it told nothing, say so in docs/formats.md"
    );
}

/// All rows, the events in the order of the log: which event of a stream is its first, somebody may know from
/// elsewhere; the rows do not tell.
async fn all_rows(town: &Town) -> Vec<ClearRow> {
    let (store, network) = (town.store(), town.desk().network());
    let head = store.store().head(network).await.expect("a head");
    let mut order = HashMap::new();
    for position in 1..=head.get() {
        order.insert(store.event_id(network, position).await, position);
    }
    let mut rows = store.clear_rows().await;
    rows.sort_by_key(|row| {
        let id = row.values.iter().find_map(|(name, value)| match value {
            Clear::Number(number) if *name == "id" => Some(*number),
            _ => None,
        });
        let of_the_log = id.filter(|_| row.table == "event");
        of_the_log.and_then(|id| order.get(&id).copied())
    });
    rows
}
