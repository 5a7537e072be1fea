//! Putting a hand-over on hold, and going on.

use axum::extract::State;
use casework::{Hold, Plain, PlainStep};
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::codes::HoldReasonCode;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What the office waits for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holding {
    /// For what.
    #[schema(value_type = HoldReasonCode)]
    reason: HoldReasonCode,
    /// When to look at it again: a day to come.
    #[schema(format = Date)]
    resume_on: String,
}

/// Puts a hand-over on hold until a day.
#[utoipa::path(post, path = "/handovers/{id}/hold", params(IdempotencyKey))]
pub(crate) async fn hold(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Holding>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = Hold {
        handover,
        reason: request.reason.read("reason")?,
        resume_on: fields::day("resume_on", &request.resume_on)?,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}

/// Goes on with a hand-over.
#[utoipa::path(post, path = "/handovers/{id}/resumption", params(IdempotencyKey))]
pub(crate) async fn resume(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = Plain {
        handover,
        step: PlainStep::Resume,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
