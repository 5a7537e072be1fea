//! The looked-at set: pictures that somebody has looked at in a browser, in colour and in grey, and liked.
//!
//! `LOOK=1 cargo test -p pictures --test golden` writes them anew. Then look at the files before you
//! commit them: no test can say that a picture is beautiful.

use std::path::PathBuf;

use pictures::chain::{Chain, ChainWords, Fit, Move, Point, Stage};
use pictures::flow::{Ending, Flow, FlowWords, Look, Way};
use pictures::network::{Link, Network};
use pictures::periods::{Periods, Row, Section};
use pictures::{Caption, Picture};

fn check(name: &str, picture: &Picture) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
        .with_extension("svg");
    if std::env::var_os("LOOK").is_some() {
        std::fs::write(&file, picture.file()).expect("the folder is ours");
    }
    let looked_at = std::fs::read_to_string(&file).expect("somebody has looked at it");
    assert!(
        picture.file() == looked_at,
        "{name} is not the picture that was looked at"
    );
    // On paper there are lines, areas and letters: neither filters nor pixels can be printed.
    for absent in ["<filter", "filter=", "filter:", "<image"] {
        assert!(!looked_at.contains(absent), "{name} has {absent}");
    }
}

fn caption(id: &str, title: &str) -> Caption {
    Caption {
        id: id.into(),
        title: title.into(),
        description: "Erfundene Zahlen.".into(),
    }
}

fn ways(ways: &[(usize, usize, u32)]) -> Vec<Way> {
    let way = |&(from, to, persons): &(usize, usize, u32)| Way { from, to, persons };
    ways.iter().map(way).collect()
}

/// The release of a planned town of 300 persons (seed 1), as groups.
fn town() -> Flow {
    let places = [
        "Betreuung und Schule",
        "Beratung",
        "Existenz\u{AD}sicherung",
        "Geschützte Stellen",
        "Arbeit und Ausbildung",
        "Jugend und Familie",
    ];
    let endings = [
        ("Hilfe bekommen", 71, Look::Full),
        ("Hilfe hat begonnen", 90, Look::Half),
        ("keine passende Hilfe", 18, Look::Lost),
        ("noch offen", 69, Look::Open),
    ];
    Flow {
        caption: caption("wege", "Wege durch das Netzwerk"),
        places: places.map(String::from).to_vec(),
        came_in: vec![(1, 15), (2, 88), (3, 21), (5, 112)],
        arrived: ways(&[
            (0, 1, 11),
            (1, 1, 13),
            (1, 2, 10),
            (1, 5, 14),
            (2, 1, 24),
            (2, 4, 29),
            (2, 5, 41),
            (4, 2, 11),
            (5, 0, 30),
            (5, 1, 39),
            (5, 2, 62),
            (5, 5, 19),
        ]),
        lost: ways(&[
            (1, 2, 10),
            (2, 4, 10),
            (2, 5, 11),
            (5, 0, 12),
            (5, 1, 19),
            (5, 2, 12),
        ]),
        endings: endings
            .map(|(label, persons, look)| Ending {
                label: label.into(),
                persons,
                look,
            })
            .to_vec(),
        words: FlowWords {
            came_in: "Hier kommen sie herein".into(),
            arrived: "Ankünfte".into(),
            lost: "Brüche".into(),
            back: "gehen zurück".into(),
            ended: "So ging es aus".into(),
            nothing: "Hier ist noch nichts zu zeigen.".into(),
        },
    }
}

#[test]
fn a_flow() {
    check("flow", &town().draw());
}

#[test]
fn a_flow_of_a_network_that_shows_almost_nothing() {
    let few = Flow {
        came_in: vec![(2, 16), (5, 23)],
        arrived: ways(&[(5, 2, 11)]),
        lost: vec![],
        endings: town().endings.into_iter().skip(3).collect(),
        ..town()
    };
    check("flow_small", &few.draw());
}

#[test]
fn a_network() {
    let flow = town();
    let links = flow.arrived.iter().map(|way| Link {
        one: way.from,
        other: way.to,
        persons: way.persons,
    });
    let network = Network {
        caption: caption("karte", "Wer mit wem zusammenarbeitet"),
        places: flow.places.clone(),
        links: links.collect(),
        nothing: flow.words.nothing,
    };
    check("network", &network.draw());
    check("network_narrow", &network.draw_narrow());
}

