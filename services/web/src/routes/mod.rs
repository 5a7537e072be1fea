//! The pages: which address leads where. Handlers are in the file of their verb.

mod answer;
mod assets;
mod code;
mod frame;
mod handover;
mod issue;
pub(crate) mod paper;
mod session;
mod slip;
mod start;
mod statements;
mod steps;
mod worklist;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::App;

/// More than any form needs; what is longer is refused with a sentence.
pub(crate) const LONGEST_FORM: usize = 256 * 1024;

/// Every page.
pub(crate) fn pages(app: App) -> Router<App> {
    Router::new()
        .route("/", get(start::start))
        .route("/anmelden", get(session::form).post(session::sign_in))
        .route("/abmelden", post(session::sign_out))
        .route("/demo/weiter", post(session::go_on))
        .route("/eingang", get(worklist::worklist))
        .route("/s", get(code::show).post(code::typed))
        .route("/s/eingang", post(code::arrive))
        .route("/s/ablehnen", post(code::reject))
        .route("/s/{code}", get(code::scanned))
        .route("/laufzettel/neu", get(issue::form).post(issue::issue))
        .route("/laufzettel/{id}", get(slip::show))
        .route("/laufzettel/{id}/papier.pdf", get(paper::paper))
        .route("/laufzettel/{id}/zuruecknehmen", post(slip::withdraw))
        .route("/uebergaben/{id}", get(handover::show))
        .route("/uebergaben/{id}/annehmen", post(steps::accept))
        .route("/uebergaben/{id}/ablehnen", post(steps::reject))
        .route("/uebergaben/{id}/abschliessen", post(steps::conclude))
        .route("/uebergaben/{id}/rueckmelden", post(steps::give_feedback))
        .route("/barrierefreiheit", get(statements::accessibility))
        .route("/datenschutzhinweise", get(statements::privacy))
        .route("/impressum", get(statements::imprint))
        .route("/static/{*path}", get(assets::asset))
        .fallback(answer::nowhere)
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(from_fn_with_state(app, session::prolong))
}
