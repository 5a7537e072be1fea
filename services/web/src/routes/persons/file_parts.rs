//! The parts of a person's page: badges, her answers, her slips and hand-overs, who read it.

use std::collections::BTreeMap;

use casework::Incoming;
use domain::consents::Item;
use domain::{Erasable, InstitutionId};
use jiff::civil::Date;
use read_models::access_log::ReadingRow;
use read_models::clients::ClientRow;
use read_models::consents::{ConsentRow, KeptOnly, ReleaseRow, TakenBackHere};
use read_models::slips::SlipRow;
use read_models::vouchers::VoucherRow;

use super::items::{COMES_BACK, MORE, TRAVELS};
use crate::pages::persons::{
    ConsentShown, FileLine, ItemGroupShown, ItemShown, ReadingLine, ReleaseShown,
};
use crate::pages::{Badge, HistoryLine, Tone};
use crate::routes::worklist;
use crate::words;

/// Names of institutions.
pub(super) type Offices = BTreeMap<InstitutionId, String>;

pub(super) fn badge(tone: Tone, text: &str) -> Badge {
    Badge {
        tone,
        text: text.into(),
    }
}

/// What is to be known first.
pub(super) fn first_badge(row: &ClientRow) -> Option<Badge> {
    badges(row).into_iter().next()
}

/// What is to be known before anything is done.
pub(super) fn badges(row: &ClientRow) -> Vec<Badge> {
    let badges = [
        row.protected.then(|| badge(Tone::Danger, "geschützt")),
        row.restricted.then(|| badge(Tone::Info, "eingeschränkt")),
        row.erasure_requested_on
            .map(|_| badge(Tone::Info, "Löschung gewünscht")),
        row.erasure_asked_elsewhere_on
            .map(|_| badge(Tone::Info, "Löschung: bitte fragen")),
        row.held_until
            .map(|_| badge(Tone::Quiet, "wird aufbewahrt")),
    ];
    badges.into_iter().flatten().collect()
}

/// What the badges mean.
pub(super) fn notes(row: &ClientRow) -> Vec<String> {
    let notes = [
        row.protected.then(|| {
            "Sie ist in Gefahr: Auf allem, was sie mitnimmt, steht der neutrale Absender des \
             Netzwerks."
                .to_owned()
        }),
        row.restricted.then(|| {
            "Ihre Angaben werden zurzeit nicht verwendet (Art. 18 DSGVO). Ein neuer Laufzettel mit \
             dieser Akte geht erst wieder, wenn die Einschränkung aufgehoben ist."
                .to_owned()
        }),
        row.erasure_requested_on.map(|day| {
            format!(
                "Sie möchte seit dem {}, dass alles über sie gelöscht wird.",
                words::day(day)
            )
        }),
        row.held_until.map(|until| {
            format!(
                "Wird bis {} aufbewahrt, auch wenn sie um Löschung bittet.",
                words::day(until)
            )
        }),
    ];
    notes.into_iter().flatten().collect()
}

/// Her consents, each with what the other side sees.
pub(super) fn consents(
    client: &ClientRow,
    rows: &[ConsentRow],
    offices: &Offices,
    today: Date,
) -> Vec<ConsentShown> {
    let name = |id| offices.get(id).cloned().unwrap_or_default();
    rows.iter()
        .enumerate()
        .map(|(number, row)| {
            let recipient = name(&row.route.recipient);
            let over = row.expires_on < today;
            let lives = !over && row.decisions.iter().any(|d| row.grants(d.item));
            let group = |heading: String, of: &[Item]| ItemGroupShown {
                heading,
                items: answers(client, row, of, over),
            };
            let groups = [
                group(format!("Das darf {recipient} wissen"), TRAVELS),
                group("Seltener gefragt".into(), MORE),
                group("Das darf zu uns zurückkommen".into(), COMES_BACK),
                group("Statistik".into(), &[Item::Statistics]),
            ];
            ConsentShown {
                id: format!("einwilligung-{number}"),
                state: format!(
                    "Erklärt am {}, {} bis {}.{}",
                    words::day(row.given_on),
                    if over { "galt" } else { "gilt" },
                    words::day(row.expires_on),
                    kept_only(&row.kept_only)
                ),
                badge: match (over, lives) {
                    (true, _) => badge(Tone::Quiet, "abgelaufen"),
                    (_, true) => badge(Tone::Success, "gilt"),
                    (_, false) => badge(Tone::Quiet, "nichts erlaubt"),
                },
                print: format!(
                    "/personen/{}/einwilligung/{}.pdf",
                    client.record, row.route.recipient
                ),
                name: recipient,
                groups: groups
                    .into_iter()
                    .filter(|group| !group.items.is_empty())
                    .collect(),
            }
        })
        .collect()
}

/// What was entered although she had said otherwise later.
fn kept_only(forms: &[KeptOnly]) -> String {
    let sentence = |form: &KeptOnly| {
        format!(
            " Die Erklärung vom {} ist nur als Nachweis abgelegt, soweit sie am {} etwas anderes gesagt hat.",
            words::day(form.given_on),
            words::day(form.later_on)
        )
    };
    forms.iter().map(sentence).collect()
}

