//! Accepting a hand-over: the office takes her on.

use axum::Json;
use axum::extract::State;
use casework::Accept;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::codes::ItemCode;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Body;
use crate::api::problems::Problems;
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
#[utoipa::path(
    post,
    path = "/handovers/{id}/acceptance",
    tag = "handovers",
    params(("id" = AnId, Path, description = "The hand-over's id."), IdempotencyKey),
    request_body = Acceptance,
    responses((status = 200, description = "It is accepted.", body = StepTaken), Problems)
)]
pub(crate) async fn accept(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<Acceptance>,
) -> Result<Json<StepTaken>, Problem> {
    let tell = fields::words("tell", &request.tell)?;
    let command = Accept { handover, tell };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    StepTaken::told(&app.desk, handover, &command.tell).await
}
