//! `/uebergaben/neu`: she is here without a slip; nobody phones the sender.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Failure, RecordArrival, WhichClient};
use domain::vocabulary::Need;
use domain::{Refusal, ServiceId, Staff};
use serde::Deserialize;

use super::address::Said;
use super::answer::{page_with, problem, see};
use super::choices::choice;
use super::frame::frame;
use super::issue::known::Known;
use super::issue::parse;
use super::posted::{Posted, key};
use super::session::Visitor;
use super::typed;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{ChoiceGroup, FieldErrors, IssueForm, WithoutSlipForm, WithoutSlipPage};
use crate::refusals::Problem;
use crate::words;

/// Who is there: nobody yet, or somebody of whom the office has a record.
#[derive(Default, Deserialize)]
pub(crate) struct Who {
    #[serde(default)]
    person: String,
}

/// `GET /uebergaben/neu`, with `?person=` for somebody whom the office knows
pub(crate) async fn form(
    State(app): State<App>,
    Said(who): Said<Who>,
    Visitor { session, staff }: Visitor,
) -> Response {
    let empty = WithoutSlipForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        client: who.person,
        person: "named".into(),
        arrived_on: app.desk.now().today.to_string(),
        ..WithoutSlipForm::default()
    };
    let errors = FieldErrors::default();
    show(&app, &session, staff, empty, errors, StatusCode::OK).await
}

/// `POST /uebergaben/neu`
pub(crate) async fn record(
    State(app): State<App>,
    Posted {
        session,
        staff,
        form,
    }: Posted<WithoutSlipForm>,
) -> Response {
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let known = match Known::of(&app, staff, &form.client).await {
        Ok(known) => known,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let command = match command(&app, &form, known.as_ref()) {
        Ok(command) => command,
        Err(errors) => return show(&app, &session, staff, form, errors, invalid).await,
    };
    let key = key(&app, &form.form_key);
    match app.desk.record_arrival(staff, &command, &key).await {
        Ok(id) => see(&format!("/uebergaben/{id}?getan=ohne-laufzettel")),
        Err(Failure::Refused(
            refusal @ (Refusal::DayOutOfRange { .. }
            | Refusal::ServiceNotOffered
            | Refusal::BirthYearOutOfRange { .. }),
        )) => {
            let field = match refusal {
                Refusal::ServiceNotOffered => "service",
                Refusal::BirthYearOutOfRange { .. } => "birth_year",
                _ => "arrived_on",
            };
            let mut errors = FieldErrors::default();
            errors.add(field, Problem::from(refusal).detail());
            show(&app, &session, staff, form, errors, invalid).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

fn command(
    app: &App,
    form: &WithoutSlipForm,
    known: Option<&Known>,
) -> Result<RecordArrival, FieldErrors> {
    let mut errors = FieldErrors::default();
    let client = match known {
        Some(known) => Some(WhichClient::Known(known.record())),
        None => match parse::somebody_new(&person(form), app.desk.now().today) {
            Ok(new) => Some(WhichClient::New(new)),
            Err(wrong) => {
                errors = wrong;
                None
            }
        },
    };
    let service = service(&form.service);
    if service.is_none() {
        errors.add("service", "Bitte wählen Sie, weswegen sie kommt.");
    }
    let arrived_on = typed::day(&mut errors, "arrived_on", &form.arrived_on);
    match (client, service, arrived_on) {
        (Some(client), Some((need, service)), Some(day)) => Ok(RecordArrival {
            client,
            service,
            need,
            arrived_on: Some(day),
            accept: form.step == "accept",
        }),
        _ => Err(errors),
    }
}

/// Who she is stands in the same fields as on the issue page.
fn person(form: &WithoutSlipForm) -> IssueForm {
    IssueForm {
        person: form.person.clone(),
        person_name: form.person_name.clone(),
        birth_year: form.birth_year.clone(),
        contact: form.contact.clone(),
        protected: form.protected.clone(),
        ..IssueForm::default()
    }
}

fn service(value: &str) -> Option<(Need, ServiceId)> {
    let (need, service) = value.split_once(':')?;
    Some((need.parse().ok()?, service.parse().ok()?))
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: WithoutSlipForm,
    errors: FieldErrors,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, form, errors).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: WithoutSlipForm,
    errors: FieldErrors,
) -> Result<WithoutSlipPage, Problem> {
    if !staff.function.does_casework() {
        return Err(Refusal::NotYourRole.into());
    }
    let institutions = app.desk.institutions().await?;
    let own = institutions
        .iter()
        .find(|row| row.institution == staff.institution)
        .ok_or(Refusal::NotFound)?;
    let services = own.services.iter().map(|service| ChoiceGroup {
        label: service.name.as_str().to_owned(),
        choices: service
            .needs
            .iter()
            .map(|need| choice(&format!("{need}:{}", service.id), words::need(*need)))
            .collect(),
    });
    Ok(WithoutSlipPage {
        frame: frame(app, session, "").await,
        known: Known::of(app, staff, &form.client)
            .await?
            .as_ref()
            .map(Known::shown),
        services: services.collect(),
        neutral_name: app.desk.faces().await?.neutral_sender.as_str().to_owned(),
        today: app.desk.now().today.to_string(),
        form,
        errors,
    })
}
