//! `/personen`: which address leads where; handlers are in the file of their verb.

mod asking;
pub(crate) mod child_copy;
mod consent_paper;
mod erasing;
pub(crate) mod exporting;
mod file;
mod file_parts;
mod her_data;
mod items;
mod opening;
mod papers;
mod rectifying;
mod releasing;
mod rights;
mod search;
mod typed_client;
mod withdrawing;

use axum::Router;
use axum::routing::{get, post};
use domain::{RecordId, Refusal};

use crate::App;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/personen", get(search::form).post(search::search))
        .route("/personen/neu", get(opening::form).post(opening::open))
        .route("/personen/{id}", get(file::show))
        .route(
            "/personen/{id}/berichtigen",
            get(rectifying::form).post(rectifying::rectify),
        )
        .route(
            "/personen/{id}/einwilligung",
            get(asking::form).post(asking::record_word),
        )
        .route(
            "/personen/{id}/einwilligung/{recipient}",
            get(consent_paper::paper),
        )
        .route(
            "/personen/{id}/ruecknahme",
            get(withdrawing::ask_item).post(withdrawing::item),
        )
        .route(
            "/personen/{id}/alles-zuruecknehmen",
            get(withdrawing::ask_everything).post(withdrawing::everything),
        )
        .route(
            "/personen/{id}/entbindung",
            get(releasing::form).post(releasing::record_release),
        )
        .route(
            "/personen/{id}/entbindung/ruecknahme",
            get(withdrawing::ask_release).post(withdrawing::release),
        )
        .route(
            "/personen/{id}/papiere",
            get(papers::show).post(papers::reissue),
        )
        .route("/personen/{id}/schutz", post(rights::protect))
        .route("/personen/{id}/einschraenkung", post(rights::restrict))
        .route("/personen/{id}/anvertraut", post(rights::confide))
        .route("/personen/{id}/aufbewahrung", post(rights::hold))
        .route("/personen/{id}/behalten", post(rights::keep))
        .route("/personen/{id}/auskunft.pdf", get(exporting::pdf))
        .route("/personen/{id}/auskunft.json", get(exporting::json))
        .route(
            "/personen/{id}/kopie-fuer-andere",
            get(child_copy::form).post(child_copy::preview),
        )
        .route(
            "/personen/{id}/kopie-fuer-andere/auskunft.pdf",
            post(child_copy::give),
        )
        .route(
            "/personen/{id}/loeschen",
            get(erasing::form).post(erasing::erase),
        )
}

/// The record that an address names; what is none leads nowhere.
fn record(id: &str) -> Result<RecordId, Refusal> {
    id.parse().map_err(|_| Refusal::NotFound)
}
