//! `/datenschutz`: the privacy officer's pages, which the lead reads too.

mod lines;
mod overview;
mod processing;
mod records;
mod sentences;

use axum::Router;
use axum::routing::{get, post};

use crate::App;
use crate::form::sent;
use records::{EraseKept, KeepUntil, Numbered};

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/datenschutz", get(overview::show))
        .route("/datenschutz/zeilen.csv", get(lines::file))
        .route("/datenschutz/zeilen/{art}", get(lines::of_sort))
        .route("/datenschutz/nachweise", get(lines::evidence))
        .route("/datenschutz/pruefung", post(overview::verify))
        .route("/datenschutz/akten", post(sent::<Numbered>))
        .route("/datenschutz/akten/{id}/loeschen", post(sent::<EraseKept>))
        .route(
            "/datenschutz/akten/{id}/aufbewahrung",
            post(sent::<KeepUntil>),
        )
        .route("/datenschutz/verzeichnis", get(processing::page_of))
        .route("/datenschutz/verzeichnis.txt", get(processing::text))
}
