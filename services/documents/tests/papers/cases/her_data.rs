//! A copy of her data, of the fictitious cases.

use documents::{HerData, Row, Section};

use super::file_notes::entry;

pub(crate) const TITLE: &str = "Was wir über Sie gespeichert haben";

/// What the Jugendamt holds about Frau Neumann.
pub(crate) fn neumann() -> HerData {
    HerData {
        title: TITLE.to_owned(),
        institution: "Jugendamt Suhlheim, Allgemeiner Sozialer Dienst".to_owned(),
        person: Some("Sabine Neumann".to_owned()),
        date: "16. November 2026".to_owned(),
        sections: vec![
            section(
                "Angaben zu Ihnen",
                Some("Damit wir wissen, wer Sie sind und wie wir Sie erreichen."),
                &[
                    ("Name", "Sabine Neumann"),
                    ("Geburtsjahr", "1998"),
                    ("Telefon", "07000 555-987, am liebsten vormittags"),
                    ("Sprache", "Deutsch"),
                    ("Kinder", "ein Kind unter 3, ein Kind von 3 bis 5 Jahren"),
                ],
                &[],
            ),
            section(
                "Ihre Laufzettel",
                Some("Wohin wir Sie geschickt haben, und was wir davon gehört haben."),
                &[],
                &[
                    (
                        "7. September 2026",
                        "Laufzettel an die Schuldnerberatung Suhlheim ausgestellt.",
                    ),
                    (
                        "14. September 2026",
                        "Die Schuldnerberatung meldet: Sie sind angekommen.",
                    ),
                    (
                        "9. November 2026",
                        "Die Schuldnerberatung meldet: Die Hilfe hat begonnen.",
                    ),
                ],
            ),
            section(
                "Ihre Einwilligungen",
                None,
                &[
                    ("Gültig bis", "7. September 2027"),
                    (
                        "Sie haben Ja gesagt zu",
                        "Name und Geburtsjahr, Bedarf, Anlass, Kinder, Rückmeldung: angekommen, angenommen, Ergebnis",
                    ),
                    (
                        "Sie haben Nein gesagt zu",
                        "Telefon, Ankündigung, Grund einer Absage",
                    ),
                ],
                &[],
            ),
            section("Vermerke zum Datenschutz", None, &[], &[]),
            section(
                "Wer Ihre Daten bei uns angesehen hat",
                Some(
                    "Höchstens eine Zeile für jeden Tag. Wer sie bei anderen Stellen ansieht, erfahren Sie dort.",
                ),
                &[],
                &[
                    (
                        "7. September 2026",
                        "Fachkraft im Allgemeinen Sozialen Dienst: Laufzettel ausgestellt.",
                    ),
                    (
                        "9. November 2026",
                        "Fachkraft im Allgemeinen Sozialen Dienst: Rückmeldung gelesen.",
                    ),
                ],
            ),
        ],
        contact: "Frau Berger, Telefon 07000 555-210".to_owned(),
    }
}

fn section(
    heading: &str,
    intro: Option<&str>,
    rows: &[(&str, &str)],
    entries: &[(&str, &str)],
) -> Section {
    let row = |(label, value): &(&str, &str)| Row {
        label: (*label).to_owned(),
        value: (*value).to_owned(),
    };
    Section {
        heading: heading.to_owned(),
        intro: intro.map(str::to_owned),
        rows: rows.iter().map(row).collect(),
        entries: entries.iter().map(|(on, said)| entry(on, said)).collect(),
    }
}
