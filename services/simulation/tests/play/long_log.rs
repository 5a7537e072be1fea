//! A long log, made by the real commands: the cases again and again. `verify` proves rule 1 over all of
//! it, finds the one disclosure that breaks it, and costs little more than reading does.
//!
//! `LAUFZETTEL_EVENTS` says how long; the long run is 100,000, in a release build:
//! `LAUFZETTEL_EVENTS=100000 cargo test --release -p simulation --test play long_log -- --nocapture`.
//! `LAUFZETTEL_KEEP=DIR` keeps SQLite's files there, for the binary's own `verify`.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what a long run is for"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use casework::Desk;
use casework::verify::{Report, verify};
use event_store::testing::TestStore;
use event_store::{Position, VerifyError};

use crate::bench::Stage;
use crate::careless::discloses_behind_a_withdrawal;

/// How long, unless `LAUFZETTEL_EVENTS` says otherwise.
const EVENTS: u64 = 1_000;
/// Each time they are told, the cases leave at least so many events.
const EACH_TIME: u64 = 250;
/// How much longer than reading and opening the same events a proof may take; on a short log the
/// figures are noise.
const AT_MOST: f64 = 3.0;
const LONG: u64 = 50_000;

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_it_is_proven_and_a_lie_in_it_is_named() {
    let stage = Stage::on(TestStore::sqlite().await, 7);
    proven("SQLite", &stage).await;
    if let Ok(folder) = std::env::var("LAUFZETTEL_KEEP") {
        keep(&stage, Path::new(&folder));
    }
    a_lie_is_named(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_it_is_proven_and_a_lie_in_it_is_named() {
    let stage = Stage::on(TestStore::postgres().await, 7);
    proven("PostgreSQL", &stage).await;
    a_lie_is_named(&stage).await;
}

async fn proven(engine: &str, stage: &Stage) {
    let wanted = std::env::var("LAUFZETTEL_EVENTS");
    let wanted = wanted.map_or(EVENTS, |events| events.parse().unwrap());
    let times = usize::try_from(wanted.div_ceil(EACH_TIME)).unwrap();
    let (_, played) = timed(stage.play(7, times)).await;

    // Each reading but the first finds the same pages in memory.
    read_all(&stage.desk).await;
    let (read, reading) = timed(read_all(&stage.desk)).await;
    let (report, verifying) = timed(proof(&stage.desk)).await;
    let report = report.unwrap();
    assert!(report.events >= wanted, "{report:?}");
    assert_eq!((report.events, report.no_longer_provable), (read, 0));
    assert!(report.disclosures > report.events / 50, "{report:?}");
    let ratio = verifying.as_secs_f64() / reading.as_secs_f64();
    println!(
        "{engine}: {} events with {} disclosures, written in {played:.0?} ({:.0}/s), read in \
         {reading:.1?} ({:.0}/s), proven in {verifying:.1?} ({:.0}/s), {ratio:.2} times as long",
        report.events,
        report.disclosures,
        per_second(report.events, played),
        per_second(report.events, reading),
        per_second(report.events, verifying),
    );
    if report.events >= LONG {
        assert!(ratio < AT_MOST, "a proof costs {ratio:.2} readings");
    }
}

async fn a_lie_is_named(stage: &Stage) {
    let lie = discloses_behind_a_withdrawal(stage).await;
    match proof(&stage.desk).await {
        Err(VerifyError::Violation(violation)) => {
            assert_eq!(violation.position, lie, "{violation}");
            let what = "identity was disclosed without a live consent";
            assert_eq!(violation.what, what);
        }
        other => panic!("the lie was not found: {other:?}"),
    }
}

async fn proof(desk: &Desk) -> Result<Report, VerifyError> {
    verify(desk.store(), desk.network()).await
}

/// Reads and opens every event, as `verify` must; gives how many there are.
async fn read_all(desk: &Desk) -> u64 {
    let mut after = Position::START;
    loop {
        let page = desk.store().read_from(desk.network(), after, 500).await;
        match page.unwrap().last() {
            Some(last) => after = last.position,
            None => return after.get(),
        }
    }
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let began = Instant::now();
    let done = work.await;
    (done, began.elapsed())
}

fn per_second(events: u64, took: Duration) -> f64 {
    f64::from(u32::try_from(events).unwrap()) / took.as_secs_f64()
}

/// For the binary's own `verify`.
fn keep(stage: &Stage, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for file in fs::read_dir(stage.store.folder()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    println!("kept in {}", folder.display());
}
