//! What she decided, and how she was asked, worded for her.

use casework::her_data::{ConsentHeld, EvidenceHeld, HerData, MessageReleased, ReleaseHeld};
use documents::{Entry, Row, Section};
use domain::consents::{Asking, Decider};

use super::{entries, listed, rows, section, text};
use crate::pages::happened;
use crate::routes::facts::fact;
use crate::words;

/// A section for each consent and release, so that each yes and no is found.
pub(super) fn consents(data: &HerData) -> Vec<Section> {
    let mut sections: Vec<Section> = data.consents.iter().map(consent).collect();
    sections.extend(data.releases.iter().map(release));
    let messages = data.messages_released.iter().map(message);
    if !data.messages_released.is_empty() {
        sections.push(entries("Nur einmal erlaubt", messages));
    }
    if sections.is_empty() {
        sections.push(section("Ihre Einwilligungen"));
    }
    sections[0].intro =
        Some("So, wie Sie hier entschieden haben. Sie können jederzeit alles zurücknehmen.".into());
    sections
}

fn consent(consent: &ConsentHeld) -> Section {
    let of = |granted| {
        let items = consent.decisions.iter();
        let items = items.filter(move |decision| decision.granted == granted);
        match listed(items.map(|decision| &decision.item)) {
            text if text.is_empty() => "nichts".to_owned(),
            text => text,
        }
    };
    let mut rows = vec![
        fact("Ja zu", &of(true)),
        fact("Nein zu", &of(false)),
        fact("Gesagt am", &words::day(consent.given_on)),
        fact("Gültig bis", &words::day(consent.expires_on)),
    ];
    rows.extend(consent.evidence.iter().flat_map(how));
    rows.push(fact("Nachweis Nr.", &consent.kept_as));
    Section {
        rows,
        ..section(&format!("Einwilligung für {}", consent.recipient.as_str()))
    }
}

fn how(evidence: &EvidenceHeld) -> Vec<Row> {
    let mut rows = vec![fact("Zweck", words::consent_purpose(evidence.purpose))];
    rows.extend(asked(&evidence.asking, &evidence.decider));
    if evidence.consequences_shown {
        rows.push(fact("Gezeigt wurde", "was ein Nein bedeutet"));
    }
    rows
}

/// Who decided, in which languages, and with which text, by version and check sum.
fn asked(asking: &Asking, decider: &Decider) -> Vec<Row> {
    let text = &asking.text;
    let read = format!("Fassung {}, Prüfsumme {}", text.version, text.sha256);
    vec![
        fact("Entschieden hat", &words::decider(decider)),
        fact("Besprochen", &words::asked(asking)),
        fact("Text", &read),
    ]
}

fn release(release: &ReleaseHeld) -> Section {
    let mut rows = rows([
        ("Wer sprechen darf", release.discloser.as_ref().map(text)),
        ("Mit wem", Some(text(&release.recipient))),
        ("Worüber", release.content.as_ref().map(text)),
        ("Gesagt am", Some(words::day(release.given_on))),
        ("Gültig bis", Some(words::day(release.expires_on))),
    ]);
    let how = release.asking.as_ref().zip(release.decider.as_ref());
    rows.extend(how.into_iter().flat_map(|(asking, who)| asked(asking, who)));
    rows.push(fact("Nachweis Nr.", &release.kept_as));
    Section {
        rows,
        ..section("Entbindung von der Schweigepflicht")
    }
}

fn message(released: &MessageReleased) -> Entry {
    let recipient = released.recipient.as_ref();
    let recipient = recipient.map_or("die Stelle, von der Sie kamen", |name| name.as_str());
    happened(
        released.on,
        format!("An {recipient}: {}", words::message(released.message)),
    )
}
