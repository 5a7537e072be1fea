//! `/gutscheine/{id}`: what the own institution did with a voucher. Its issuer sees *issued* for ever.

use domain::{KnownOr as _, Note, VoucherId};
use jiff::civil::Date;
use read_models::vouchers::{IssuedHere, VoucherRow};

use crate::App;
use crate::form::{Typed, offered};
use crate::pages::{Badge, Fact, HistoryLine, Tone, VoucherPage};
use crate::refusals::Problem;
use crate::routes::facts::fact;
use crate::routes::frame::office;
use crate::routes::visit::Visit;
use crate::words;

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

/// The page, with what was typed.
pub(super) async fn build(
    visit: &Visit,
    id: VoucherId,
    typed: Typed,
) -> Result<VoucherPage, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    let here = Here {
        row: app.desk.voucher(staff, id).await?,
        today: app.desk.now().today,
    };
    let (row, today) = (&here.row, here.today);
    let issued = row.issued.as_ref();
    let usable = issued.is_some_and(|issued| issued.valid_until >= today) && !row.in_error;
    let code = match app.desk.voucher_code(staff, id).await {
        Ok(code) if usable => code.typed.grouped(),
        _ => String::new(),
    };
    let over = issued.is_some_and(|issued| issued.valid_until < today);
    let errors = typed.as_ref().map(|(_, form)| form.errors.clone());
    let key = |_: &str| visit.fresh_key();
    Ok(VoucherPage {
        frame: visit.frame("").await,
        just_done: visit.just_done.to_owned(),
        title: format!("Beratungsgutschein: {}", words::need(row.theme)),
        badge: badge(row, over),
        state: state(row, over).to_owned(),
        notices: super::notices::sentences(row),
        print: usable.then(|| format!("/gutscheine/{id}/papier.pdf")),
        code,
        facts: facts(app, row).await,
        history: history(row),
        person: row.record.map(|record| format!("/personen/{record}")),
        steps: offered(&here, |verb| format!("/gutscheine/{id}/{verb}"), key, typed),
        errors: errors.unwrap_or_default(),
    })
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
    if let Some(IssuedHere {
        next,
        required,
        optional,
        valid_until,
    }) = &row.issued
    {
        facts.push(fact("Vereinbarte Beratungen", &required.to_string()));
        facts.push(fact("Freiwillige dazu", &optional.to_string()));
        if let Some(next) = next {
            let there = office(app, next.institution).await;
            facts.push(fact(
                "Zuerst zu",
                &format!("{there} – {}", next.service_name.as_str()),
            ));
        }
        facts.push(fact("Gültig bis", &words::day(*valid_until)));
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
    let line = HistoryLine::of;
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
