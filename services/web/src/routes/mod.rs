//! The pages: which address leads where. Handlers are in the file of their verb.

pub(crate) mod address;
pub(crate) mod answer;
mod arrival;
mod assets;
mod chain;
pub(crate) mod choices;
mod code;
mod consent_form;
mod cookies;
mod data_protection;
pub(crate) mod facts;
mod file_note;
pub(crate) mod frame;
pub(crate) mod handover;
mod interrupted;
mod issue;
pub(crate) mod known;
mod messages;
mod own_entry;
mod paging;
pub(crate) mod paper;
pub(crate) mod persons;
pub(crate) mod posted;
pub(crate) mod printing;
mod rules;
mod sign_in;
pub(crate) mod slip;
mod start;
mod statements;
mod statistics;
mod turned_away;
pub(crate) mod visit;
pub(crate) mod vouchers;
mod worklist;

pub use start::waiting_room;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::App;
use crate::auth::PageSession;
use crate::form::{form_page, steps_page};
use crate::refusals::Problem;
use arrival::Arriving;
use chain::Chain;
use interrupted::Interrupted;
use issue::Issuing;
use own_entry::Amending;
use rules::Agreement;

/// Every page.
pub(crate) fn pages(app: App) -> Router<App> {
    Router::new()
        .route("/", get(start::start))
        .route("/anmelden", get(sign_in::form).post(sign_in::sign_in))
        .route("/abmelden", post(sign_in::sign_out))
        .route("/demo/weiter", post(sign_in::go_on))
        .route("/eingang", get(worklist::worklist))
        .route("/eingang/{liste}", get(worklist::list))
        .route("/s", get(code::show).post(code::typed))
        .route("/s/eingang", post(code::arrive))
        .route("/s/ablehnen", post(code::reject))
        .route("/s/{code}", get(code::scanned))
        .route("/laufzettel/neu", form_page::<Issuing>())
        .route("/laufzettel/{id}/papier.pdf", get(paper::paper))
        .route("/uebergaben/neu", form_page::<Arriving>())
        .route("/uebergaben/{id}/stattdessen.pdf", get(paper::instead))
        .merge(steps_page::<handover::Here>())
        .merge(steps_page::<slip::Here>())
        .merge(persons::routes())
        .merge(file_note::routes())
        .merge(vouchers::routes())
        .merge(data_protection::routes())
        .merge(statistics::routes())
        .route("/kette", form_page::<Chain>())
        .route("/netzwerk/regeln", form_page::<Agreement>())
        .route("/einrichtung", form_page::<Amending>())
        .route("/barrierefreiheit", get(statements::accessibility))
        .route("/datenschutzhinweise", get(statements::privacy))
        .route("/impressum", get(statements::imprint))
        .route("/static/{*path}", get(assets::asset))
        .fallback(async || answer::nowhere())
        .layer(from_fn_with_state(app.clone(), tell_why))
        .layer(from_fn_with_state(app.clone(), cookies::prolong))
        .layer(CatchPanicLayer::custom(move |_| {
            answer::panicked(&app.settings)
        }))
}

/// Looks once who is there, and makes the page that says why there is no other: a handler or an extractor gives back
/// what it is about.
async fn tell_why(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let session = PageSession::of(&app, request.headers());
    request.extensions_mut().insert(session.clone());
    let mut response = next.run(request).await;
    if let Some(was) = response.extensions_mut().remove::<Arc<Interrupted>>() {
        return interrupted::interrupted(&app, &session, &was).await;
    }
    let Some(refused) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let mut page = answer::problem(&app, &session, &refused).await;
    for cookie in response.headers().get_all(SET_COOKIE) {
        page.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    page
}
