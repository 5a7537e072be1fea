//! What a child said in confidence (section 8(3) SGB VIII): for those who work with the record only.

use axum::extract::State;
use casework::ClientChange;
use domain::RecordId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::switches::change;
use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::fields;
use crate::api::json::Json;
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
#[utoipa::path(post, path = "/clients/{id}/confidences", params(IdempotencyKey))]
pub(crate) async fn confide(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Confidence>,
) -> Result<Json<ClientNamed>, Problem> {
    let note = fields::text("note", Some(&request.note))?;
    let note = note.ok_or_else(|| Problem::bad_input("Das Feld „note“ ist leer."))?;
    change(&app, staff, record, ClientChange::Confide(note), &key).await
}

/// Shows what children said in confidence.
#[utoipa::path(get, path = "/clients/{id}/confidences")]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Json<Confidences>, Problem> {
    let notes = app.desk.confided(staff, record).await?;
    let notes = notes.iter().map(|note| note.as_str().to_owned()).collect();
    Ok(Json(Confidences { notes }))
}
