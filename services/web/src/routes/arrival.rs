//! `/uebergaben/neu`: she is here without a slip; nobody phones the sender.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Failure, RecordArrival, WhichClient};
use domain::vocabulary::Need;
use domain::{Refusal, ServiceId, Staff};
use jiff::civil::Date;
use serde::Deserialize;

use super::address::Said;
use super::answer::{page_with, problem, see};
use super::choices::choice;
use super::frame::frame;
use super::issue::known::Known;
use super::issue::reading::somebody_new;
use super::posted::{Posted, key};
use super::session::Visitor;
use crate::App;
use crate::auth::PageSession;
use crate::form::Form;
use crate::pages::{ChoiceGroup, WithoutSlipPage};
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
    let mut form = Form::default();
    form.set("form_key", app.desk.fresh_key().text());
    form.set("client", &who.person);
    form.set("person", "named");
    form.set("arrived_on", &app.desk.now().today.to_string());
    show(&app, &session, staff, form, StatusCode::OK).await
}

/// `POST /uebergaben/neu`
pub(crate) async fn record(State(app): State<App>, posted: Posted<Form>) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let known = match Known::of(&app, staff, form.get("client")).await {
        Ok(known) => known,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let today = app.desk.now().today;
    let Some(command) = command(&mut form, known.as_ref(), today) else {
        return show(&app, &session, staff, form, invalid).await;
    };
    let key = key(&app, form.get("form_key"));
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
            form.refused(field, refusal);
            show(&app, &session, staff, form, invalid).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

fn command(form: &mut Form, known: Option<&Known>, today: Date) -> Option<RecordArrival> {
    let client = match known {
        Some(known) => WhichClient::Known(known.record()),
        None => WhichClient::New(somebody_new(form, today)),
    };
    let service = service(form.get("service"));
    if service.is_none() {
        form.wrong("service", "Bitte wählen Sie, weswegen sie kommt.");
    }
    let arrived_on = form.day("arrived_on");
    let (need, service) = service.filter(|_| form.errors.is_empty())?;
    Some(RecordArrival {
        client,
        service,
        need,
        arrived_on,
        accept: form.get("step") == "accept",
    })
}

fn service(value: &str) -> Option<(Need, ServiceId)> {
    let (need, service) = value.split_once(':')?;
    Some((need.parse().ok()?, service.parse().ok()?))
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: Form,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, form).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: Form,
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
        known: Known::of(app, staff, form.get("client"))
            .await?
            .as_ref()
            .map(Known::shown),
        services: services.collect(),
        neutral_name: app.desk.faces().await?.neutral_sender.as_str().to_owned(),
        today: app.desk.now().today.to_string(),
        form,
    })
}
