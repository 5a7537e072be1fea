//! Her data as a paper: worded, and addressed to her.

mod carried;

use casework::her_data::{ConsentHeld, HerData, RecordHeld, ReleaseHeld, WithdrawalHeld};
use documents::{Entry, HerData as Paper, Row, Section};
use domain::Note;
use domain::consents::Item;
use domain::institutions::SenderShown;
use jiff::civil::Date;

use super::items;
use crate::words;
use carried::{handover, slip, voucher};

/// The copy, under the name that may stand on her paper.
pub(super) fn view(data: &HerData, sender: &SenderShown) -> Paper {
    let name = data.records.iter().find_map(|record| {
        let identity = record.identity.as_ref()?;
        Some(identity.name.as_ref()?.as_str().to_owned())
    });
    let mut sections: Vec<Section> = data.records.iter().map(record).collect();
    sections.push(consents(data));
    sections.push(entries(
        "Was Sie zurückgenommen haben",
        data.withdrawals.iter().map(withdrawal),
    ));
    sections.extend(data.slips.iter().map(slip));
    sections.extend(data.handovers.iter().map(handover));
    sections.push(entries(
        "Ihre Gutscheine",
        data.vouchers.iter().map(voucher),
    ));
    sections.push(protection(data));
    let readings = data.readings.iter().map(|reading| {
        let what = reading
            .purpose
            .map_or("Laufzettel geöffnet", words::purpose);
        let who = words::role(reading.function);
        entry(reading.on, &format!("{who}: {what}."))
    });
    sections.push(Section {
        intro: Some(
            "Höchstens eine Zeile für jeden Tag, mit der Funktion statt des Namens.".into(),
        ),
        ..entries("Wer Ihre Daten hier angesehen hat", readings)
    });
    Paper {
        title: "Was wir über Sie gespeichert haben".into(),
        institution: sender.name.as_str().to_owned(),
        person: name,
        date: words::day(data.copied_on),
        sections,
        contact: format!(
            "{}, Telefon {}",
            sender.name.as_str(),
            sender.phone.as_str()
        ),
    }
}

fn row(label: &str, value: &str) -> Row {
    Row {
        label: label.into(),
        value: value.into(),
    }
}

fn entry(on: Date, sentence: &str) -> Entry {
    Entry {
        date: words::day(on),
        sentence: sentence.into(),
    }
}

fn section(heading: &str) -> Section {
    Section {
        heading: heading.into(),
        intro: None,
        rows: vec![],
        entries: vec![],
    }
}

fn entries(heading: &str, entries: impl Iterator<Item = Entry>) -> Section {
    Section {
        entries: entries.collect(),
        ..section(heading)
    }
}

fn listed(items: impl IntoIterator<Item = Item>) -> String {
    let labels: Vec<&str> = items.into_iter().map(items::to_her).collect();
    labels.join(", ")
}

fn record(record: &RecordHeld) -> Section {
    let mut rows = vec![];
    if let Some(her) = &record.identity {
        let facts = [
            (
                "Name",
                her.name.as_ref().map(|name| name.as_str().to_owned()),
            ),
            ("Geburtsjahr", her.birth_year.map(|year| year.to_string())),
            (
                "Erreichbar",
                her.channel.map(|c| words::channel(c).to_owned()),
            ),
            (
                "Unter",
                her.contact.as_ref().map(|way| way.as_str().to_owned()),
            ),
            (
                "Sprache",
                her.language
                    .as_ref()
                    .map(|tag| words::language(tag.as_str()).to_owned()),
            ),
        ];
        rows.extend(
            facts
                .into_iter()
                .filter_map(|(label, value)| Some(row(label, &value?))),
        );
    }
    if let Some(children) = &record.children {
        rows.push(row("Kinder", &words::children(children)));
        let names: Vec<&str> = children.names.iter().map(domain::Line::as_str).collect();
        if !names.is_empty() {
            rows.push(row("Namen der Kinder", &names.join(", ")));
        }
    }
    rows.push(row("Akte seit", &words::day(record.since)));
    for (label, is) in [
        (
            "Schutz",
            record.protected.then_some("Sie sind besonders geschützt."),
        ),
        (
            "Verwendung",
            record
                .restricted
                .then_some("Ihre Angaben werden zurzeit nicht verwendet."),
        ),
    ] {
        rows.extend(is.map(|text| row(label, text)));
    }
    for (label, day) in [
        ("Aufbewahrt bis", record.held_until),
        ("Löschung gewünscht am", record.erasure_requested_on),
    ] {
        rows.extend(day.map(|day| row(label, &words::day(day))));
    }
    Section {
        intro: Some("Damit wir wissen, wer Sie sind und wie wir Sie erreichen.".into()),
        rows,
        ..section("Angaben zu Ihnen")
    }
}

fn consents(data: &HerData) -> Section {
    let said = |consent: &ConsentHeld| {
        let of = |granted| {
            let items = consent
                .decisions
                .iter()
                .filter(move |d| d.granted == granted);
            listed(items.map(|decision| decision.item))
        };
        let or_nothing = |text: String| {
            if text.is_empty() {
                "nichts".to_owned()
            } else {
                text
            }
        };
        entry(
            consent.given_on,
            &format!(
                "Für {}, gültig bis {}. Ja: {}. Nein: {}.",
                consent.recipient.as_str(),
                words::day(consent.expires_on),
                or_nothing(of(true)),
                or_nothing(of(false))
            ),
        )
    };
    let released = |release: &ReleaseHeld| {
        let who = release.discloser.as_ref().map_or("", |line| line.as_str());
        let what = release.content.as_ref().map_or("", Note::as_str);
        entry(
            release.given_on,
            &format!(
                "Entbindung von der Schweigepflicht: {who} darf mit {} sprechen, gültig bis {}. Worüber: {what}",
                release.recipient.as_str(),
                words::day(release.expires_on)
            ),
        )
    };
    let all = data.consents.iter().map(said);
    let section = entries(
        "Ihre Einwilligungen",
        all.chain(data.releases.iter().map(released)),
    );
    Section {
        intro: Some(
            "So, wie Sie hier entschieden haben. Sie können jederzeit alles zurücknehmen.".into(),
        ),
        ..section
    }
}

fn withdrawal(withdrawal: &WithdrawalHeld) -> Entry {
    let sentence = match &withdrawal.recipient {
        None => "Alles zurückgenommen.".to_owned(),
        Some(there) if withdrawal.items.is_empty() => {
            format!("Entbindung gegenüber {} zurückgenommen.", there.as_str())
        }
        Some(there) => format!(
            "Für {}: {}.",
            there.as_str(),
            listed(withdrawal.items.iter().copied())
        ),
    };
    entry(withdrawal.on, &sentence)
}

fn protection(data: &HerData) -> Section {
    let steps = data
        .records
        .iter()
        .flat_map(|record| &record.data_protection);
    entries(
        "Vermerke zum Datenschutz",
        steps.map(|step| entry(step.on, words::happened(&step.event))),
    )
}
