//! What she decided, and how she was asked, worded for her.

use casework::her_data::{ConsentHeld, EvidenceHeld, HerData, MessageReleased, ReleaseHeld};
use documents::{Entry, Row, Section};
use domain::consents::{ConsentForm, ConsentText};

use super::{entries, entry, listed, row, section};
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
        match listed(items.map(|decision| decision.item)) {
            text if text.is_empty() => "nichts".to_owned(),
            text => text,
        }
    };
    let mut rows = vec![
        row("Ja zu", &of(true)),
        row("Nein zu", &of(false)),
        row("Gesagt am", &words::day(consent.given_on)),
        row("Gültig bis", &words::day(consent.expires_on)),
    ];
    rows.extend(consent.evidence.iter().flat_map(how));
    rows.push(row("Nachweis Nr.", &consent.kept_as));
    Section {
        rows,
        ..section(&format!("Einwilligung für {}", consent.recipient.as_str()))
    }
}

fn how(evidence: &EvidenceHeld) -> Vec<Row> {
    let mut rows = vec![row("Zweck", words::consent_purpose(evidence.purpose))];
    rows.extend(asked(evidence.form, &evidence.text));
    if evidence.consequences_shown {
        rows.push(row("Gezeigt wurde", "was ein Nein bedeutet"));
    }
    rows
}

/// The text that was read to her, by version and check sum.
fn asked(form: ConsentForm, text: &ConsentText) -> Vec<Row> {
    let language = words::language(text.language.as_str());
    let read = format!(
        "Fassung {}, Prüfsumme {}",
        text.version.as_str(),
        text.sha256.as_str()
    );
    vec![
        row(
            "Ihr Wort",
            &format!("{}, Sprache: {language}", words::consent_form(form)),
        ),
        row("Vorgelesen", &read),
    ]
}

fn release(release: &ReleaseHeld) -> Section {
    let mut rows = vec![];
    let who = release.discloser.as_ref();
    rows.extend(who.map(|who| row("Wer sprechen darf", who.as_str())));
    rows.push(row("Mit wem", release.recipient.as_str()));
    rows.extend(
        release
            .content
            .as_ref()
            .map(|what| row("Worüber", what.as_str())),
    );
    rows.push(row("Gesagt am", &words::day(release.given_on)));
    rows.push(row("Gültig bis", &words::day(release.expires_on)));
    let text = release.form.zip(release.text.as_ref());
    rows.extend(text.into_iter().flat_map(|(form, text)| asked(form, text)));
    rows.push(row("Nachweis Nr.", &release.kept_as));
    Section {
        rows,
        ..section("Entbindung von der Schweigepflicht")
    }
}

fn message(released: &MessageReleased) -> Entry {
    let recipient = released.recipient.as_ref();
    let recipient = recipient.map_or("die Stelle, von der Sie kamen", |name| name.as_str());
    entry(
        released.on,
        &format!("An {recipient}: {}", words::message(released.message)),
    )
}
