//! `/uebergaben/{id}`: the receiving office's view, next steps first.

mod build;
mod daily;
mod rare;
mod wording;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{HandoverId, Refusal, Staff};
use serde::Deserialize;

use super::address::{Named, Said};
use super::answer::{page_with, problem};
use super::session::Visitor;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    AssignForm, ConcludeForm, EverythingForm, FeedbackForm, FieldErrors, HerWordForm, HoldForm,
    LinkForm, PlainForm, RejectForm, RetractForm, TakeBackForm,
};
use crate::refusals::Problem;
pub(crate) use wording::badge;
use wording::just_done;

/// What has just been done.
#[derive(Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    getan: String,
    /// Something that was ticked was not told: she does not allow it any more.
    #[serde(default)]
    ungesagt: String,
}

/// What is said when she took something back while it was typed.
const UNTOLD: &str = "Nicht alles wurde mitgeteilt: Sie erlaubt es nicht mehr.";

/// The forms as typed, for a page that comes back with errors.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) reject: Option<RejectForm>,
    pub(crate) conclude: Option<ConcludeForm>,
    pub(crate) hold: Option<HoldForm>,
    pub(crate) assign: Option<AssignForm>,
    pub(crate) link: Option<LinkForm>,
    pub(crate) release: Option<FeedbackForm>,
    pub(crate) her_word: Option<HerWordForm>,
    pub(crate) retract: Option<RetractForm>,
    pub(crate) take_back: Option<TakeBackForm>,
    pub(crate) everything: Option<EverythingForm>,
    /// The step's id and its form.
    pub(crate) plain: Option<(&'static str, PlainForm)>,
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
    let untold = if done.ungesagt.is_empty() { "" } else { UNTOLD };
    let just_done = format!("{} {untold}", just_done(&done.getan));
    let typed = Typed::default();
    render(
        &app,
        &session,
        staff,
        &id,
        just_done.trim(),
        typed,
        StatusCode::OK,
    )
    .await
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
    let built = match id.parse::<HandoverId>() {
        Ok(id) => build::page(app, session, staff, id, just_done, typed).await,
        Err(_) => Err(Problem::from(Refusal::NotFound)),
    };
    match built {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}
