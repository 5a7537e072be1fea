//! `/personen/{id}`: what the institution holds of her, and what she decided here.

mod her_word;
mod rights;

use std::collections::BTreeMap;

use askama::Template;
use casework::{ChangeClient, ClientChange, ClientFile, Desk, Failure, Incoming, Key};
use domain::clients::answered_by;
use domain::network::Rules;
use domain::{InstitutionId, KnownOr as _, Note, RecordId, Staff};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::slips::SlipRow;
use read_models::vouchers::VoucherRow;

use crate::form::{Input, Place, Step, Steps, Subject};
use crate::pages::{Badge, Fact, Frame, HistoryLine, Tone};
use crate::refusals::Problem;
use crate::routes::facts::{fact, facts_of_record, who};
use crate::routes::frame::offices;
use crate::routes::visit::{Done, Visit};
use crate::routes::vouchers::voucher_badge;
use crate::routes::worklist;
use crate::words;
use her_word::{ConsentShown, ReleaseShown};

/// Somebody, or something of hers, with a page of its own.
pub(super) struct FileLine {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) badge: Option<Badge>,
    pub(super) href: String,
}

/// Somebody read the record.
struct Reading {
    day: String,
    /// By function.
    who: &'static str,
    purpose: &'static str,
}

#[derive(Template)]
#[template(path = "persons/file.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    badges: Vec<Badge>,
    /// What the badges mean.
    notes: Vec<String>,
    /// Since when she is to be asked about erasure, and by when.
    erasure_asked: Option<(String, String)>,
    base: String,
    /// Where a new slip is issued; none while her data may not be used.
    new_slip: Option<String>,
    new_voucher: Option<String>,
    facts: Vec<Fact>,
    consents: Vec<ConsentShown>,
    releases: Vec<ReleaseShown>,
    taken_back: Vec<HistoryLine>,
    slips: Vec<FileLine>,
    handovers: Vec<FileLine>,
    vouchers: Vec<FileLine>,
    protected: bool,
    steps: Steps,
    /// Who read the record, the latest first.
    readings: Vec<Reading>,
}

/// What everything on the page looks at.
pub(crate) struct Here {
    staff: Staff,
    today: Date,
    file: ClientFile,
    confided: Vec<Note>,
    offices: BTreeMap<InstitutionId, String>,
    rules: Rules,
}

