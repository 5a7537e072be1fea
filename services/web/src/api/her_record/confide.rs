//! What a child said in confidence (section 8(3) SGB VIII): for those who work with the record only.

use axum::Json;
use axum::extract::State;
use casework::ClientChange;
use domain::RecordId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::switches::change;
use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Body;
use crate::api::problems::Problems;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What a child said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confidence {
    /// The note; it is never part of a parent's copy.
    #[schema(max_length = 2000)]
    note: String,
}

/// What children said.
#[derive(Serialize, ToSchema)]
pub(crate) struct Confidences {
    /// The notes, in their order.
    notes: Vec<String>,
}

/// Notes what a child said in confidence.
#[utoipa::path(
    post,
    path = "/clients/{id}/confidences",
    tag = "clients",
    params(("id" = AnId, Path, description = "The record's id."), IdempotencyKey),
    request_body = Confidence,
    responses((status = 200, description = "It is noted.", body = ClientNamed), Problems)
)]
pub(crate) async fn confide(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<Confidence>,
) -> Result<Json<ClientNamed>, Problem> {
    let note = fields::text("note", Some(&request.note))?;
    let note = note.ok_or_else(|| Problem::bad_input("Das Feld „note“ ist leer."))?;
    change(&app, staff, record, ClientChange::Confide(note), &key).await
}

/// Shows what children said in confidence.
#[utoipa::path(
    get,
    path = "/clients/{id}/confidences",
    tag = "clients",
    params(("id" = AnId, Path, description = "The record's id.")),
    responses((status = 200, description = "The notes.", body = Confidences), Problems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Json<Confidences>, Problem> {
    let notes = app.desk.confided(staff, record).await?;
    let notes = notes.iter().map(|note| note.as_str().to_owned()).collect();
    Ok(Json(Confidences { notes }))
}
