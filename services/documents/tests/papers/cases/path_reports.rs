//! A path report of a planned town.

use documents::{PathReport, ReportPicture, ReportTable, Row};

pub(crate) const TITLE: &str = "Wege durch das Netzwerk, 1. Halbjahr 2026";

/// As the crate `pictures` draws them.
const FLOW: &str = include_str!("../../../../pictures/tests/golden/flow.svg");
const MAP: &str = include_str!("../../../../pictures/tests/golden/network.svg");

/// The report of a town of 300 persons, shortened.
pub(crate) fn suhlheim() -> PathReport {
    let text = String::from;
    let row = |cells: &[&str]| cells.iter().map(ToString::to_string).collect();
    PathReport {
        title: text(TITLE),
        network: text(super::NETWORK),
        lead: text("Wo Alleinerziehende hereinkamen, wohin sie gingen und wo sie verloren gingen."),
        flow: ReportPicture {
            svg: text(FLOW),
            alt: text(
                "Links, wo Alleinerziehende hereinkommen. Bänder zeigen, wohin sie von dort gehen.",
            ),
            shape: 1.35,
        },
        map: Some((
            text("Wer mit wem zusammenarbeitet"),
            ReportPicture {
                svg: text(MAP),
                alt: text("Stellen als Punkte, dazwischen Linien."),
                shape: 3.0,
            },
        )),
        sentences: vec![
            text("Etwa 236 Alleinerziehende kamen über die gezeigten Zugänge herein."),
            text(
                "Der stärkste Weg führt von Jugend und Familie zu Existenzsicherung: etwa 62 sind ihn gegangen.",
            ),
        ],
        tables: vec![
            ReportTable {
                caption: text("Wege von Stelle zu Stelle"),
                columns: row(&["Weg", "angekommen", "gebrochen"]),
                rows: vec![
                    row(&["von Jugend und Familie zu Existenzsicherung", "62", "12"]),
                    row(&["Beratung, untereinander", "13", "–"]),
                ],
                figures: true,
            },
            ReportTable {
                caption: text("Wie lange sie warteten"),
                columns: row(&[
                    "Stelle",
                    "bis 3 Tage",
                    "4 bis 7 Tage",
                    "8 bis 14 Tage",
                    "15 bis 28 Tage",
                    "mehr als 28 Tage",
                    "Mitte",
                ]),
                rows: vec![row(&[
                    "Schuldnerberatung",
                    "12",
                    "30",
                    "21",
                    "–",
                    "–",
                    "4 bis 7 Tage",
                ])],
                figures: false,
            },
        ],
        dash: text("Ein Strich heißt: niemand, oder so wenige, dass es nicht gezeigt wird."),
        method: vec![Row {
            label: text("„Etwa“"),
            value: text(
                "Jede Zahl ist um höchstens 5 verändert, damit niemand aus ihr auf eine Person schließen kann.",
            ),
        }],
    }
}
