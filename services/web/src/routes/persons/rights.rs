//! Small steps at her record: safe mode, restriction, what a child confided, legal hold.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{ChangeClient, ClientChange, Failure};
use domain::{Refusal, Staff};

use super::file::{Typed, render};
use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::RightsForm;
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{problem, see};
use crate::routes::posted::{Posted, key};
use crate::routes::typed;

/// `POST /personen/{id}/schutz`
pub(crate) async fn protect(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let on = posted.form.switch == "an";
    let change = ClientChange::Protect(on);
    let done = change_client(&app, posted.staff, &id, &posted.form, change).await;
    let done = done.map_err(Problem::from);
    if on && done.is_ok() {
        // What she carries still says who sent her: new papers are one step away.
        return see(&format!("/personen/{id}/papiere?getan=geschuetzt"));
    }
    let said = if on { "geschuetzt" } else { "schutz_aus" };
    after(&app, &posted.session, &id, said, done).await
}

/// `POST /personen/{id}/einschraenkung`
pub(crate) async fn restrict(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let on = posted.form.switch == "an";
    let change = ClientChange::Restrict(on);
    let done = change_client(&app, posted.staff, &id, &posted.form, change).await;
    let said = if on { "eingeschraenkt" } else { "wieder" };
    let done = done.map_err(Problem::from);
    after(&app, &posted.session, &id, said, done).await
}

/// `POST /personen/{id}/anvertraut`
pub(crate) async fn confide(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let mut errors = FieldErrors::default();
    let missing = "Bitte schreiben Sie, was festgehalten werden soll.";
    let note = typed::required(&mut errors, "note", &posted.form.note, missing);
    let Some(note) = note else {
        return again(&app, posted, &id, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let change = ClientChange::Confide(note);
    let done = change_client(&app, posted.staff, &id, &posted.form, change).await;
    let done = done.map_err(Problem::from);
    after(&app, &posted.session, &id, "festgehalten", done).await
}

/// `POST /personen/{id}/aufbewahrung`; an empty day lifts the hold.
pub(crate) async fn hold(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let mut errors = FieldErrors::default();
    let until = typed::optional_day(&mut errors, "until", &posted.form.until);
    if !errors.is_empty() {
        return again(&app, posted, &id, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let change = until.map_or(ClientChange::LiftHold, |until| ClientChange::Hold { until });
    let done = change_client(&app, posted.staff, &id, &posted.form, change).await;
    if let Err(Failure::Refused(refusal @ Refusal::DayOutOfRange { .. })) = &done {
        let refused = Problem::from(refusal.clone());
        errors.add("until", refused.detail());
        return again(&app, posted, &id, errors, refused.status()).await;
    }
    let said = until.map_or("aufbewahrung_aus", |_| "aufbewahrt");
    let done = done.map_err(Problem::from);
    after(&app, &posted.session, &id, said, done).await
}

/// `POST /personen/{id}/behalten`
pub(crate) async fn keep(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let done = change_client(&app, posted.staff, &id, &posted.form, ClientChange::Keep).await;
    let done = done.map_err(Problem::from);
    after(&app, &posted.session, &id, "behalten", done).await
}

/// Back to her page, or why not.
async fn after(
    app: &App,
    session: &PageSession,
    id: &str,
    done: &str,
    result: Result<(), Problem>,
) -> Response {
    match result {
        Ok(()) => see(&format!("/personen/{id}?getan={done}")),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn change_client(
    app: &App,
    staff: Staff,
    id: &str,
    form: &RightsForm,
    change: ClientChange,
) -> Result<(), Failure> {
    let record = record(id)?;
    let command = ChangeClient { record, change };
    let key = key(app, &form.form_key);
    app.desk.change_client(staff, &command, &key).await
}

/// The page again, with what was typed.
async fn again(
    app: &App,
    posted: Posted<RightsForm>,
    id: &str,
    errors: FieldErrors,
    status: StatusCode,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let typed = Typed { form, errors };
    render(app, &session, staff, id, "", typed, status).await
}
