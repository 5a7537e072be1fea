//! The slip on paper, the same again and again; its name says nothing about anybody.

use axum::extract::State;
use domain::SlipId;

use crate::App;
use crate::api::pdf::Pdf;
use crate::api::request::Id;
use crate::auth::Bearer;
use crate::refusals::Problem;
use crate::routes::paper;

/// Prints one own slip.
#[utoipa::path(get, path = "/slips/{id}/paper")]
pub(crate) async fn print(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
) -> Result<Pdf, Problem> {
    paper::pdf(&app, staff, slip)
        .await
        .map(|bytes| Pdf::new("laufzettel.pdf", bytes))
}
