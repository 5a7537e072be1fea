//! `/personen`: which address leads where; handlers are in the file of their verb.

mod asking;
pub(crate) mod child_copy;
mod consent_paper;
mod erasing;
pub(crate) mod file;
pub(crate) mod her_data;
pub(super) mod items;
mod papers;
mod record_form;
mod releasing;
mod search;
mod withdrawing;

use axum::Router;
use axum::routing::{get, post};

use crate::App;
use crate::form::{form_page, steps_page};
use asking::Asking;
use erasing::Erasing;
use file::Here;
use papers::Papers;
use record_form::{NewRecord, Rectifying};
use releasing::Releasing;
use withdrawing::TakingBack;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/personen", get(search::form).post(search::search))
        .route("/personen/neu", form_page::<NewRecord>())
        .route("/personen/{id}/berichtigen", form_page::<Rectifying>())
        .route("/personen/{id}/einwilligung", form_page::<Asking>())
        .route(
            "/personen/{id}/einwilligung/{recipient}",
            get(consent_paper::paper),
        )
        .route("/personen/{id}/ruecknahme", form_page::<TakingBack>())
        .route(
            "/personen/{id}/alles-zuruecknehmen",
            form_page::<TakingBack>(),
        )
        .route("/personen/{id}/entbindung", form_page::<Releasing>())
        .route(
            "/personen/{id}/entbindung/ruecknahme",
            form_page::<TakingBack>(),
        )
        .route("/personen/{id}/papiere", form_page::<Papers>())
        .merge(steps_page::<Here>())
        .route("/personen/{id}/auskunft.pdf", get(her_data::pdf))
        .route("/personen/{id}/auskunft.json", get(her_data::json))
        .route(
            "/personen/{id}/kopie-fuer-andere",
            get(child_copy::form).post(child_copy::preview),
        )
        .route(
            "/personen/{id}/kopie-fuer-andere/auskunft.pdf",
            post(child_copy::give),
        )
        .route("/personen/{id}/loeschen", form_page::<Erasing>())
}
