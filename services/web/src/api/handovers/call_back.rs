//! On her word the true sender is asked to ring up; the request says nothing else.

use axum::extract::State;
use casework::RequestCallBack;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A request that the sender rings up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallBack {
    /// She is here and wants it; without that it is refused.
    #[serde(default)]
    she_is_present: bool,
}

/// Asks the sender to ring up. It reaches the true sender, also one that appears under the network's neutral
/// name, with the day and nothing else; the answer never tells who that is or what came of it.
#[utoipa::path(post, path = "/handovers/{id}/call-back", params(IdempotencyKey))]
pub(crate) async fn request(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<CallBack>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = RequestCallBack {
        handover,
        she_is_present: request.she_is_present,
    };
    let handover = app.desk.request_call_back(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
