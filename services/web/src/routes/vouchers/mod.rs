//! `/gutscheine`: which address leads where; handlers are in the file of their verb.

mod issuing;
pub(crate) mod notices;
pub(crate) mod paper;
mod redeeming;
pub(crate) mod showing;

pub(crate) use showing::badge as voucher_badge;

use axum::Router;
use axum::routing::get;

use crate::App;
use crate::form::taken;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/gutscheine/neu", get(issuing::form).post(issuing::issue))
        .route(
            "/gutscheine/einloesen",
            get(redeeming::show).post(redeeming::redeem),
        )
        .route("/gutscheine/{id}", get(showing::show))
        .route("/gutscheine/{id}/papier.pdf", get(paper::paper))
        .merge(taken::<showing::Here>())
}
