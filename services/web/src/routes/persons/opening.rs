//! `/personen/neu`: a record for somebody who is here for the first time.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::RecordClient;
use domain::{Refusal, Staff};

use super::typed_client::{client, with_choices};
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{ClientForm, ClientFormPage};
use crate::refusals::Problem;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;

/// `GET /personen/neu`
pub(crate) async fn form(State(app): State<App>, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let form = ClientForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..ClientForm::default()
    };
    show(&app, &session, staff, form, FieldErrors::default()).await
}

/// `POST /personen/neu`
pub(crate) async fn open(State(app): State<App>, posted: Posted<ClientForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let (identity, children) = match client(&form, app.desk.now().today) {
        Ok(read) => read,
        Err(errors) => return show(&app, &session, staff, form, errors).await,
    };
    let command = RecordClient {
        identity,
        children,
        protected: ClientForm::ticked(&form.protected),
    };
    let key = key(&app, &form.form_key);
    match app.desk.record_client(staff, &command, &key).await {
        Ok(record) => see(&format!("/personen/{record}?getan=angelegt")),
        Err(failure) => problem(&app, &session, &Problem::from(failure)).await,
    }
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: ClientForm,
    errors: FieldErrors,
) -> Response {
    if !staff.function.does_casework() {
        return problem(app, session, &Refusal::NotYourRole.into()).await;
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = with_choices(ClientFormPage {
        frame: frame(app, session, "/personen").await,
        title: "Neue Person anlegen".into(),
        lead: "Nur, was sie sagen möchte und was Ihre Arbeit braucht. Vielleicht ist sie schon \
               da: suchen Sie zuerst."
            .into(),
        action: "/personen/neu".into(),
        button: "Anlegen".into(),
        back: "/personen".into(),
        form,
        is_new: true,
        channels: vec![],
        languages: vec![],
        errors,
    });
    page_with(status, &page)
}
