//! `/uebergaben/{id}`: the receiving office's view, next steps first.

mod wording;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::HandoverView;
use domain::consents::Item;
use domain::handovers::Stage;
use domain::{HandoverId, KnownOr as _, Refusal, Staff};
use read_models::handovers::HandoverRow;
use serde::Deserialize;

use super::address::{Named, Said};
use super::answer::{page_with, problem};
use super::choices::{outcomes, places, reason_groups, tell};
use super::facts::{fact, facts_of};
use super::frame::{frame, office};
use super::session::Visitor;
use super::worklist::who;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    ConcludeForm, ConcludeStep, Fact, FeedbackStep, FieldErrors, HandoverPage, PlainForm,
    PlainStep, RejectForm, RejectStep, TICKED, Tell,
};
use crate::refusals::Problem;
use crate::words;
pub(crate) use wording::{badge, line};

use wording::next;

/// What has just been done.
#[derive(Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    getan: String,
}

/// The forms as typed, for a page that comes back with errors.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) reject: Option<RejectForm>,
    pub(crate) conclude: Option<ConcludeForm>,
    pub(crate) errors: FieldErrors,
}

/// `GET /uebergaben/{id}`
pub(crate) async fn show(
    State(app): State<App>,
    Named(id): Named,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "angenommen" => "Angenommen.",
        "abgelehnt" => "Abgelehnt.",
        "abgeschlossen" => "Abgeschlossen.",
        "mitgeteilt" => "Mitgeteilt.",
        _ => "",
    };
    let typed = Typed::default();
    render(&app, &session, staff, &id, just_done, typed, StatusCode::OK).await
}

/// The page, with what was typed.
pub(crate) async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: Typed,
    status: StatusCode,
) -> Response {
    let view = match id.parse::<HandoverId>() {
        Ok(id) => app.desk.handover(staff, id).await.map_err(Problem::from),
        Err(_) => Err(Refusal::NotFound.into()),
    };
    match view {
        Ok(view) => {
            let page = build(app, session, &view, just_done, typed).await;
            page_with(status, &page)
        }
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    view: &HandoverView,
    just_done: &str,
    typed: Typed,
) -> HandoverPage {
    let row = &view.row;
    let base = format!("/uebergaben/{}", row.handover());
    let sender = row.sender.as_ref().map(|sender| sender.name.as_str());
    let key = || app.desk.fresh_key().text().to_owned();
    let facts = facts_here(app, row).await;
    let stage = row.stage();
    let open = matches!(stage, Stage::Announced | Stage::Acknowledged);
    let tells = |items: &[Item], ticked| -> Vec<Tell> {
        items
            .iter()
            .filter(|item| view.allowed.contains(item))
            .map(|item| tell(*item, ticked))
            .collect()
    };
    let reject_form = typed.reject.unwrap_or_else(|| RejectForm {
        form_key: key(),
        ..RejectForm::default()
    });
    let conclude_form = typed.conclude.unwrap_or_else(|| ConcludeForm {
        form_key: key(),
        tell_outcome: TICKED.into(),
        ..ConcludeForm::default()
    });
    let reject_open =
        typed.errors.on("reject_reason").is_some() || typed.errors.on("reject_comment").is_some();
    HandoverPage {
        frame: frame(app, session, "").await,
        just_done: just_done.into(),
        who: who(row.identity.as_ref()),
        sender: sender.unwrap_or_default().to_owned(),
        badge: badge(row),
        next: next(row).into(),
        notices: vec![],
        accept: (stage == Stage::Acknowledged).then(|| accept_step(&base, key())),
        accept_tells: tells(&[Item::FeedbackArrival, Item::FeedbackAcceptance], true),
        conclude: matches!(stage, Stage::Accepted | Stage::OnHold).then(|| ConcludeStep {
            action: format!("{base}/abschliessen"),
            tells: tells(
                &[Item::FeedbackOutcome],
                conclude_form.tell_outcome == TICKED,
            ),
            form: conclude_form,
            outcomes: outcomes(),
            open: true,
        }),
        reject: open.then_some(RejectStep {
            action: format!("{base}/ablehnen"),
            form: reject_form,
            reasons: reason_groups(),
            places: places(app, session).await,
            tells: tells(&[Item::FeedbackAcceptance, Item::FeedbackReason], false),
            open: reject_open,
        }),
        hold: None,
        feedback: (!view.tellable.is_empty()).then(|| FeedbackStep {
            action: format!("{base}/rueckmelden"),
            form_key: key(),
            tells: view
                .tellable
                .iter()
                .map(|item| tell(*item, false))
                .collect(),
            her_word_needed: false,
        }),
        more: vec![],
        print: None,
        facts,
        sender_knows: row
            .held
            .given
            .iter()
            .map(|(message, _)| words::message(*message))
            .collect(),
        history: row.history.iter().map(line).collect(),
        errors: typed.errors,
    }
}

/// What the office knows of her, and where she can go instead.
async fn facts_here(app: &App, row: &HandoverRow) -> Vec<Fact> {
    let known = row.counselling.known();
    let mut facts = facts_of(
        &row.service_name,
        row.sender.as_ref().map(|sender| &sender.phone),
        row.need,
        known.and_then(|told| told.reason.as_ref()),
        row.identity.known(),
        row.child.known(),
    );
    for remark in known
        .map(|told| told.remarks.as_slice())
        .unwrap_or_default()
    {
        facts.push(fact("Bemerkung", remark.as_str()));
    }
    if let Some(way) = known.map(|told| &told.way).filter(|way| !way.is_empty()) {
        let names: Vec<&str> = way.iter().map(domain::Line::as_str).collect();
        facts.push(fact("Bisherige Stationen", &names.join(", ")));
    }
    if let Some(instead) = &row.instead {
        let there = office(app, instead.institution).await;
        let text = format!("{there} – {}", instead.service_name.as_str());
        facts.push(fact("Stattdessen", &text));
    }
    facts
}

fn accept_step(base: &str, form_key: String) -> PlainStep {
    PlainStep {
        id: "accept",
        title: "Annehmen".into(),
        sentence: "Sie übernehmen und arbeiten mit ihr weiter.".into(),
        button: "Annehmen".into(),
        action: format!("{base}/annehmen"),
        comment_label: None,
        form: PlainForm {
            form_key,
            tell_arrival: TICKED.into(),
            tell_acceptance: TICKED.into(),
            ..PlainForm::default()
        },
        open: true,
    }
}