fn answers(client: &ClientRow, row: &ConsentRow, of: &[Item], over: bool) -> Vec<ItemShown> {
    let decided = |item: &Item| row.decisions.iter().find(|d| d.item == *item);
    of.iter()
        .filter_map(decided)
        .map(|decision| {
            let item = decision.item;
            let stands = row.grants(item);
            let answer = match (decision.granted, stands) {
                (true, true) => "Ja",
                (true, false) => "zurückgenommen",
                (false, _) => "Nein",
            };
            ItemShown {
                label: words::item_words(item).asked,
                answer: answer.into(),
                sees: if stands && !over {
                    words::item_seen(item, client)
                } else {
                    String::new()
                },
                withdraw: (stands && !over).then(|| {
                    let (her, there) = (client.record, row.route.recipient);
                    format!("/personen/{her}/ruecknahme?recipient={there}&item={item}")
                }),
            }
        })
        .collect()
}

/// Her releases from confidentiality.
pub(super) fn releases(
    client: &ClientRow,
    rows: &[ReleaseRow],
    offices: &Offices,
    today: Date,
) -> Vec<ReleaseShown> {
    let of = |row: &ReleaseRow| {
        let recipient = offices.get(&row.route.recipient).cloned();
        let recipient = recipient.unwrap_or_default();
        let told = row.evidence.as_ref().and_then(Erasable::known);
        let lives = row.withdrawn_on.is_none() && row.expires_on >= today;
        ReleaseShown {
            sentence: match told {
                Some(told) => format!("{} darf mit {recipient} sprechen.", told.discloser.as_str()),
                None => format!("Entbindung gegenüber {recipient}."),
            } + &kept_only(&row.kept_only),
            content: told.map_or_else(String::new, |told| told.content.as_str().to_owned()),
            badge: match (row.withdrawn_on, lives) {
                (Some(day), _) => badge(
                    Tone::Quiet,
                    &format!("zurückgenommen am {}", words::day(day)),
                ),
                (None, true) => badge(
                    Tone::Success,
                    &format!("gilt bis {}", words::day(row.expires_on)),
                ),
                (None, false) => badge(Tone::Quiet, "abgelaufen"),
            },
            withdraw: lives.then(|| {
                let (her, there) = (client.record, row.route.recipient);
                format!("/personen/{her}/entbindung/ruecknahme?recipient={there}")
            }),
            print: format!(
                "/personen/{}/einwilligung/{}.pdf",
                client.record, row.route.recipient
            ),
        }
    };
    rows.iter().map(of).collect()
}

/// What she took back here, and how she said so.
pub(super) fn taken_back(
    rows: &[TakenBackHere],
    own: InstitutionId,
    offices: &Offices,
) -> Vec<HistoryLine> {
    let line = |row: &TakenBackHere| {
        let items: Vec<&str> = row
            .items
            .iter()
            .map(|item| words::item_words(*item).asked)
            .collect();
        let items = items.join(", ");
        let what = match row.recipient {
            None => "alles".to_owned(),
            Some(there) if there == own => format!("was zu uns kam: {items}"),
            Some(there) => {
                let there = offices.get(&there).map_or("", String::as_str);
                if items.is_empty() {
                    format!("Entbindung gegenüber {there}")
                } else {
                    format!("für {there}: {items}")
                }
            }
        };
        let how = row.how.map_or_else(String::new, |how| {
            format!(", {} gesagt", words::said_how(how))
        });
        HistoryLine {
            day: words::day(row.on),
            sentence: format!("{what}{how}"),
        }
    };
    rows.iter().map(line).collect()
}

/// Slips that were given to her here.
pub(super) fn slips(rows: &[SlipRow], offices: &Offices, today: Date) -> Vec<FileLine> {
    let line = |row: &SlipRow| {
        let there = offices.get(&row.recipient).map_or("", String::as_str);
        FileLine {
            label: format!("{there} – {}", row.service_name.as_str()),
            text: format!("ausgestellt am {}", words::day(row.issued_on)),
            badge: Some(worklist::badge(row, today)),
            href: format!("/laufzettel/{}", row.slip),
        }
    };
    rows.iter().map(line).collect()
}

/// Hand-overs with which she came here.
pub(super) fn handovers(rows: &[Incoming]) -> Vec<FileLine> {
    let line = |Incoming { row, sender }: &Incoming| {
        let from = sender.as_ref().map_or_else(
            || "ohne Laufzettel".to_owned(),
            |sender| format!("von {}", sender.name.as_str()),
        );
        FileLine {
            label: format!("{} – {from}", row.service_name.as_str()),
            text: format!("seit {}", words::day(row.since)),
            badge: Some(crate::routes::handover::badge(row)),
            href: format!("/uebergaben/{}", row.handover()),
        }
    };
    rows.iter().map(line).collect()
}

/// Vouchers that go with the record.
pub(super) fn vouchers(rows: &[VoucherRow]) -> Vec<FileLine> {
    let line = |row: &VoucherRow| FileLine {
        label: format!("Beratungsgutschein: {}", words::need(row.theme)),
        text: format!("seit {}", words::day(row.since)),
        badge: Some(if row.in_error {
            badge(Tone::Quiet, "Irrtum")
        } else if row.issued.is_some() {
            badge(Tone::Info, "ausgestellt")
        } else {
            badge(Tone::Success, "hier eingelöst")
        }),
        href: format!("/gutscheine/{}", row.voucher),
    };
    rows.iter().map(line).collect()
}

/// Who read the record.
pub(super) fn readings(rows: &[ReadingRow]) -> Vec<ReadingLine> {
    let line = |row: &ReadingRow| ReadingLine {
        day: words::day(row.on),
        who: words::role(row.function).into(),
        purpose: row.purpose.map_or("", words::purpose).into(),
    };
    rows.iter().map(line).collect()
}
