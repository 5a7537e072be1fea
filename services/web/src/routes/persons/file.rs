//! `/personen/{id}`: what the institution holds of her, and what she decided here.

mod her_word;
mod rights;

use std::collections::BTreeMap;

use askama::Template;
use casework::{ClientFile, Incoming};
use domain::clients::answered_by;
use domain::network::Rules;
use domain::{InstitutionId, KnownOr as _, Note, RecordId, Staff};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::slips::SlipRow;
use read_models::vouchers::VoucherRow;

use crate::form::{Input, Offered, Place, Typed, offered};
use crate::pages::{Badge, Fact, FieldErrors, Frame, HistoryLine, Tone};
use crate::refusals::Problem;
use crate::routes::facts::{fact, facts_of_record, who};
use crate::routes::frame::offices;
use crate::routes::visit::Visit;
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
    just_done: &'static str,
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
    steps: Vec<Offered>,
    /// Who read the record, the latest first.
    readings: Vec<Reading>,
    errors: FieldErrors,
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

/// The page, with what was typed.
async fn build(visit: &Visit, record: RecordId, typed: Typed) -> Result<Page, Problem> {
    let (desk, staff) = (&visit.app.desk, visit.staff);
    let file = desk.client_file(staff, record).await?;
    let confided = desk.confided(staff, record).await?;
    let here = Here {
        staff,
        today: visit.today(),
        file,
        confided,
        offices: offices(&visit.app).await?,
        rules: desk.rules().await?,
    };
    let errors = typed.as_ref().map(|(_, form)| form.errors.clone());
    let base = format!("/personen/{record}");
    let at = |verb: &str| format!("{base}/{verb}");
    let steps = offered(&here, at, |_| visit.fresh_key(), typed);
    let (file, client) = (&here.file, &here.file.client);
    let new = |page: &str, used: bool| {
        let may = used && !client.restricted;
        may.then(|| format!("/{page}/neu?person={record}"))
    };
    let asked = client.erasure_asked_elsewhere_on;
    Ok(Page {
        frame: visit.frame("").await,
        just_done: visit.just_done,
        who: who(client.identity.as_ref()),
        badges: badges(client),
        notes: notes(client),
        erasure_asked: asked.map(|on| (words::day(on), words::day(answered_by(on)))),
        new_slip: new("laufzettel", here.rules.uses_slips()),
        new_voucher: new("gutscheine", here.rules.uses_vouchers()),
        facts: facts(client),
        consents: here.consents(),
        releases: here.releases(),
        taken_back: here.taken_back(),
        slips: file.slips.iter().map(|row| here.slip(row)).collect(),
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
        errors: errors.unwrap_or_default(),
        base,
    })
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
        badge: Some(if row.in_error {
            Badge::new(Tone::Quiet, "Irrtum")
        } else if row.issued.is_some() {
            Badge::new(Tone::Info, "ausgestellt")
        } else {
            Badge::new(Tone::Success, "hier eingelöst")
        }),
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
    let about = facts_of_record(client.identity.known(), client.child.known()).into_iter();
    // Her name stands above them.
    about
        .filter(|(term, _)| *term != "Name")
        .chain([
            ("Akte seit", words::day(client.since)),
            ("Aktenzeichen", words::record_number(client.record)),
        ])
        .map(|(term, text)| fact(term, &text))
        .collect()
}
