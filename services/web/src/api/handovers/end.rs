//! Ending a hand-over because she wants it, and going on after all.

use axum::extract::State;
use casework::{Plain, PlainStep, Reopen};
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Why it goes on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reopening {
    /// Why; without a comment it is refused in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: Option<String>,
    /// She wants it; what she ended goes on only then.
    #[serde(default)]
    her_word: bool,
}

/// Ends a hand-over because she wants it; nobody asks why.
#[utoipa::path(post, path = "/handovers/{id}/end", params(IdempotencyKey))]
pub(crate) async fn end(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = Plain {
        handover,
        step: PlainStep::EndOnHerWord,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}

/// Goes on with a hand-over that was closed.
#[utoipa::path(post, path = "/handovers/{id}/reopening", params(IdempotencyKey))]
pub(crate) async fn reopen(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Reopening>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = Reopen {
        handover,
        comment: fields::text("comment", request.comment.as_deref())?,
        her_word: request.her_word,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
