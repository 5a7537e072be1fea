//! Her data: everything that the institution holds about her (Art. 15 and 20 GDPR).

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::RecordId;
use serde_json::Value;

use crate::App;
use crate::api::ids::AnId;
use crate::api::pdf::Pdf;
use crate::api::problems::Problems;
use crate::api::request::Id;
use crate::auth::Bearer;
use crate::refusals::Problem;
use crate::routes::persons::exporting;
use crate::routes::printing::download;

/// Gives a copy of everything; that it was taken is noted.
#[utoipa::path(
    get,
    path = "/clients/{id}/copy",
    tag = "clients",
    params(("id" = AnId, Path, description = "The record's id.")),
    responses(
        (status = 200, description = "Everything; what a child confided is not the parent's to read.",
            body = Value),
        Problems
    )
)]
pub(crate) async fn copy(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Json<Value>, Problem> {
    let data = app.desk.her_data(staff, record).await?;
    let data = serde_json::to_value(&data).map_err(|_| Problem::failure())?;
    Ok(Json(data))
}

/// The same on paper, addressed to her.
#[utoipa::path(
    get,
    path = "/clients/{id}/copy/paper",
    tag = "clients",
    params(("id" = AnId, Path, description = "The record's id.")),
    responses(
        (status = 200, description = "The copy.", body = Pdf, content_type = "application/pdf"),
        Problems
    )
)]
pub(crate) async fn paper(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Response, Problem> {
    let bytes = exporting::set(&app, staff, &record.to_string()).await?;
    Ok(download("application/pdf", "auskunft.pdf", bytes))
}
