//! `/gutscheine/{id}`: what the own institution did with a voucher. Its issuer sees *issued* for ever. Below, what it can
//! do with one, row by row, in the order of the page.

use askama::Template;
use casework::{AcknowledgeVoucherNotice, Desk, EnterVoucherInError, Failure, Key};
use domain::handovers::Notice;
use domain::slips::EnterInError;
use domain::{KnownOr as _, Note, Refusal, Staff, VoucherId};
use jiff::civil::Date;
use read_models::vouchers::VoucherRow;

use crate::api::steps::{asking, plain};
use crate::api::vouchers::VoucherNamed;
use crate::form::{Field, Input, Place, Step, Steps, Subject, shown_at};
use crate::pages::{Badge, Fact, Frame, HistoryLine, Tone, happened};
use crate::refusals::Problem;
use crate::routes::facts::{fact, who};
use crate::routes::frame::office;
use crate::routes::visit::{Done, Visit};
use crate::routes::worklist::WorklistEntry;
use crate::{App, words};

/// `/gutscheine/{id}`: what the own institution did with it, and nothing else.
#[derive(Template)]
#[template(path = "voucher.html")]
pub(crate) struct Page {
    frame: Frame,
    /// "Beratungsgutschein: Schulden".
    title: String,
    /// State, as the own institution knows it.
    badge: Badge,
    /// What that means, in a sentence.
    state: String,
    /// What has to be known and nobody has read.
    notices: Vec<String>,
    /// The code as printed; empty for a station, and once it is over.
    code: String,
    /// The voucher as PDF, for its issuer.
    print: Option<String>,
    /// What it says.
    facts: Vec<Fact>,
    /// What the own institution did.
    history: Vec<HistoryLine>,
    /// Her record, if one goes with it.
    person: Option<String>,
    /// Every step that can be taken.
    steps: Steps,
}

/// What everything on the page looks at.
pub(crate) struct Here {
    pub(super) row: VoucherRow,
    today: Date,
}

/// What a form asks of the desk.
pub(crate) enum Deed {
    /// It should never have been issued.
    EnterInError(Option<Note>),
    /// What had to be known was read.
    AcknowledgeNotice,
}

impl Subject for Here {
    type Id = VoucherId;
    type Deed = Deed;
    type Taken = VoucherId;
    type Page = Page;
    const AT: &'static str = "/gutscheine/{id}";
    const STEPS: &'static [Step<Self, Deed>] = STEPS;
    const DONE: &'static [Done] = &[
        (
            "ausgestellt",
            "Der Gutschein ist ausgestellt. Jetzt ausdrucken und ihr mitgeben.",
        ),
        (
            "eingeloest",
            "Eingelöst. Geben Sie ihr den Gutschein zurück.",
        ),
    ];

    async fn of(visit: &Visit, id: VoucherId) -> Result<Self, Problem> {
        Ok(Self {
            row: visit.desk.voucher(visit.staff, id).await?,
            today: visit.today(),
        })
    }

    async fn page(self, visit: &Visit, steps: Steps) -> Result<Page, Problem> {
        let (app, id) = (&visit.app, self.row.voucher);
        let (row, today) = (&self.row, self.today);
        let issued = row.issued.as_ref();
        let usable = issued.is_some_and(|issued| issued.valid_until >= today) && !row.in_error;
        let code = match app.desk.voucher_code(visit.staff, id).await {
            Ok(code) if usable => code.typed.grouped(),
            _ => String::new(),
        };
        let over = issued.is_some_and(|issued| issued.valid_until < today);
        Ok(Page {
            frame: visit.frame("").await,
            title: format!("Beratungsgutschein: {}", words::need(row.theme)),
            badge: badge(row, over),
            state: state(row, over).to_owned(),
            notices: notices(row),
            print: usable.then(|| format!("/gutscheine/{id}/papier.pdf")),
            code,
            facts: facts(app, row).await,
            history: history(row),
            person: row.record.map(|record| format!("/personen/{record}")),
            steps,
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        voucher: VoucherId,
        deed: Deed,
        key: &Key,
    ) -> Result<VoucherId, Failure> {
        match deed {
            Deed::EnterInError(comment) => {
                let command = EnterVoucherInError { voucher, comment };
                desk.perform(by, &command, key).await?;
            }
            Deed::AcknowledgeNotice => {
                let command = AcknowledgeVoucherNotice { voucher };
                desk.perform(by, &command, key).await?;
            }
        }
        Ok(voucher)
    }

    async fn next(_: &Desk, voucher: VoucherId, done: &str) -> String {
        format!("/gutscheine/{voucher}?getan={done}")
    }
}

pub(crate) fn badge(row: &VoucherRow, over: bool) -> Badge {
    let (tone, text) = match (&row.issued, row.in_error) {
        (_, true) => (Tone::Quiet, "Irrtum"),
        (Some(_), _) if over => (Tone::Quiet, "Gültigkeit zu Ende"),
        (Some(_), _) => (Tone::Info, "ausgestellt"),
        (None, _) => (Tone::Success, "hier eingelöst"),
    };
    Badge::new(tone, text)
}

const fn state(row: &VoucherRow, over: bool) -> &'static str {
    match (&row.issued, row.in_error) {
        (_, true) => "Er gilt nicht mehr.",
        (Some(_), _) if over => {
            "Er gilt nicht mehr. Ob und wo sie ihn genutzt hat, ist ihre Sache."
        }
        (Some(_), _) => {
            "Ob und wo sie ihn nutzt, ist ihre Sache. Hier steht immer nur, dass er ausgestellt ist."
        }
        (None, _) => "Sie war damit bei Ihnen. Wer ihn ausgestellt hat, erfährt es nicht.",
    }
}

