//! Her data as a paper: worded, and addressed to her.

mod carried;
mod said;

use std::collections::BTreeMap;

use casework::her_data::{ChildCopyHeld, HerData, ReadingHeld, RecordHeld, WithdrawalHeld};
use documents::{Entry, HerData as Paper, Row, Section};
use domain::Line;
use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::institutions::SenderShown;
use jiff::civil::Date;

use crate::words;
use carried::{handover, slip, voucher};
use said::consents;

/// The copy, under the name that may stand on her paper.
pub(super) fn view(data: &HerData, sender: &SenderShown) -> Paper {
    let name = data.records.iter().find_map(|record| {
        let identity = record.identity.as_ref()?;
        Some(identity.name.as_ref()?.as_str().to_owned())
    });
    let mut sections: Vec<Section> = data.records.iter().map(record).collect();
    sections.extend(consents(data));
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
    sections.push(entries(
        "Wer sonst nach Ihren Kindern gefragt hat",
        data.child_copies.iter().map(child_copy),
    ));
    sections.push(Section {
        intro: Some(
            "Höchstens eine Zeile für jeden Tag, mit der Funktion statt des Namens.".into(),
        ),
        ..entries(
            "Wer Ihre Daten hier angesehen hat",
            readings(&data.readings).into_iter(),
        )
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
    let labels: Vec<&str> = items
        .into_iter()
        .map(|item| words::item_words(item).to_her)
        .collect();
    labels.join(", ")
}

/// Who she is, and her children, as far as an entry says.
fn her_facts(identity: Option<&Identity>, children: Option<&Children>) -> Vec<Row> {
    let mut rows = vec![];
    if let Some(her) = identity {
        let line = |line: &Line| line.as_str().to_owned();
        let language = her.language.as_ref();
        let facts = [
            ("Name", her.name.as_ref().map(line)),
            ("Geburtsjahr", her.birth_year.map(|year| year.to_string())),
            (
                "Erreichbar",
                her.channel.map(|c| words::channel(c).to_owned()),
            ),
            ("Unter", her.contact.as_ref().map(line)),
            (
                "Sprache",
                language.map(|tag| words::language(tag.as_str()).to_owned()),
            ),
        ];
        let facts = facts.into_iter();
        rows.extend(facts.filter_map(|(label, value)| Some(row(label, &value?))));
    }
    if let Some(children) = children {
        rows.push(row("Kinder", &words::children(children)));
        let names: Vec<&str> = children.names.iter().map(Line::as_str).collect();
        if !names.is_empty() {
            rows.push(row("Namen der Kinder", &names.join(", ")));
        }
    }
    rows
}

fn record(record: &RecordHeld) -> Section {
    let mut rows = her_facts(record.identity.as_ref(), record.children.as_ref());
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
    let how = withdrawal.how.map(|how| {
        let how = words::said_how(how);
        format!(" So haben Sie es gesagt: {how}.")
    });
    entry(withdrawal.on, &(sentence + &how.unwrap_or_default()))
}

fn child_copy(asked: &ChildCopyHeld) -> Entry {
    let given = match &asked.given {
        None => "Wir haben nichts herausgegeben.".to_owned(),
        Some(given) => {
            let names = given.names.iter().map(|name| name.as_str().to_owned());
            let bands = given
                .age_bands
                .iter()
                .map(|band| words::age_band(*band).to_owned());
            let said: Vec<String> = names.chain(bands).collect();
            format!("Herausgegeben haben wir: {}.", said.join(", "))
        }
    };
    let who = [
        words::asked_by(asked.asked_by),
        words::entitlement(asked.entitlement),
        words::identity_proof(asked.proof),
    ];
    entry(asked.on, &format!("{}. {given}", who.join("; ")))
}

/// A line for each day: which functions did what.
fn readings(readings: &[ReadingHeld]) -> Vec<Entry> {
    let mut days: BTreeMap<Date, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for reading in readings {
        let what = reading
            .purpose
            .map_or("Laufzettel oder Gutschein geöffnet", words::purpose);
        let of_day = days.entry(reading.on).or_default();
        let did = of_day.entry(words::role(reading.function)).or_default();
        did.push(what);
    }
    let days = days.into_iter().map(|(on, of_day)| {
        let who = of_day
            .iter()
            .map(|(function, did)| format!("{function}: {}.", did.join(", ")));
        entry(on, &who.collect::<Vec<_>>().join(" "))
    });
    days.collect()
}

fn protection(data: &HerData) -> Section {
    let steps = data
        .records
        .iter()
        .flat_map(|record| &record.data_protection);
    entries(
        "Vermerke zum Datenschutz",
        steps.map(|step| entry(step.on, words::in_record(step.event))),
    )
}
