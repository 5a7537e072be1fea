//! Her data: everything that the institution holds about her (Art. 15 and 20 GDPR).

use domain::RecordId;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::pdf::Pdf;
use crate::api::request::{Caller, Id};
use crate::refusals::Problem;
use crate::routes::persons::exporting;

/// Everything; what a child confided is not the parent's to read.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub(crate) struct HerData(Value);

/// Gives a copy of everything; that it was taken is noted.
#[utoipa::path(get, path = "/clients/{id}/copy")]
pub(crate) async fn copy(by: Caller, Id(record): Id<RecordId>) -> Result<Json<HerData>, Problem> {
    let data = by.desk.her_data(by.staff, record).await?;
    let data = serde_json::to_value(&data).map_err(|_| Problem::failure())?;
    Ok(Json(HerData(data)))
}

/// The same on paper, addressed to her.
#[utoipa::path(get, path = "/clients/{id}/copy/paper")]
pub(crate) async fn paper(by: Caller, Id(record): Id<RecordId>) -> Result<Pdf, Problem> {
    let bytes = exporting::set(&by, by.staff, record).await?;
    Ok(Pdf::new("auskunft.pdf", bytes))
}
