//! `/personen`: looking for own people by name and year of birth.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::FoundClients;
use domain::{KnownOr as _, Line, Refusal, Staff};
use read_models::clients::ClientRow;

use super::file_parts::first_badge;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{FoundPerson, SearchForm, SearchPage};
use crate::refusals::Problem;
use crate::routes::address::{Done, Said};
use crate::routes::answer::{page_with, problem};
use crate::routes::frame::frame;
use crate::routes::posted::Posted;
use crate::routes::session::Visitor;
use crate::routes::typed;
use crate::routes::worklist::who;
use crate::words;

/// `GET /personen`
pub(crate) async fn form(
    State(app): State<App>,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "geloescht" => "Gelöscht. Hier ist nichts mehr über sie gespeichert.",
        "ueberall" => {
            "Hier ist gelöscht, was gelöscht werden darf. Andere Stellen, bei denen sie war, haben davon \
             gehört und fragen sie selbst."
        }
        _ => "",
    };
    let empty = SearchForm::default();
    show(&app, &session, staff, empty, just_done, None).await
}

/// `POST /personen`
pub(crate) async fn search(State(app): State<App>, posted: Posted<SearchForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let found = find(&app, staff, &form).await;
    show(&app, &session, staff, form, "", Some(found)).await
}

async fn find(
    app: &App,
    staff: Staff,
    form: &SearchForm,
) -> Result<Result<FoundClients, FieldErrors>, Problem> {
    let mut errors = FieldErrors::default();
    let name: Option<Line> = typed::required(
        &mut errors,
        "person_name",
        &form.person_name,
        "Bitte geben Sie einen Namen ein.",
    );
    let year = typed::birth_year(&mut errors, &form.birth_year, app.desk.now().today);
    match name {
        Some(name) if errors.is_empty() => Ok(Ok(app
            .desk
            .find_clients(staff, name.as_str(), year)
            .await?)),
        _ => Ok(Err(errors)),
    }
}

type Found = Result<Result<FoundClients, FieldErrors>, Problem>;

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: SearchForm,
    just_done: &str,
    found: Option<Found>,
) -> Response {
    if !staff.function.does_casework() {
        return problem(app, session, &Refusal::NotYourRole.into()).await;
    }
    let (found, errors) = match found.transpose() {
        Ok(None) => (None, FieldErrors::default()),
        Ok(Some(Ok(rows))) => (Some(rows), FieldErrors::default()),
        Ok(Some(Err(errors))) => (None, errors),
        Err(refused) => return problem(app, session, &refused).await,
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = SearchPage {
        frame: frame(app, session, "/personen").await,
        form,
        just_done: just_done.to_owned(),
        more: found.as_ref().is_some_and(|found| found.more),
        found: found.map(|found| found.clients.iter().map(line).collect()),
        errors,
    };
    page_with(status, &page)
}

fn line(row: &ClientRow) -> FoundPerson {
    let year = row.identity.known().and_then(|her| her.birth_year);
    let born = year.map_or_else(String::new, |year| format!("geboren {year} · "));
    FoundPerson {
        who: who(row.identity.as_ref()),
        text: format!("{born}hier seit {}", words::day(row.since)),
        badge: first_badge(row),
        href: format!("/personen/{}", row.record),
    }
}
