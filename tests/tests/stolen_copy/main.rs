//! Somebody has a copy of the database and not the keys: the file itself, a copy of it, a backup. What can she
//! join and place better than by a guess? 120 women at five offices, in 30 days; acts at the same time.
//!
//! Two attacks, the second written without a look at the first: by values that rows share (`values.rs`), and by
//! lengths, neighbourhood and moments (`shapes.rs`), which learns from half of the women what she can of the
//! other half. Both must find joins that were planted.

mod played;
mod shapes;
mod values;

use acceptance::Town;
use event_store::StoreUrl;

use played::Played;
use shapes::Copy;

/// At most so much may be told beyond the best guess.
const MARGIN: f64 = 0.02;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stolen_file_joins_and_places_nobody() {
    let town = Town::on_sqlite().await;
    let played = Played::play(&town).await;
    let rows = town.store().clear_rows().await;
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
            assert!(found.beyond_a_guess() <= MARGIN, "{what}: {found}");
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
    let rows = town.store().clear_rows().await;
    values::join_nobody(&rows, &played);
    let dump = town.store().backed_up().await.bytes();
    for found in Copy::of(&rows, &dump).attacked(&played) {
        println!("pg_dump: {found}");
    }
    let moments = town.store().moments_of_rows().await;
    let found = shapes::by_moment(&rows, &moments, &played);
    println!("the data folder: {found}");
    assert!(
        found.beyond_a_guess() > MARGIN,
        "if it told nothing, say so in docs/formats.md"
    );
}
