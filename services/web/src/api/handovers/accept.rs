//! Accepting a hand-over: the office takes her on.

use axum::extract::State;
use casework::Accept;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::codes::ItemCode;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What goes with accepting.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>)]
    tell: Vec<ItemCode>,
}

/// Accepts a hand-over.
#[utoipa::path(post, path = "/handovers/{id}/acceptance", params(IdempotencyKey))]
pub(crate) async fn accept(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Acceptance>,
) -> Result<Json<StepTaken>, Problem> {
    let tell = fields::words("tell", &request.tell)?;
    let command = Accept { handover, tell };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    StepTaken::told(&app.desk, handover, &command.tell).await
}
