//! What the peers say of two public logs and of a simulated town, the engine says too. The files in `expected` are generated:
//! `tests/peer_bench/run expected` asks pm4py and the crate `process_mining` anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use path_statistics::findings::Findings;
use path_statistics::xes;
use serde_json::Value;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn found(log: &str) -> Value {
    let file = format!("../../tests/peer_bench/logs/{log}.xes.gz");
    let log = xes::read(File::open(Path::new(HERE).join(file)).unwrap()).unwrap();
    serde_json::to_value(Findings::of(&log)).unwrap()
}

fn expected(log: &str, peer: &str) -> Value {
    let file: PathBuf = [HERE, "tests/peers/expected", &format!("{log}.{peer}.json")]
        .iter()
        .collect();
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// A list of objects, found by some of their members whatever its order.
fn by<'json>(list: &'json Value, members: &[&str]) -> BTreeMap<String, &'json Value> {
    let key = |entry: &Value| -> String {
        let values: Vec<String> = members
            .iter()
            .map(|member| entry[member].to_string())
            .collect();
        values.join(" ")
    };
    let entries = list.as_array().unwrap();
    let found: BTreeMap<_, _> = entries.iter().map(|entry| (key(entry), entry)).collect();
    assert_eq!(found.len(), entries.len(), "one entry of each kind");
    found
}

fn agree(log: &str, peer: &str) {
    let (ours, theirs) = (found(log), expected(log, peer));
    for sum in ["cases", "events", "activities", "start", "end"] {
        assert_eq!(ours[sum], theirs[sum], "{log}, {peer}: {sum}");
    }
    let variants = |figures| by(figures, &["activities"]);
    assert_eq!(
        variants(&ours["variants"]),
        variants(&theirs["variants"]),
        "{log}, {peer}"
    );
    let (ours, theirs) = (
        by(&ours["edges"], &["from", "to"]),
        by(&theirs["edges"], &["from", "to"]),
    );
    assert!(
        ours.keys().eq(theirs.keys()),
        "{log}, {peer}: {ours:?} {theirs:?}"
    );
    for (edge, ours) in &ours {
        assert_eq!(
            ours["count"], theirs[edge]["count"],
            "{log}, {peer}: {edge}"
        );
        // process_mining says no medians.
        if peer == "pm4py" {
            let difference = ours["median_seconds"].as_f64().unwrap()
                - theirs[edge]["median_seconds"].as_f64().unwrap();
            assert!(
                difference.abs() < 1e-6,
                "{log}, {peer}: {edge}: {difference}"
            );
        }
    }
}

#[test]
fn the_running_example_is_as_pm4py_says() {
    agree("running-example", "pm4py");
}

#[test]
fn the_running_example_is_as_process_mining_says() {
    agree("running-example", "process_mining");
}

#[test]
fn the_road_traffic_fines_are_as_pm4py_says() {
    agree("roadtraffic-variants", "pm4py");
}

#[test]
fn the_road_traffic_fines_are_as_process_mining_says() {
    agree("roadtraffic-variants", "process_mining");
}

#[test]
fn a_simulated_town_is_as_pm4py_says() {
    agree("town", "pm4py");
}

#[test]
fn a_simulated_town_is_as_process_mining_says() {
    agree("town", "process_mining");
}
