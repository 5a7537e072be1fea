//! Putting right what was wrong at a hand-over: an entry, or what the sender was told.

use axum::extract::State;
use casework::{DeclineFeedback, EnterHandoverInError, RetractFeedback};
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::codes::ItemCode;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::messages::Saying;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Why it was wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandoverError {
    /// Why; without a comment it is refused in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: Option<String>,
}

/// What was told and was wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retraction {
    /// What was told.
    message: Saying,
    /// Why it was wrong; without a comment it is refused in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: Option<String>,
}

/// A request that stays unanswered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decline {
    /// Which.
    #[schema(value_type = ItemCode)]
    item: ItemCode,
}

/// Marks a hand-over as an error; for its author and the lead.
#[utoipa::path(post, path = "/handovers/{id}/error", params(IdempotencyKey))]
pub(crate) async fn enter_in_error(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<HandoverError>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = EnterHandoverInError {
        handover,
        comment: fields::text("comment", request.comment.as_deref())?,
    };
    let handover = app
        .desk
        .enter_handover_in_error(staff, &command, &key)
        .await?;
    Ok(Json(HandoverNamed { handover }))
}

/// Takes back what the sender was told; for whoever told it and the lead.
#[utoipa::path(post, path = "/handovers/{id}/retractions", params(IdempotencyKey))]
pub(crate) async fn retract(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Retraction>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = RetractFeedback {
        handover,
        message: request.message.read("message")?,
        comment: fields::text("comment", request.comment.as_deref())?,
    };
    let handover = app.desk.retract_feedback(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}

/// Leaves a request for feedback unanswered; the sender does not hear of it.
#[utoipa::path(post, path = "/handovers/{id}/declines", params(IdempotencyKey))]
pub(crate) async fn decline(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Decline>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = DeclineFeedback {
        handover,
        item: request.item.read("item")?,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
