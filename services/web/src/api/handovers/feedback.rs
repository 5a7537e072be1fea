//! Giving feedback: the sender hears exactly the items that she allows.

use axum::extract::State;
use casework::GiveFeedback;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::codes::ItemCode;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What the sender shall hear.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Feedback {
    /// The items.
    #[schema(value_type = Vec<ItemCode>)]
    items: Vec<ItemCode>,
    /// She says here and now that these may cross, although no consent stands.
    #[serde(default)]
    released: bool,
}

/// Tells the sender what she allows.
#[utoipa::path(post, path = "/handovers/{id}/feedback", params(IdempotencyKey))]
pub(crate) async fn give(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Feedback>,
) -> Result<Json<HandoverNamed>, Problem> {
    let items = fields::words("items", &request.items)?;
    let released = request.released;
    let command = GiveFeedback {
        handover,
        items,
        released,
    };
    let handover = app.desk.give_feedback(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
