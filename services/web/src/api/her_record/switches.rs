//! Safe mode, restriction and legal hold of a record.

use axum::extract::State;
use casework::{ChangeClient, ClientChange, Key};
use domain::{RecordId, Staff};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What a switch becomes.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SwitchedTo {
    /// On or off.
    on: bool,
}

/// A legal hold.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegalHold {
    /// The last day; without it the hold is lifted.
    until: Option<Date>,
}

pub(super) async fn change(
    app: &App,
    staff: Staff,
    record: RecordId,
    change: ClientChange,
    key: &Key,
) -> Result<Json<ClientNamed>, Problem> {
    let command = ChangeClient { record, change };
    app.desk.change_client(staff, &command, key).await?;
    Ok(Json(ClientNamed { client: record }))
}

/// Switches her safe mode: the own institution appears under the network's neutral sender, and the codes under
/// way give nothing of hers until she has new papers (`/clients/{id}/new-papers`).
#[utoipa::path(post, path = "/clients/{id}/protection", params(IdempotencyKey))]
pub(crate) async fn protect(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<SwitchedTo>,
) -> Result<Json<ClientNamed>, Problem> {
    change(&app, staff, record, ClientChange::Protect(request.on), &key).await
}

/// Uses her data no more for now, or again (Art. 18 GDPR).
#[utoipa::path(post, path = "/clients/{id}/restriction", params(IdempotencyKey))]
pub(crate) async fn restrict(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<SwitchedTo>,
) -> Result<Json<ClientNamed>, Problem> {
    change(
        &app,
        staff,
        record,
        ClientChange::Restrict(request.on),
        &key,
    )
    .await
}

/// Keeps a record until a day whoever asks for erasure, or no longer (Art. 17(3) GDPR).
#[utoipa::path(post, path = "/clients/{id}/hold", params(IdempotencyKey))]
pub(crate) async fn hold(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<LegalHold>,
) -> Result<Json<ClientNamed>, Problem> {
    let lift = ClientChange::LiftHold;
    let to = request
        .until
        .map_or(lift, |until| ClientChange::Hold { until });
    change(&app, staff, record, to, &key).await
}

/// She was asked here whether she wants her record erased, and wants it kept.
#[utoipa::path(
    post,
    path = "/clients/{id}/erasure/not-wanted",
    params(IdempotencyKey)
)]
pub(crate) async fn keep(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<ClientNamed>, Problem> {
    change(&app, staff, record, ClientChange::Keep, &key).await
}