async fn facts(app: &App, row: &VoucherRow) -> Vec<Fact> {
    let mut facts = vec![fact("Thema", words::need(row.theme))];
    if let Some(issued) = &row.issued {
        let required = issued.required.to_string();
        facts.push(fact("Vereinbarte Beratungen", &required));
        facts.push(fact("Freiwillige dazu", &issued.optional.to_string()));
        if let Some(next) = &issued.next {
            let there = office(app, next.institution).await;
            facts.push(fact(
                "Zuerst zu",
                &format!("{there} – {}", next.service_name.as_str()),
            ));
        }
        facts.push(fact("Gültig bis", &words::day(issued.valid_until)));
    }
    let name = row.identity.known().and_then(|her| her.name.as_ref());
    facts.extend(name.map(|name| fact("Name", name.as_str())));
    if let Some(last) = row.redeemed.last() {
        let left = last.remaining;
        let text = format!(
            "{} vereinbarte, {} freiwillige",
            left.required, left.optional
        );
        facts.push(fact("Danach noch übrig", &text));
    }
    facts
}

fn history(row: &VoucherRow) -> Vec<HistoryLine> {
    let line = happened;
    let issued = row.issued.as_ref().map(|_| line(row.since, "Ausgestellt."));
    let reissued = row
        .reissued
        .iter()
        .map(|on| line(*on, "Auf ihren Wunsch neu ausgedruckt, mit neuem Code."));
    let used = row
        .redeemed
        .iter()
        .map(|used| line(used.on, "Sie war damit hier."));
    let notices = row
        .heard
        .iter()
        .map(|(what, on)| line(*on, words::notice(*what)));
    issued
        .into_iter()
        .chain(reissued)
        .chain(used)
        .chain(notices)
        .collect()
}

/// What waits to be read, on the voucher's page.
fn notices(row: &VoucherRow) -> Vec<String> {
    let open = row.notices.iter();
    open.map(|(what, on)| sentence(*what, *on)).collect()
}

/// What somebody has to hear who holds her name: what and when, never who.
fn sentence(notice: Notice, on: Date) -> String {
    let what = match notice {
        Notice::SlipWithdrawn => "Der Gutschein wurde zurückgezogen.",
        Notice::ConsentWithdrawn => {
            "Sie hat zurückgenommen, dass Sie ihren Namen wissen. Verwenden Sie ihn nur, wenn Sie \
             ihn für Ihre eigene Arbeit mit ihr brauchen. Niemand fragt, warum."
        }
        Notice::Rectified => {
            "Angaben zu ihr wurden dort berichtigt, woher sie kamen. Fragen Sie sie, was stimmt."
        }
    };
    format!("{}: {what}", words::day(on))
}

/// Its line on the worklist.
pub(crate) fn entry(row: &VoucherRow) -> WorklistEntry {
    WorklistEntry {
        who: who(row.identity.as_ref()),
        reason: format!("Beratungsgutschein · {}", words::need(row.theme)),
        since: format!("seit {}", words::day(row.since)),
        due: String::new(),
        badge: Some(Badge::new(Tone::Info, "neue Mitteilung")),
        href: format!("/gutscheine/{}", row.voucher),
    }
}

const STEPS: &[Step<Here, Deed>] = &[
    Step {
        verb: "gelesen",
        id: "read",
        place: Place::Notice,
        button: "Gelesen",
        done: "gelesen",
        told: "Als gelesen vermerkt.",
        api: Some(plain::<Here, VoucherNamed>(
            "notices/read",
            "read_notices",
            "Notes that the open notices were read.",
            || Deed::AcknowledgeNotice,
        )),
        offered: |here| !here.row.notices.is_empty(),
        ..Step::PLAIN
    },
    Step {
        verb: "irrtum",
        id: "in_error",
        title: "Versehentlich ausgestellt",
        sentence: "Der Code gilt dann nicht mehr.",
        button: "Als Irrtum vermerken",
        done: "irrtum",
        told: "Als Irrtum vermerkt.",
        api: Some(asking::<Here, EnterInError, VoucherNamed>(
            "error",
            "enter_in_error",
            "Marks a voucher as an error.",
        )),
        offered: |here| here.row.issued.is_some() && !here.row.in_error,
        fields: |_| vec![Field::area("comment", "Warum?").hint("Bleibt in Ihrer Einrichtung.")],
        read: |form| Some(Deed::EnterInError(form.text("comment"))),
        field_of: shown_at![Refusal::CommentMissing => "comment"],
        ..Step::PLAIN
    },
];
