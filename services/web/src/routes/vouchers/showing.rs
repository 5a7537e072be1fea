//! `/gutscheine/{id}`: what the own institution did with a voucher. Its issuer sees *issued* for ever.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{EnterVoucherInError, Failure};
use domain::{KnownOr as _, Note, Refusal, Staff, VoucherId};
use read_models::vouchers::{IssuedHere, VoucherRow};

use crate::App;
use crate::auth::PageSession;
use crate::pages::{Badge, Fact, FieldErrors, HistoryLine, Tone, VoucherPage, VoucherStepForm};
use crate::refusals::Problem;
use crate::routes::address::{Done, Named, Said};
use crate::routes::answer::{page_with, problem, see};
use crate::routes::facts::fact;
use crate::routes::frame::{frame, office};
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::typed;
use crate::words;

/// `GET /gutscheine/{id}`
pub(crate) async fn show(
    State(app): State<App>,
    Named(id): Named,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "ausgestellt" => "Der Gutschein ist ausgestellt. Jetzt ausdrucken und ihr mitgeben.",
        "eingeloest" => "Eingelöst. Geben Sie ihr den Gutschein zurück.",
        "irrtum" => "Als Irrtum vermerkt.",
        "gelesen" => "Als gelesen vermerkt.",
        _ => "",
    };
    let form = VoucherStepForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..VoucherStepForm::default()
    };
    let typed = (form, FieldErrors::default());
    render(&app, &session, staff, &id, just_done, typed, StatusCode::OK).await
}

/// `POST /gutscheine/{id}/irrtum`
pub(crate) async fn enter_in_error(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<VoucherStepForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let comment: Option<Note> = typed::text(&mut errors, "comment", &form.comment);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if errors.is_empty() {
        match marked(&app, staff, &id, &form.form_key, comment).await {
            Ok(()) => return see(&format!("/gutscheine/{id}?getan=irrtum")),
            Err(Failure::Refused(refusal @ Refusal::CommentMissing)) => {
                let refused = Problem::from(refusal);
                errors.add("comment", refused.detail());
                status = refused.status();
            }
            Err(failure) => return problem(&app, &session, &failure.into()).await,
        }
    }
    render(&app, &session, staff, &id, "", (form, errors), status).await
}

async fn marked(
    app: &App,
    staff: Staff,
    id: &str,
    form_key: &str,
    comment: Option<Note>,
) -> Result<(), Failure> {
    let voucher = id.parse().map_err(|_| Refusal::NotFound)?;
    let command = EnterVoucherInError { voucher, comment };
    let key = key(app, form_key);
    let marked = app.desk.enter_voucher_in_error(staff, &command, &key);
    marked.await.map(|_| ())
}

async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: (VoucherStepForm, FieldErrors),
    status: StatusCode,
) -> Response {
    match build(app, session, staff, id, just_done, typed).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    (form, errors): (VoucherStepForm, FieldErrors),
) -> Result<VoucherPage, Problem> {
    let id: VoucherId = id.parse().map_err(|_| Refusal::NotFound)?;
    let row = app.desk.voucher(staff, id).await?;
    let today = app.desk.now().today;
    let issued = row.issued.as_ref();
    let usable = issued.is_some_and(|issued| issued.valid_until >= today) && !row.in_error;
    let code = match app.desk.voucher_code(staff, id).await {
        Ok(code) if usable => code.typed.grouped(),
        _ => String::new(),
    };
    let over = issued.is_some_and(|issued| issued.valid_until < today);
    Ok(VoucherPage {
        frame: frame(app, session, "").await,
        just_done: just_done.to_owned(),
        title: format!("Beratungsgutschein: {}", words::need(row.theme)),
        badge: badge(&row, over),
        state: state(&row, over).to_owned(),
        notices: super::notices::open(app, &row),
        print: usable.then(|| format!("/gutscheine/{id}/papier.pdf")),
        code,
        facts: facts(app, &row).await,
        history: history(&row),
        person: row.record.map(|record| format!("/personen/{record}")),
        in_error: (issued.is_some() && !row.in_error).then(|| format!("/gutscheine/{id}/irrtum")),
        form,
        errors,
    })
}

pub(crate) fn badge(row: &VoucherRow, over: bool) -> Badge {
    let (tone, text) = match (&row.issued, row.in_error) {
        (_, true) => (Tone::Quiet, "Irrtum"),
        (Some(_), _) if over => (Tone::Quiet, "Gültigkeit zu Ende"),
        (Some(_), _) => (Tone::Info, "ausgestellt"),
        (None, _) => (Tone::Success, "hier eingelöst"),
    };
    Badge {
        tone,
        text: text.into(),
    }
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
    if let Some(name) = row.identity.known().and_then(|her| her.name.as_ref()) {
        facts.push(fact("Name", name.as_str()));
    }
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
    let line = |on, sentence: &str| HistoryLine {
        day: words::day(on),
        sentence: sentence.into(),
    };
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
