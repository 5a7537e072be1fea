//! Her data as a paper: worded, and addressed to her.

mod carried;
mod said;

use std::collections::BTreeMap;

use carried::{handover, slip, voucher};
use casework::her_data::{ChildCopyHeld, HerData, ReadingHeld, RecordHeld, WithdrawalHeld};
use documents::{Entry, HerData as Paper, Section};
use domain::consents::Item;
use domain::institutions::SenderShown;
use domain::{RecordId, Staff, Text};
use jiff::civil::Date;
use said::consents;

use crate::pages::happened;
use crate::refusals::Problem;
use crate::routes::answer::Answer;
use crate::routes::facts::{facts_of_record, said as rows};
use crate::routes::printing::{download, printed};
use crate::routes::visit::Visit;
use crate::{App, words};

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
    paper(
        "Was wir über Sie gespeichert haben",
        name,
        data.copied_on,
        sections,
        sender,
    )
}

/// A paper about what is held, under the name that may stand on it.
pub(super) fn paper(
    title: &str,
    person: Option<String>,
    on: Date,
    sections: Vec<Section>,
    sender: &SenderShown,
) -> Paper {
    let (name, phone) = (sender.name.as_str(), sender.phone.as_str());
    Paper {
        title: title.into(),
        institution: name.to_owned(),
        person,
        date: words::day(on),
        sections,
        contact: format!("{name}, Telefon {phone}"),
    }
}

fn text<const MAX: usize, const SEVERAL_LINES: bool>(text: &Text<MAX, SEVERAL_LINES>) -> String {
    text.as_str().to_owned()
}

pub(super) fn section(heading: &str) -> Section {
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

fn listed<'i>(items: impl IntoIterator<Item = &'i Item>) -> String {
    let items = items.into_iter();
    let labels: Vec<&str> = items.map(|item| words::item_words(*item).to_her).collect();
    labels.join(", ")
}

fn record(record: &RecordHeld) -> Section {
    let mut facts = facts_of_record(record.identity.as_ref(), record.children.as_ref());
    let protected = record.protected.then_some("Sie sind besonders geschützt.");
    let restricted = "Ihre Angaben werden zurzeit nicht verwendet.";
    let restricted = record.restricted.then_some(restricted);
    facts.extend(rows([
        ("Akte seit", Some(words::day(record.since))),
        ("Schutz", protected.map(str::to_owned)),
        ("Verwendung", restricted.map(str::to_owned)),
        ("Aufbewahrt bis", record.held_until.map(words::day)),
        (
            "Löschung gewünscht am",
            record.erasure_requested_on.map(words::day),
        ),
    ]));
    Section {
        intro: Some("Damit wir wissen, wer Sie sind und wie wir Sie erreichen.".into()),
        rows: facts,
        ..section("Angaben zu Ihnen")
    }
}

fn withdrawal(withdrawal: &WithdrawalHeld) -> Entry {
    let sentence = match &withdrawal.recipient {
        None => "Alles zurückgenommen.".to_owned(),
        Some(there) if withdrawal.items.is_empty() => {
            format!("Entbindung gegenüber {} zurückgenommen.", there.as_str())
        }
        Some(there) => format!("Für {}: {}.", there.as_str(), listed(&withdrawal.items)),
    };
    let how = withdrawal.how.map(|how| {
        let how = words::said_how(how);
        format!(" So haben Sie es gesagt: {how}.")
    });
    happened(withdrawal.on, &(sentence + &how.unwrap_or_default()))
}

fn child_copy(asked: &ChildCopyHeld) -> Entry {
    let given = match &asked.given {
        None => "Wir haben nichts herausgegeben.".to_owned(),
        Some(given) => {
            let names = given.names.iter().map(Text::as_str);
            let bands = given.age_bands.iter().map(|band| words::age_band(*band));
            let said: Vec<&str> = names.chain(bands).collect();
            format!("Herausgegeben haben wir: {}.", said.join(", "))
        }
    };
    let who = [
        words::asked_by(asked.asked_by),
        words::entitlement(asked.entitlement),
        words::identity_proof(asked.proof),
    ];
    happened(asked.on, format!("{}. {given}", who.join("; ")))
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
        happened(on, who.collect::<Vec<_>>().join(" "))
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
        steps.map(|step| happened(step.on, words::in_record(step.event))),
    )
}

/// `GET /personen/{id}/auskunft.pdf`
pub(crate) async fn pdf(visit: Visit) -> Answer {
    set(&visit.app, visit.staff, visit.named()?).await
}

/// `GET /personen/{id}/auskunft.json`
pub(crate) async fn json(visit: Visit) -> Answer {
    let (desk, record) = (&visit.desk, visit.named()?);
    let data = desk.her_data(visit.staff, record).await?;
    let file = serde_json::to_vec_pretty(&data).map_err(|_| Problem::failure())?;
    Ok(download("application/json", "auskunft.json", file))
}

/// The copy as PDF.
pub(crate) async fn set(app: &App, staff: Staff, record: RecordId) -> Answer {
    let data = app.desk.her_data(staff, record).await?;
    let protected = data.records.iter().any(|record| record.protected);
    let sender = app.desk.shown_as_sender(staff, protected).await?;
    let view = view(&data, &sender);
    printed(app, "auskunft.pdf", view).await
}
