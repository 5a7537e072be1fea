//! `laufzettel bench` as somebody runs it: it brings its own town, and says what the database does alone.

use std::process::Command;

#[test]
fn it_says_how_many_pairs_and_how_many_inserts() {
    let arguments = ["bench", "--seconds", "1", "--clients", "2", "--slips", "3"];
    let ran = Command::new(env!("CARGO_BIN_EXE_laufzettel"))
        .args(arguments)
        .env_remove("LAUFZETTEL_STORE")
        .output()
        .unwrap();
    let (said, complained) = (text(&ran.stdout), text(&ran.stderr));
    assert!(ran.status.success(), "{said}{complained}");
    let number = |before: &str, behind: &str| -> f64 {
        let line = said.lines().find(|line| line.contains(behind));
        let line = line.unwrap_or_else(|| panic!("no {behind:?} in {said}"));
        let rest = line.split_once(before).map_or(line, |(_, rest)| rest);
        let word = rest.split_whitespace().next().unwrap();
        word.parse().unwrap()
    };
    assert!(number("", " pairs of issue and acknowledge a second") > 0.0);
    assert!(number("with one client alone ", "with one client alone") > 0.0);
    let inserts = number("", " bare durable inserts a second");
    let ratio = number("a pair is ", " of an insert");
    assert!(inserts > 0.0 && ratio > 0.0, "{said}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