impl Subject for Here {
    type Id = RecordId;
    type Deed = ClientChange;
    type Taken = ChangeClient;
    type Page = Page;
    const AT: &'static str = "/personen/{id}";
    const STEPS: &'static [Step<Self, ClientChange>] = rights::STEPS;
    const DONE: &'static [Done] = &[
        ("angelegt", "Die Akte ist angelegt."),
        ("berichtigt", "Gespeichert."),
        (
            "eingewilligt",
            "Festgehalten. Drucken Sie das Formular: einmal für die Akte, einmal für sie.",
        ),
        ("entbunden", "Die Entbindung ist festgehalten."),
        (
            "zurueckgenommen",
            "Zurückgenommen. Ab jetzt wird davon nichts mehr weitergegeben.",
        ),
        (
            "alles",
            "Alles ist zurückgenommen. Ab jetzt wird nichts mehr über sie weitergegeben.",
        ),
    ];

    async fn of(visit: &Visit, record: RecordId) -> Result<Self, Problem> {
        let (desk, staff) = (&visit.desk, visit.staff);
        Ok(Self {
            staff,
            today: visit.today(),
            file: desk.client_file(staff, record).await?,
            confided: desk.confided(staff, record).await?,
            offices: offices(&visit.app).await?,
            rules: desk.rules().await?,
        })
    }

    async fn page(self, visit: &Visit, steps: Steps) -> Result<Page, Problem> {
        let (file, client) = (&self.file, &self.file.client);
        let record = client.record;
        let base = format!("/personen/{record}");
        let new = |page: &str, used: bool| {
            let may = used && !client.restricted;
            may.then(|| format!("/{page}/neu?person={record}"))
        };
        let asked = client.erasure_asked_elsewhere_on;
        let (word, taken_back) = (&file.her_word, file.her_word.taken_back.iter());
        Ok(Page {
            frame: visit.frame("").await,
            who: who(client.identity.as_ref()),
            badges: badges(client),
            notes: notes(client),
            erasure_asked: asked.map(|on| (words::day(on), words::day(answered_by(on)))),
            new_slip: new("laufzettel", self.rules.uses_slips()),
            new_voucher: new("gutscheine", self.rules.uses_vouchers()),
            facts: facts(client),
            consents: word.consents.iter().map(|row| self.consent(row)).collect(),
            releases: word.releases.iter().map(|row| self.release(row)).collect(),
            taken_back: taken_back.map(|row| self.took_back(row)).collect(),
            slips: file.slips.iter().map(|row| self.slip(row)).collect(),
            handovers: file.handovers.iter().map(handover).collect(),
            vouchers: file.vouchers.iter().map(voucher).collect(),
            protected: client.protected,
            steps,
            readings: file
                .readings
                .iter()
                .map(|row| Reading {
                    day: words::day(row.on),
                    who: words::role(row.function),
                    purpose: row.purpose.map_or("", words::purpose),
                })
                .collect(),
            base,
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        record: RecordId,
        change: ClientChange,
        key: &Key,
    ) -> Result<ChangeClient, Failure> {
        let command = ChangeClient { record, change };
        desk.perform(by, &command, key).await?;
        Ok(command)
    }

    async fn next(_: &Desk, ChangeClient { record, change }: ChangeClient, done: &str) -> String {
        let page = match change {
            ClientChange::Protect(true) => "/papiere",
            _ => "",
        };
        format!("/personen/{record}{page}?getan={done}")
    }
}

impl Here {
    fn office(&self, id: InstitutionId) -> &str {
        self.offices.get(&id).map_or("", String::as_str)
    }

    /// A slip that was given to her here.
    fn slip(&self, row: &SlipRow) -> FileLine {
        let there = self.office(row.recipient);
        FileLine {
            label: format!("{there} – {}", row.service_name.as_str()),
            text: format!("ausgestellt am {}", words::day(row.issued_on)),
            badge: Some(worklist::badge(row, self.today)),
            href: format!("/laufzettel/{}", row.slip),
        }
    }
}

/// A hand-over with which she came here.
fn handover(Incoming { row, sender }: &Incoming) -> FileLine {
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
}

/// A voucher that goes with the record.
fn voucher(row: &VoucherRow) -> FileLine {
    FileLine {
        label: format!("Beratungsgutschein: {}", words::need(row.theme)),
        text: format!("seit {}", words::day(row.since)),
        badge: Some(voucher_badge(row, false)),
        href: format!("/gutscheine/{}", row.voucher),
    }
}

/// What is to be known before anything is done.
pub(super) fn badges(row: &ClientRow) -> Vec<Badge> {
    let asked = row.erasure_asked_elsewhere_on.is_some();
    let badges = [
        (row.protected, Tone::Danger, "geschützt"),
        (row.restricted, Tone::Info, "eingeschränkt"),
        (
            row.erasure_requested_on.is_some(),
            Tone::Info,
            "Löschung gewünscht",
        ),
        (asked, Tone::Info, "Löschung: bitte fragen"),
        (row.held_until.is_some(), Tone::Quiet, "wird aufbewahrt"),
    ];
    let badges = badges.into_iter().filter(|(is, ..)| *is);
    badges
        .map(|(_, tone, text)| Badge::new(tone, text))
        .collect()
}

/// What the badges mean.
fn notes(row: &ClientRow) -> Vec<String> {
    let requested = row.erasure_requested_on.map(words::day);
    let held = row.held_until.map(words::day);
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
        requested.map(|on| format!("Sie möchte seit dem {on}, dass alles über sie gelöscht wird.")),
        held.map(|on| format!("Wird bis {on} aufbewahrt, auch wenn sie um Löschung bittet.")),
    ];
    notes.into_iter().flatten().collect()
}

fn facts(client: &ClientRow) -> Vec<Fact> {
    let mut facts = facts_of_record(client.identity.known(), client.child.known());
    // Her name stands above them.
    facts.retain(|fact| fact.label != "Name");
    facts.push(fact("Akte seit", &words::day(client.since)));
    let number = words::record_number(client.record);
    facts.push(fact("Aktenzeichen", &number));
    facts
}
