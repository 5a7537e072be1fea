//! `laufzettel simulate` and `attack` as somebody calls them who wants to know what the releases withstand.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The binary under test, in an environment that configures nothing.
fn laufzettel(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laufzettel"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LAUFZETTEL_")) {
        command.env_remove(name);
    }
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder for a simulated town.
struct Town(TempDir);

impl Town {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn store(&self) -> String {
        format!("sqlite:{}", self.path("town.sqlite"))
    }

    fn truth(&self) -> String {
        self.path("truth.jsonl")
    }

    fn simulate(&self, more: &[&str]) -> Output {
        let (store, truth) = (self.store(), self.truth());
        let usual = [
            "simulate",
            "--store",
            &store,
            "--truth",
            &truth,
            "--today",
            "2026-11-22",
        ];
        laufzettel(&[&usual, more].concat())
    }

    fn attack(&self, truth: &str) -> Output {
        let store = self.store();
        let effort = ["--trials", "400", "--programs", "8"];
        let usual = ["attack", "--store", &store, "--truth", truth, "--json"];
        laufzettel(&[&usual[..], &effort].concat())
    }
}

#[test]
fn a_simulated_town_has_releases_that_withstand_the_attacks() {
    let town = Town::new();
    let played = town.simulate(&["--persons", "60", "--seed", "1"]);
    assert!(played.status.success(), "{}", text(&played.stderr));
    let said = text(&played.stdout);
    assert!(
        said.starts_with("60 parents went to 26 institutions: "),
        "{said}"
    );

    let verified = laufzettel(&["verify", "--store", &town.store()]);
    assert!(verified.status.success(), "{}", text(&verified.stderr));

    let attacked = town.attack(&town.truth());
    assert!(attacked.status.success(), "{}", text(&attacked.stderr));
    let periods: Value = serde_json::from_slice(&attacked.stdout).unwrap();
    let half_year = &periods[0];
    assert_eq!(half_year["period"]["from"], "2026-01-01");
    assert_eq!(half_year["period"]["to"], "2026-06-30");
    assert_eq!(half_year["detail"], "groups");
    assert_eq!(half_year["passed"], true);
    let findings = half_year["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 10);
    assert!(findings.iter().all(|finding| finding["passed"] == true));
    for number in [1, 4, 6] {
        assert_eq!(
            findings[number - 1]["succeeds_against_exact"],
            true,
            "{number}"
        );
    }

    // A second town does not fit beside the first.
    let again = town.simulate(&["--persons", "5"]);
    assert!(!again.status.success());
    assert!(text(&again.stderr).contains("holds a network already"));

    // Without one of the institutions' visitors the truth is another town's.
    let other = town.path("other.jsonl");
    let lines = fs::read_to_string(town.truth()).unwrap();
    let kept: Vec<&str> = lines
        .lines()
        .filter(|line| !line.contains("\"number\":7,"))
        .collect();
    assert_eq!(kept.len() + 1, lines.lines().count());
    fs::write(&other, kept.join("\n")).unwrap();
    let refused = town.attack(&other);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("not what the truth file says"));
}

#[test]
fn bad_input_is_named() {
    let town = Town::new();
    for (more, told) in [
        (vec!["--persons", "0"], "0 is not in 1..=200000"),
        (
            vec!["--persons", "5", "--quarters", "0"],
            "0 is not in 1..=40",
        ),
        (
            vec!["--persons", "5", "--seed", "one"],
            "invalid value 'one'",
        ),
    ] {
        let refused = town.simulate(&more);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            text(&refused.stderr).contains(told),
            "{}",
            text(&refused.stderr)
        );
    }
    assert!(!Path::new(&town.path("town.sqlite")).exists());

    let nowhere = town.attack(&town.path("nowhere.jsonl"));
    assert!(text(&nowhere.stderr).contains("nowhere.jsonl cannot be opened"));
    let broken = town.path("broken.jsonl");
    fs::write(&broken, "{}").unwrap();
    let refused = town.attack(&broken);
    assert!(
        text(&refused.stderr).contains("line 1 of the truth file"),
        "{}",
        text(&refused.stderr)
    );
}

#[test]
fn without_releases_there_is_nothing_to_attack() {
    let town = Town::new();
    let store = town.store();
    assert!(
        laufzettel(&["migrate", "--store", &store, "--create-keys"])
            .status
            .success()
    );
    let truth = town.truth();
    fs::write(&truth, "").unwrap();
    let refused = town.attack(&truth);
    assert!(!refused.status.success());
    assert!(
        text(&refused.stderr).contains("nothing to attack yet"),
        "{}",
        text(&refused.stderr)
    );
}
