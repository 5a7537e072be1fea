//! Consents of the fictitious cases.

use documents::{
    ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Said, Signature,
};

use super::NETWORK;

/// All forms with their file names.
pub(crate) fn all() -> [(&'static str, ConsentForm); 2] {
    [("neumann", neumann()), ("kern", kern())]
}

/// Frau Neumann lets the Jugendamt hear back, but keeps her telephone to herself.
pub(crate) fn neumann() -> ConsentForm {
    ConsentForm {
        network: NETWORK.to_owned(),
        person: Some("Sabine Neumann".to_owned()),
        discloser: "Jugendamt Suhlheim, Allgemeiner Sozialer Dienst".to_owned(),
        recipients: vec![recipient("Schuldnerberatung Suhlheim", true)],
        purpose: "Sie bekommen dort Hilfe bei Ihren Mietschulden und müssen nicht alles noch \
                  einmal erzählen."
            .to_owned(),
        groups: vec![
            ItemGroup {
                heading: "Was die Schuldnerberatung wissen darf".to_owned(),
                seen: "Das sieht die Schuldnerberatung".to_owned(),
                items: vec![
                    item("Name und Geburtsjahr", "Sabine Neumann, 1998", true),
                    item("Telefon oder E-Mail", "Ihre Telefonnummer", false),
                    item("Wobei Sie Hilfe brauchen", "„Schulden“", true),
                    item("Den Anlass", "den Satz, der auf dem Laufzettel steht", true),
                    item("Angaben zu Ihren Kindern", "nur das Alter in Stufen", true),
                    item(
                        "Dass Sie kommen, schon vorher",
                        "den Laufzettel vor Ihnen",
                        false,
                    ),
                ],
            },
            ItemGroup {
                heading: "Was zum Jugendamt zurückkommen darf".to_owned(),
                seen: "Das sieht das Jugendamt".to_owned(),
                items: vec![
                    item("Angekommen", "„angekommen“ und den Tag", true),
                    item(
                        "Angenommen oder nicht",
                        "„angenommen“ oder „nicht angenommen“",
                        true,
                    ),
                    item("Ergebnis", "zum Beispiel „Antrag gestellt“", true),
                    item(
                        "Warum es nicht geklappt hat",
                        "zum Beispiel „Warteliste geschlossen“",
                        false,
                    ),
                ],
            },
            statistics(true),
        ],
        said: Said {
            number: "3F9A-12BC".to_owned(),
            text: text(include_str!(
                "../../../../../domain/src/consents/texts/consent.2026-12.de.txt"
            )),
            decided_by: "Frau Neumann selbst".to_owned(),
            herself: true,
            how: "Text auf Deutsch, besprochen auf Deutsch · schriftlich".to_owned(),
            signature: Signature::Handwritten,
            given_on: "16. November 2026".to_owned(),
            expires_on: "16. November 2027".to_owned(),
        },
        officer: "Datenschutz der Stadt Suhlheim, Telefon 07000 555-900".to_owned(),
        authority: "Landesbeauftragte für den Datenschutz, Telefon 07000 555-990".to_owned(),
        withdraw_at: "Frau Berger, Telefon 07000 555-210".to_owned(),
        discreet: false,
        release: None,
    }
}

/// Frau Kern says no to most, and lets the school's social worker speak about one thing.
pub(crate) fn kern() -> ConsentForm {
    let electronic = Said {
        decided_by: "Frau Kern selbst".to_owned(),
        how: "Text auf Deutsch, besprochen auf Russisch, mit Sprachmittlung · elektronisch"
            .to_owned(),
        signature: Signature::Electronic,
        ..neumann().said
    };
    ConsentForm {
        person: Some("Petra Kern".to_owned()),
        discloser: "Bildungsträger Neue Wege".to_owned(),
        recipients: vec![
            recipient("Gesamtschule am Park, Schulsozialarbeit", true),
            recipient("Jugendamt Suhlheim, Allgemeiner Sozialer Dienst", false),
        ],
        purpose: "Die Schule kann Ihnen und Suse helfen.".to_owned(),
        groups: vec![
            ItemGroup {
                heading: "Was die Schulsozialarbeit wissen darf".to_owned(),
                seen: "Das sieht die Schulsozialarbeit".to_owned(),
                items: vec![
                    item("Name und Geburtsjahr", "Petra Kern, 1986", true),
                    item(
                        "Den Anlass",
                        "den Satz, der auf dem Laufzettel steht",
                        false,
                    ),
                ],
            },
            statistics(false),
        ],
        said: electronic.clone(),
        withdraw_at: "Telefon 07000 555-410".to_owned(),
        discreet: false,
        release: Some(Release {
            said: Said {
                number: "70D1-5E08".to_owned(),
                text: text(include_str!(
                    "../../../../../domain/src/consents/texts/release.2026-12.de.txt"
                )),
                expires_on: "31. Januar 2027".to_owned(),
                ..electronic
            },
            bound: "Frau Wolff, Schulsozialarbeiterin, Gesamtschule am Park".to_owned(),
            recipient: "Bildungsträger Neue Wege, Frau Arslan".to_owned(),
            content: "Ob Suse nachmittags in der Schule betreut werden kann, und ab wann."
                .to_owned(),
            purpose: "Ihre Kurszeiten sollen zur Betreuung passen.".to_owned(),
        }),
        ..neumann()
    }
}

fn recipient(name: &str, granted: bool) -> Recipient {
    Recipient {
        name: name.to_owned(),
        granted,
    }
}

fn item(label: &str, seen: &str, granted: bool) -> ConsentItem {
    ConsentItem {
        label: label.to_owned(),
        seen: seen.to_owned(),
        granted,
    }
}

fn statistics(granted: bool) -> ItemGroup {
    ItemGroup {
        heading: "Statistik des Netzwerks".to_owned(),
        seen: "Das sieht das Netzwerk".to_owned(),
        items: vec![item(
            "Ihr Weg darf mitgezählt werden",
            "nur Summen, aus denen niemand Sie erkennt",
            granted,
        )],
    }
}

/// The text in force.
fn text(words: &str) -> ReadText {
    ReadText {
        words: words.to_owned(),
        version: "2026-12".to_owned(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}
