//! The pages: which address leads where. Handlers are in the file of their verb.

mod address;
mod answer;
mod assets;
mod choices;
mod code;
mod cookies;
mod data_protection;
mod facts;
mod file_note;
mod frame;
mod handover;
mod interrupted;
mod issue;
pub(crate) mod paper;
pub(crate) mod persons;
mod posted;
pub(crate) mod printing;
mod rules;
mod session;
mod sign_in;
mod slip;
mod start;
mod statements;
mod steps;
mod typed;
pub(crate) mod vouchers;
mod worklist;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::App;
use steps::{Accepting, Concluding, GivingFeedback, Rejecting, take};

/// Every page.
pub(crate) fn pages(app: App) -> Router<App> {
    Router::new()
        .route("/", get(start::start))
        .route("/anmelden", get(sign_in::form).post(sign_in::sign_in))
        .route("/abmelden", post(sign_in::sign_out))
        .route("/demo/weiter", post(sign_in::go_on))
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
        .route("/uebergaben/{id}/annehmen", post(take::<Accepting>))
        .route("/uebergaben/{id}/ablehnen", post(take::<Rejecting>))
        .route("/uebergaben/{id}/abschliessen", post(take::<Concluding>))
        .route("/uebergaben/{id}/rueckmelden", post(take::<GivingFeedback>))
        .merge(persons::routes())
        .merge(file_note::routes())
        .merge(vouchers::routes())
        .merge(data_protection::routes())
        .route("/netzwerk/regeln", get(rules::show).post(rules::adopt))
        .route("/barrierefreiheit", get(statements::accessibility))
        .route("/datenschutzhinweise", get(statements::privacy))
        .route("/impressum", get(statements::imprint))
        .route("/static/{*path}", get(assets::asset))
        .fallback(answer::nowhere)
        .layer(from_fn_with_state(app.clone(), session::prolong))
        .layer(CatchPanicLayer::custom(move |_| {
            answer::panicked(&app.settings)
        }))
}
