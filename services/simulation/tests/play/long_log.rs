//! A long log, made by the real commands: the cases, and then the way of one slip again and again.
//! `verify` proves rule 1 over all of it, finds the one disclosure that breaks it, and costs little more
//! than reading does.
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

use casework::verify::{Report, verify};
use casework::{Acknowledge, Desk};
use domain::codes::PresentedCode;
use domain::consents::Item;
use event_store::testing::TestStore;
use event_store::{Position, VerifyError};

use crate::bench::{Stage, TODAY};
use crate::careless::discloses_behind_a_withdrawal;
use crate::her::Her;

/// How long, unless `LAUFZETTEL_EVENTS` says otherwise.
const EVENTS: u64 = 2_000;
/// How much longer than reading and opening the same events a proof may take; on a short log the
/// figures are noise.
const AT_MOST: f64 = 3.0;
const LONG: u64 = 50_000;
/// How often it is read and proven.
const TURNS: u32 = 3;

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
    stage.play(7).await;
    stage.rest();
    let before = head(&stage.desk).await;
    let (after, writing) = timed(is_busy(stage, wanted)).await;
    let written = after - before;

    // In turns, and the fastest of each: what else the machine does takes time from both.
    let (mut read, mut reading) = timed(read_all(&stage.desk)).await;
    let (mut report, mut verifying) = timed(proof(&stage.desk)).await;
    for _ in 1..TURNS {
        let again = timed(read_all(&stage.desk)).await;
        (read, reading) = (again.0, reading.min(again.1));
        let again = timed(proof(&stage.desk)).await;
        (report, verifying) = (again.0, verifying.min(again.1));
    }
    let report = report.unwrap();
    assert!(report.events >= wanted, "{report:?}");
    assert_eq!((report.events, report.no_longer_provable), (read, 0));
    assert!(report.disclosures > report.events / 50, "{report:?}");
    let ratio = verifying.as_secs_f64() / reading.as_secs_f64();
    println!(
        "{engine}: {} events with {} disclosures; {written} written in {writing:.0?} ({:.0}/s), all \
         read in {reading:.2?} ({:.0}/s), all proven in {verifying:.2?} ({:.0}/s), {ratio:.2} times \
         as long",
        report.events,
        report.disclosures,
        per_second(written, writing),
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

/// Slips go their way until the log is so long; gives how long it is.
async fn is_busy(stage: &Stage, wanted: u64) -> u64 {
    let desk = stage.without_screens(stage.store.store().clone());
    let mut round = 0;
    while head(&desk).await < wanted {
        one_slip(&desk, round).await;
        round += 1;
    }
    head(&desk).await
}

/// She is recorded, asked, sent, taken on; the sender hears what she allows. Every fourth takes her name
/// back in the end.
async fn one_slip(desk: &Desk, round: u32) {
    let items = [
        Item::Identity,
        Item::Need,
        Item::FeedbackArrival,
        Item::FeedbackAcceptance,
    ];
    let her = Her::allowing(desk, &items).await;
    let key = desk.fresh_key();
    let slip = desk.perform(her.by, &her.slip(), &key).await.unwrap();
    let code = desk.station_code(her.by, slip).await.unwrap();
    let arrival = Acknowledge {
        code: PresentedCode::Typed(code.typed),
        arrived_on: Some(TODAY),
        accept: true,
        tell: [Item::FeedbackArrival, Item::FeedbackAcceptance].into(),
    };
    let key = desk.fresh_key();
    let arrived = desk.perform(her.there, &arrival, &key).await;
    arrived.unwrap();
    if round.is_multiple_of(4) {
        her.withdraws(desk).await;
    }
}

async fn head(desk: &Desk) -> u64 {
    desk.store().head(desk.network()).await.unwrap().get()
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