#[test]
fn a_chain() {
    let stage = |name: &str, stations: &[&str], note: &str| Stage {
        name: name.into(),
        stations: stations.iter().map(ToString::to_string).collect(),
        note: note.into(),
    };
    let at = Point::Stage;
    let moves = [
        (at(0), at(1), 351, Fit::Foreseen),
        (at(0), at(2), 152, Fit::Foreseen),
        (at(0), at(3), 231, Fit::Foreseen),
        (at(1), at(4), 179, Fit::Foreseen),
        (at(0), at(4), 45, Fit::Skipping),
        (at(1), at(0), 181, Fit::OutOfOrder),
        (at(2), at(0), 66, Fit::OutOfOrder),
        (at(3), at(1), 26, Fit::OutOfOrder),
        (at(1), Point::Outside, 33, Fit::Extra),
        (Point::Outside, at(1), 40, Fit::Extra),
    ];
    let chain = Chain {
        caption: caption("kette", "Gedachte und wirkliche Kette"),
        stages: vec![
            stage(
                "Klärung und Lotse",
                &[
                    "Anlauf\u{AD}stelle",
                    "Familien\u{AD}büro",
                    "Jugend\u{AD}amt",
                ],
                "Eingang in 3 Arbeitstagen",
            ),
            stage(
                "Existenz\u{AD}sicherung",
                &[
                    "Grund\u{AD}sicherungs\u{AD}stelle",
                    "Jugend\u{AD}amt",
                    "Wohngeld\u{AD}stelle",
                ],
                "Eingang in 5 Arbeitstagen",
            ),
            stage(
                "Gesundheit, Trennung, Erziehung",
                &[
                    "Erziehungs- und Familien\u{AD}beratung",
                    "Gesundheits\u{AD}amt",
                ],
                "Eingang in 10 Arbeitstagen",
            ),
            stage(
                "Kinder\u{AD}betreuung",
                &["Kinder\u{AD}tages\u{AD}pflege", "Kita"],
                "Zusage in 20 Arbeitstagen",
            ),
            stage(
                "Ausbildung und Arbeit",
                &["Bildungs\u{AD}träger", "Agentur für Arbeit"],
                "",
            ),
        ],
        moves: moves
            .map(|(from, to, persons, fit)| Move {
                from,
                to,
                persons,
                fit,
            })
            .to_vec(),
        words: ChainWords {
            outside: "Nicht in der Kette".into(),
            foreseen: "wie vorgesehen".into(),
            skipping: "lässt etwas aus".into(),
            out_of_order: "gegen die Richtung der Kette".into(),
            extra: "von oder zu Stellen außerhalb der Kette".into(),
        },
    };
    check("chain", &chain.draw());
    check("chain_narrow", &chain.draw_narrow());
}

#[test]
fn two_periods_side_by_side() {
    let row = |&(name, persons, difference): &(&str, [Option<u32>; 2], &str)| Row {
        name: name.into(),
        persons,
        difference: difference.into(),
    };
    let section = |title: &str, lost, rows: &[(&str, [Option<u32>; 2], &str)]| Section {
        title: title.into(),
        lost,
        rows: rows.iter().map(row).collect(),
    };
    let periods = Periods {
        caption: caption("nebeneinander", "Zwei Zeiträume"),
        names: ["2. Halbjahr 2025".into(), "1. Halbjahr 2026".into()],
        sections: vec![
            section(
                "Hereingekommen über",
                false,
                &[
                    ("Jugend und Familie", [Some(86), Some(77)], ""),
                    ("Existenz\u{AD}sicherung", [Some(74), Some(103)], "+29"),
                    ("Treffpunkte und Selbsthilfe", [None, Some(10)], ""),
                ],
            ),
            section(
                "Gebrochen",
                true,
                &[
                    (
                        "von Jugend und Familie zu Beratung",
                        [Some(31), Some(11)],
                        "−20",
                    ),
                    (
                        "von Beratung zu Existenz\u{AD}sicherung",
                        [None, Some(10)],
                        "",
                    ),
                ],
            ),
        ],
        hidden: "–".into(),
        nothing: "Hier ist noch nichts zu zeigen.".into(),
    };
    check("periods", &periods.draw());
    check("periods_narrow", &periods.draw_narrow());
}
