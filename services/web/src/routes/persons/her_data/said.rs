//! What she decided, and how she was asked, worded for her.

use casework::her_data::{ConsentHeld, EvidenceHeld, HerData, MessageReleased, ReleaseHeld};
use documents::{Entry, Section};
use domain::Note;
use domain::consents::{ConsentForm, ConsentText};

use super::{entries, entry, listed};
use crate::words;

pub(super) fn consents(data: &HerData) -> Section {
    let consents = data.consents.iter().map(consent);
    let releases = data.releases.iter().map(release);
    let messages = data.messages_released.iter().map(message);
    let section = entries(
        "Ihre Einwilligungen",
        consents.chain(releases).chain(messages),
    );
    Section {
        intro: Some(
            "So, wie Sie hier entschieden haben. Sie können jederzeit alles zurücknehmen.".into(),
        ),
        ..section
    }
}

fn consent(consent: &ConsentHeld) -> Entry {
    let of = |granted| {
        let items = consent
            .decisions
            .iter()
            .filter(move |d| d.granted == granted);
        let text = listed(items.map(|decision| decision.item));
        if text.is_empty() {
            "nichts".to_owned()
        } else {
            text
        }
    };
    let asked = consent.evidence.as_ref().map(how).unwrap_or_default();
    entry(
        consent.given_on,
        &format!(
            "Für {}, gültig bis {}. Ja: {}. Nein: {}. Nachweis Nr. {}.{asked}",
            consent.recipient.as_str(),
            words::day(consent.expires_on),
            of(true),
            of(false),
            consent.kept_as
        ),
    )
}

fn how(evidence: &EvidenceHeld) -> String {
    let consequences = if evidence.consequences_shown {
        " Ihnen wurde gezeigt, was ein Nein bedeutet."
    } else {
        ""
    };
    format!(
        " Zweck: {}.{}{consequences}",
        words::consent_purpose(evidence.purpose),
        asked(evidence.form, &evidence.text)
    )
}

/// The text that was read to her, by version and check sum.
fn asked(form: ConsentForm, text: &ConsentText) -> String {
    format!(
        " Ihr Wort: {}, Sprache: {}. Vorgelesener Text: Fassung {}, Prüfsumme {}.",
        words::consent_form(form),
        words::language(text.language.as_str()),
        text.version.as_str(),
        text.sha256.as_str()
    )
}

fn release(release: &ReleaseHeld) -> Entry {
    let who = release.discloser.as_ref().map_or("", |line| line.as_str());
    let what = release.content.as_ref().map_or("", Note::as_str);
    let asked = release
        .form
        .zip(release.text.as_ref())
        .map(|(form, text)| asked(form, text));
    entry(
        release.given_on,
        &format!(
            "Entbindung von der Schweigepflicht: {who} darf mit {} sprechen, gültig bis {}. Worüber: {what} Nachweis Nr. {}.{}",
            release.recipient.as_str(),
            words::day(release.expires_on),
            release.kept_as,
            asked.unwrap_or_default()
        ),
    )
}

fn message(released: &MessageReleased) -> Entry {
    let recipient = released.recipient.as_ref();
    let recipient = recipient.map_or("die Stelle, von der Sie kamen", |name| name.as_str());
    entry(
        released.on,
        &format!(
            "Nur dieses eine Mal, an {recipient}: {}",
            words::message(released.message)
        ),
    )
}
