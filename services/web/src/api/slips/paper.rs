//! The slip on paper, the same again and again; its name says nothing about anybody.

use axum::extract::State;
use axum::response::Response;
use domain::SlipId;

use crate::App;
use crate::api::ids::AnId;
use crate::api::pdf::Pdf;
use crate::api::problems::Problems;
use crate::api::request::Id;
use crate::auth::Bearer;
use crate::refusals::Problem;
use crate::routes::paper;

/// Prints one own slip.
#[utoipa::path(
    get,
    path = "/slips/{id}/paper",
    tag = "slips",
    params(("id" = AnId, Path, description = "The slip's id.")),
    responses(
        (status = 200, description = "The slip in two halves.", body = Pdf,
            content_type = "application/pdf"),
        Problems
    )
)]
pub(crate) async fn print(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
) -> Result<Response, Problem> {
    paper::pdf(&app, staff, slip).await.map(paper::file)
}
