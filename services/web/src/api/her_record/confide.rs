//! What a child said in confidence (section 8(3) SGB VIII): for those who work with the record only.

use axum::extract::State;
use casework::ClientChange;
use domain::{Note, RecordId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::switches::change;
use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What a child said.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Confidence {
    /// The note; it is never part of a parent's copy.
    note: Note,
}

/// What children said.
#[derive(Serialize, ToSchema)]
pub(crate) struct Confidences {
    /// The notes, in their order.
    notes: Vec<Note>,
}

/// Notes what a child said in confidence.
#[utoipa::path(post, path = "/clients/{id}/confidences", params(IdempotencyKey))]
pub(crate) async fn confide(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Confidence>,
) -> Result<Json<ClientNamed>, Problem> {
    let said = ClientChange::Confide(request.note);
    change(&app, staff, record, said, &key).await
}

/// Shows what children said in confidence.
#[utoipa::path(get, path = "/clients/{id}/confidences")]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Json<Confidences>, Problem> {
    let notes = app.desk.confided(staff, record).await?;
    Ok(Json(Confidences { notes }))
}
