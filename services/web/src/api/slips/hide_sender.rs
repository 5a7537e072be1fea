//! Letting the own office appear under the network's neutral name on a slip that is out.

use axum::extract::State;
use casework::HideSender;
use domain::SlipId;

use super::withdraw::SlipNamed;
use crate::App;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Lets the sender appear under the network's neutral name from now on, also where she was with the slip already.
/// The code under way gives nothing of hers until the slip is reissued.
#[utoipa::path(post, path = "/slips/{id}/neutral-sender", params(IdempotencyKey))]
pub(crate) async fn hide(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<SlipNamed>, Problem> {
    let slip = app
        .desk
        .hide_sender(staff, &HideSender { slip }, &key)
        .await?;
    Ok(Json(SlipNamed { slip }))
}
