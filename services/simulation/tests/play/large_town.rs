//! The release of a large network: from the sealed log to the stored cells, in a process that does nothing
//! else.
//!
//! `LAUFZETTEL_PERSONS` says how large; the long run is 40,000 in a release build, about a million events:
//! `LAUFZETTEL_PERSONS=40000 cargo test --release -p simulation --test play large_town -- --nocapture`.
//! `LAUFZETTEL_KEEP=DIR` keeps the town that was played there, and measures one that is kept already.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what a long run is for"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use casework::{Desk, ReleaseState, SettableClock};
use domain::statistics::Content;
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Staff};
use event_store::{KeyFile, Projector, Store, StoreUrl};
use jiff::civil::{Date, date};
use path_statistics::releases::Release;
use simulation::population::{Scope, TownPlan, play_plan};
use simulation::{SeededDraw, network_id};

/// How large, unless `LAUFZETTEL_PERSONS` says otherwise.
const PERSONS: u32 = 60;
/// The day on which the paths of the first half-year are due: nobody strikes on it while they are played.
const DUE: Date = date(2026, 9, 29);
/// Tells the child process where to play.
const PLAY_IN: &str = "LAUFZETTEL_PLAY_IN";

const COORDINATOR: Staff = Staff {
    account: AccountId::from_bytes([0xC0; 16]),
    institution: InstitutionId::from_bytes([0xC1; 16]),
    function: Role::Coordinator,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_release_reads_the_log_once() {
    if let Some(folder) = env::var_os(PLAY_IN) {
        return play(Path::new(&folder)).await;
    }
    let measured = tempfile::tempdir().unwrap();
    let kept = env::var_os("LAUFZETTEL_KEEP").map(PathBuf::from);
    match &kept {
        None => play_apart(measured.path()),
        Some(kept) => {
            if !town(kept).exists() {
                play_apart(kept);
            }
            for file in fs::read_dir(kept).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), measured.path().join(file.file_name())).unwrap();
            }
        }
    }
    measure(measured.path()).await;
}

/// What is played needs memory for the plan, which a release does not.
fn play_apart(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let name = "large_town::a_release_reads_the_log_once";
    let mut child = Command::new(env::current_exe().unwrap());
    child.args([name, "--exact", "--nocapture"]);
    let played = child.env(PLAY_IN, folder).status().unwrap();
    assert!(played.success());
}

fn town(folder: &Path) -> PathBuf {
    folder.join("town.sqlite")
}

async fn play(folder: &Path) {
    let persons = env::var("LAUFZETTEL_PERSONS");
    let persons = persons.map_or(PERSONS, |persons| persons.parse().unwrap());
    // Half a town is worth nothing: it gets its name when it is whole.
    let half = folder.join("half");
    let url: StoreUrl = format!("sqlite:{}", half.display()).parse().unwrap();
    let keys = KeyFile::load_or_create(&folder.join("keys")).unwrap();
    Store::migrate(&url).await.unwrap();
    let options = Store::options(&url, &keys).one_after_the_other();
    let store = options.open().await.unwrap();
    let (desk, clock) = desk(store.clone(), DUE);
    let plan = TownPlan::draw(Scope {
        persons,
        quarters: 2,
        seed: 1,
        today: DUE,
    });
    let began = Instant::now();
    play_plan(&desk, &clock, &plan).await.unwrap();
    store.sync().await.unwrap();
    let (events, took) = (events(&desk).await, began.elapsed().as_secs_f64());
    println!(
        "{persons} persons, {events} events, played in {took:.0} s, at most {:.0} MB",
        peak_megabytes()
    );
    drop((desk, store));
    fs::rename(half, town(folder)).unwrap();
}

async fn measure(folder: &Path) {
    let url: StoreUrl = format!("sqlite:{}", town(folder).display())
        .parse()
        .unwrap();
    let keys = KeyFile::load(&folder.join("keys")).unwrap();
    let store = Store::options(&url, &keys).open().await.unwrap();
    let (desk, clock) = desk(store, DUE);
    clock.set(DUE, 3, 0);
    // A midnight also ends what is old and purges what is erased: the second one has only that to do.
    let (with, made) = midnight(&desk).await;
    let (without, again) = midnight(&desk).await;
    assert_eq!((made, again), (1, 0));
    let listed = desk.releases(COORDINATOR).await.unwrap();
    let released = listed.into_iter().find_map(|listed| match listed.state {
        ReleaseState::Made { release, .. } if listed.edition.content == Content::Paths => {
            Some(release)
        }
        _ => None,
    });
    let body = desk.release(COORDINATOR, released.unwrap()).await.unwrap();
    let release = Release::read(body.as_bytes()).unwrap();
    assert!(release.cells().count() > 2);
    println!(
        "{} events: a midnight with the release of paths {with:.1} s, without {without:.1} s; the process \
         at most {:.0} MB; {} cells in {} bytes, by {:?}",
        events(&desk).await,
        peak_megabytes(),
        release.cells().count(),
        body.len(),
        release.manifest().detail,
    );
}

fn desk(store: Store, today: Date) -> (Desk, Arc<SettableClock>) {
    let clock = Arc::new(SettableClock::at(today));
    let draw = Arc::new(SeededDraw::new(1));
    let projector = Projector::new(store.clone(), read_models::all());
    let desk = Desk::new(store, projector, network_id(), clock.clone(), draw).unseen();
    (desk, clock)
}

/// How long it took, and how many releases it made.
async fn midnight(desk: &Desk) -> (f64, u64) {
    let began = Instant::now();
    let struck = desk.strike_midnight().await.unwrap();
    (began.elapsed().as_secs_f64(), struck.released)
}

async fn events(desk: &Desk) -> u64 {
    desk.store().head(desk.network()).await.unwrap().get()
}

/// As Linux counts it since this process was started.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.unwrap().trim().strip_suffix(" kB").unwrap();
    kibibytes.trim().parse::<f64>().unwrap() * 1024.0 / 1e6
}
