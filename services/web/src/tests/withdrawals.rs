//! A withdrawal is her right and no trouble: nothing that shows one looks or sounds like a warning. Every
//! warning of every template and every warning tone in the code is listed here with its reason; a new one
//! fails until it is, so that somebody asks whether it can meet her right.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Alerts that warn, by template and title. None is about what she took back.
const ALERTS: [(&str, &str); 8] = [
    ("comparison.html", "Nur bedingt vergleichbar"),
    ("data_protection.html", "Das Protokoll ist nicht in Ordnung"),
    ("issue.html", "Es gibt schon einen offenen Laufzettel"),
    ("issued.html", "Rückrufbitte"),
    ("persons/erasing.html", "Noch nicht möglich"),
    (
        "persons/papers.html",
        "Die alten Codes geben nichts mehr von ihr",
    ),
    ("slip_by_code.html", "Bitte beachten"),
    ("voucher_redeem.html", "Bitte beachten"),
];

/// Tones that warn, by file and what they say. None is about what she took back.
const TONES: [(&str, &str); 3] = [
    // A slip whose last day passed.
    ("code.rs", "if over { Tone::Warning } else { Tone::Info },"),
    // Her turn to be helped, in time.
    (
        "handover/wording.rs",
        "Phase::Acknowledged => (Tone::Warning, \"angekommen\".to_owned()),",
    ),
    // She is in danger.
    (
        "persons/file.rs",
        "(row.protected, Tone::Danger, \"geschützt\"),",
    ),
];

/// What a template or a sentence says when something was taken back.
const TAKEN_BACK: [&str; 5] = [
    "zurückgenommen",
    "zurückgezogen",
    "nimmt",
    "ücknahme",
    "widerruf",
];

/// What no sentence about it says.
const ALARMING: [&str; 10] = [
    "Achtung",
    "Warnung",
    "Vorsicht",
    "leider",
    "trotzdem",
    "verweiger",
    "Problem",
    "Fehler",
    "darf nicht",
    "gesperrt",
];

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = vec![];
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_alert_that_warns_is_listed_and_none_shows_a_withdrawal() {
    let mut found = BTreeSet::new();
    for (name, text) in files("templates", "html") {
        for tone in ["warning", "danger"] {
            let opened = format!("call parts::alert(\"{tone}\", \"");
            for alert in text.split(&opened).skip(1) {
                let (title, rest) = alert.split_once('"').unwrap();
                found.insert((name.clone(), title.to_owned()));
                let inside = rest.split("endcall").next().unwrap();
                for word in TAKEN_BACK.iter().chain(&["notices"]) {
                    assert!(!inside.contains(word), "{name}: {title}: {word}");
                }
            }
        }
    }
    let listed = ALERTS.map(|(file, title)| (file.to_owned(), title.to_owned()));
    assert_eq!(found, BTreeSet::from(listed));
}

#[test]
fn no_line_of_a_template_that_speaks_of_a_withdrawal_warns() {
    let mut lines = 0;
    for (name, text) in files("templates", "html") {
        let about = text
            .lines()
            .filter(|line| TAKEN_BACK.iter().any(|word| line.contains(word)));
        for line in about {
            lines += 1;
            for sign in [
                "warning",
                "danger",
                "kern-error",
                "lz-errors",
                "role=\"alert\"",
            ] {
                assert!(!line.contains(sign), "{name}: {line}");
            }
            for word in ALARMING {
                assert!(!line.contains(word), "{name}: {line}");
            }
        }
    }
    assert!(lines > 3, "{lines}: the templates were read");
}

#[test]
fn every_tone_that_warns_is_listed_and_none_shows_a_withdrawal() {
    let mut found = BTreeSet::new();
    for (name, text) in files("src/routes", "rs") {
        for line in text
            .lines()
            .filter(|line| line.contains("Tone::Warning") || line.contains("Tone::Danger"))
        {
            let line = line.trim().trim_start_matches("tone: ");
            found.insert((name.clone(), line.to_owned()));
        }
    }
    let listed = TONES.map(|(file, line)| (file.to_owned(), line.to_owned()));
    assert_eq!(found, BTreeSet::from(listed));
}

#[test]
fn no_sentence_about_a_withdrawal_sounds_like_an_alarm() {
    let mut sentences = 0;
    for (name, text) in files("src", "rs") {
        // Words alone count, not the names of the code.
        let said = text.split('"').skip(1).step_by(2);
        for sentence in said.filter(|said| {
            ["zurückgenommen", "zurückgezogen"]
                .iter()
                .any(|word| said.contains(word))
        }) {
            sentences += 1;
            for word in ALARMING {
                assert!(!sentence.contains(word), "{name}: {sentence}");
            }
        }
    }
    assert!(sentences > 10, "{sentences}: the code was read");
}
