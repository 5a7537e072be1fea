//! File notes of the fictitious cases.

use documents::{Entry, FileNote};

/// What the Jugendamt did with Frau Neumann's slip, and what she let it hear.
pub(crate) fn neumann() -> FileNote {
    FileNote {
        institution: "Jugendamt Suhlheim, Allgemeiner Sozialer Dienst".to_owned(),
        author: Some("Fachkraft im Allgemeinen Sozialen Dienst".to_owned()),
        written_on: "16. November 2026".to_owned(),
        subject: "Laufzettel für Frau Neumann an die Schuldnerberatung Suhlheim, Beratung bei \
                  Schulden und Mietrückstand"
            .to_owned(),
        entries: vec![
            entry(
                "7. September 2026",
                "Einwilligung schriftlich aufgenommen, gültig bis 7. September 2027. Laufzettel \
                 ausgestellt und Frau Neumann mitgegeben.",
            ),
            entry(
                "14. September 2026",
                "Rückmeldung der Schuldnerberatung: Frau Neumann ist angekommen.",
            ),
            entry(
                "14. September 2026",
                "Rückmeldung der Schuldnerberatung: Beratung übernommen.",
            ),
            entry(
                "9. November 2026",
                "Rückmeldung der Schuldnerberatung: Hilfe hat begonnen und geht dort weiter.",
            ),
        ],
    }
}

pub(super) fn entry(date: &str, sentence: &str) -> Entry {
    Entry {
        date: date.to_owned(),
        sentence: sentence.to_owned(),
    }
}
