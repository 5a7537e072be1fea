//! `laufzettel paths` as an analyst calls it: the real binary on a public log and on broken ones.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const LOG: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/peer_bench/logs/running-example.xes.gz"
);

fn laufzettel(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laufzettel"));
    command.arg("paths").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn json_has_all_figures_under_their_promised_names() {
    let output = laufzettel(&[LOG, "--json"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut names: Vec<&str> = figures
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    let promised = [
        "activities",
        "cases",
        "edges",
        "end",
        "events",
        "start",
        "variants",
    ];
    assert_eq!(names, promised);
    assert_eq!(
        (&figures["cases"], &figures["events"]),
        (&6.into(), &42.into())
    );
    assert_eq!(figures["start"]["register request"], 6);
    let most_frequent = serde_json::json!({
        "from": "check ticket", "to": "decide", "count": 6, "median_seconds": 129_300.0,
    });
    assert_eq!(figures["edges"][0], most_frequent);
    assert_eq!(figures["variants"].as_array().unwrap().len(), 6);
}

#[test]
fn without_json_it_is_a_table() {
    let output = laufzettel(&[LOG]);
    let table = text(&output.stdout);
    assert!(
        table.starts_with("6 cases, 42 events, 8 activities\n"),
        "{table}"
    );
    assert!(
        table.contains("1 d 11 h  check ticket > decide\n"),
        "{table}"
    );
}

#[test]
fn a_broken_log_is_told_by_file_and_line_and_nothing_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cut.xes");
    fs::write(&file, "<log>\n<trace>\n<event>").unwrap();
    let told = |file: &Path| {
        let output = laufzettel(&[file.to_str().unwrap(), "--json"]);
        assert!(!output.status.success() && output.stdout.is_empty());
        text(&output.stderr).to_owned()
    };
    let cut = told(&file);
    assert!(
        cut.contains("cut.xes: line 3: the log is cut off here"),
        "{cut}"
    );
    let missing = told(&folder.path().join("missing.xes"));
    assert!(
        missing.contains("missing.xes cannot be opened: No such file"),
        "{missing}"
    );
}
