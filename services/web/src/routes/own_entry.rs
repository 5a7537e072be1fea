//! `/einrichtung`: a lead puts right how the own institution is called and reached, and lets it appear
//! under the network's neutral sender, from then on wherever anybody reads it (rule 11).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::OwnEntry;
use domain::institutions::Entry;

use super::address::{Done, Said};
use super::answer::{page_with, problem, see};
use super::frame::frame;
use super::posted::{Posted, key};
use super::session::Visitor;
use super::typed;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, OwnEntryForm, OwnEntryPage, TICKED};
use crate::refusals::Problem;

/// `GET /einrichtung`
pub(crate) async fn show(
    State(app): State<App>,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "festgehalten" => "Festgehalten. So steht sie ab jetzt überall.",
        _ => "",
    };
    match app.desk.own_entry(staff).await {
        Ok(entry) => {
            let form = filled(&app, &entry);
            let page = build(&app, &session, &entry, form, FieldErrors::default()).await;
            let page = page.map(|page| OwnEntryPage {
                just_done: just_done.to_owned(),
                ..page
            });
            answer(&app, &session, page).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

/// `POST /einrichtung`
pub(crate) async fn amend(State(app): State<App>, posted: Posted<OwnEntryForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let entry = match app.desk.own_entry(staff).await {
        Ok(entry) => entry,
        Err(failure) => return problem(&app, &session, &failure.into()).await,
    };
    let own = match read(&form) {
        Ok(own) => own,
        Err(errors) => {
            let page = build(&app, &session, &entry, form, errors).await;
            return answer(&app, &session, page).await;
        }
    };
    let key = key(&app, &form.form_key);
    match app.desk.amend_own_entry(staff, &own, &key).await {
        Ok(()) => see("/einrichtung?getan=festgehalten"),
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn answer(app: &App, session: &PageSession, page: Result<OwnEntryPage, Problem>) -> Response {
    match page {
        Ok(page) if page.errors.is_empty() => page_with(StatusCode::OK, &page),
        Ok(page) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

fn filled(app: &App, entry: &Entry) -> OwnEntryForm {
    let ticked = if entry.neutral_sender { TICKED } else { "" };
    OwnEntryForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        name: entry.name.as_str().to_owned(),
        address: entry
            .address
            .as_ref()
            .map_or_else(String::new, |address| address.as_str().to_owned()),
        phone: entry.phone.as_str().to_owned(),
        neutral_sender: ticked.to_owned(),
    }
}

fn read(form: &OwnEntryForm) -> Result<OwnEntry, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = typed::required(
        &mut errors,
        "name",
        &form.name,
        "Bitte geben Sie den Namen an.",
    );
    let address = typed::text(&mut errors, "address", &form.address);
    let phone = typed::required(
        &mut errors,
        "phone",
        &form.phone,
        "Bitte geben Sie eine Telefonnummer an.",
    );
    match (name, phone) {
        (Some(name), Some(phone)) if errors.is_empty() => Ok(OwnEntry {
            name,
            address,
            phone,
            neutral_sender: form.neutral_sender == TICKED,
        }),
        _ => Err(errors),
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    entry: &Entry,
    form: OwnEntryForm,
    errors: FieldErrors,
) -> Result<OwnEntryPage, Problem> {
    let neutral = app.desk.faces().await?.neutral_sender.as_str().to_owned();
    Ok(OwnEntryPage {
        frame: frame(app, session, "/einrichtung").await,
        just_done: String::new(),
        has_address: !entry.kind.hides_its_address(),
        always_neutral: entry.kind.is_protected(),
        neutral_hint: format!(
            "Statt Name und Telefon steht dann überall „{neutral}“, auch auf allem, was schon \
             unterwegs ist. Was jemand gelesen oder gedruckt hat, lässt sich nicht zurückholen. \
             Im Wegweiser bleibt sie stehen, damit andere zu ihr schicken können."
        ),
        neutral,
        form,
        errors,
    })
}
