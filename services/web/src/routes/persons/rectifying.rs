//! `/personen/{id}/berichtigen`: what is wrong is put right; who holds a copy hears that it was.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::RectifyClient;
use domain::{KnownOr as _, Staff};

use super::record;
use super::typed_client::{client, filled, with_choices};
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{ClientForm, ClientFormPage};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;

/// `GET /personen/{id}/berichtigen`
pub(crate) async fn form(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    match prefilled(&app, staff, &id).await {
        Ok(form) => show(&app, &session, &id, form, FieldErrors::default()).await,
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

async fn prefilled(app: &App, staff: Staff, id: &str) -> Result<ClientForm, Problem> {
    let row = app.desk.client(staff, record(id)?).await?;
    Ok(ClientForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..filled(&row)
    })
}

/// `POST /personen/{id}/berichtigen`
pub(crate) async fn rectify(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<ClientForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let read = match client(&form, app.desk.now().today) {
        Ok(read) => read,
        Err(errors) => return show(&app, &session, &id, form, errors).await,
    };
    match save(&app, staff, &id, &form.form_key, read).await {
        Ok(()) => see(&format!("/personen/{id}?getan=berichtigt")),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

type Read = (
    Option<domain::clients::Identity>,
    Option<domain::clients::Children>,
);

/// Only what differs is an entry; who holds a copy of the rest hears nothing.
async fn save(
    app: &App,
    staff: Staff,
    id: &str,
    form_key: &str,
    (identity, children): Read,
) -> Result<(), Problem> {
    let row = app.desk.client(staff, record(id)?).await?;
    let differs = |new: bool, old: bool, same: bool| (new || old) && !same;
    let old = row.identity.known();
    let changed = differs(identity.is_some(), old.is_some(), identity.as_ref() == old);
    let identity = changed.then(|| identity.unwrap_or_default());
    let old = row.child.known();
    let changed = differs(children.is_some(), old.is_some(), children.as_ref() == old);
    let children = changed.then(|| children.unwrap_or_default());
    let command = RectifyClient {
        record: row.record,
        identity,
        children,
    };
    let key = key(app, form_key);
    Ok(app.desk.rectify_client(staff, &command, &key).await?)
}

async fn show(
    app: &App,
    session: &PageSession,
    id: &str,
    form: ClientForm,
    errors: FieldErrors,
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = with_choices(ClientFormPage {
        frame: frame(app, session, "").await,
        title: "Angaben berichtigen".into(),
        lead: "Stellen, die eine Kopie haben, bekommen den Hinweis, dass etwas berichtigt wurde. \
               Was genau, erfahren sie von ihr."
            .into(),
        action: format!("/personen/{id}/berichtigen"),
        button: "Speichern".into(),
        back: format!("/personen/{id}"),
        form,
        is_new: false,
        channels: vec![],
        languages: vec![],
        errors,
    });
    page_with(status, &page)
}
