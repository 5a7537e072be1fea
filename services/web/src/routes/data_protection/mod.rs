//! `/datenschutz`: the privacy officer's pages, which the lead reads too.

mod lines;
mod numbered;
mod overview;
mod processing;
mod sentences;
mod steps;

use axum::Router;
use axum::routing::{get, post};

use crate::App;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/datenschutz", get(overview::show))
        .route("/datenschutz/zeilen.csv", get(lines::file))
        .route("/datenschutz/zeilen/{art}", get(lines::of_sort))
        .route("/datenschutz/nachweise", get(lines::evidence))
        .route("/datenschutz/pruefung", post(steps::verify))
        .route("/datenschutz/akten", post(numbered::change))
        .route("/datenschutz/akten/{id}/loeschen", post(steps::erase))
        .route("/datenschutz/akten/{id}/aufbewahrung", post(steps::hold))
        .route("/datenschutz/verzeichnis", get(processing::page_of))
        .route("/datenschutz/verzeichnis.txt", get(processing::text))
}
