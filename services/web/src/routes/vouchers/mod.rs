//! `/gutscheine`: which address leads where; handlers are in the file of their verb.

mod issuing;
pub(crate) mod paper;
mod redeeming;
pub(crate) mod showing;

pub(crate) use showing::badge as voucher_badge;

use axum::Router;
use axum::routing::get;

use crate::App;
use crate::form::{form_page, steps_page};
use issuing::Issuing;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/gutscheine/neu", form_page::<Issuing>())
        .route(
            "/gutscheine/einloesen",
            get(redeeming::show).post(redeeming::redeem),
        )
        .route("/gutscheine/{id}/papier.pdf", get(paper::paper))
        .merge(steps_page::<showing::Here>())
}
