//! A request to ring up that was met. The office that asked is told nothing.

use axum::extract::State;
use casework::SettleCallBack;
use domain::SlipId;

use super::withdraw::SlipNamed;
use crate::App;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Notes that somebody rang up. Where nothing waits, nothing changes.
#[utoipa::path(
    post,
    path = "/slips/{id}/call-back/settlement",
    params(IdempotencyKey)
)]
pub(crate) async fn settle(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<SlipNamed>, Problem> {
    let command = SettleCallBack { slip };
    let slip = app.desk.settle_call_back(staff, &command, &key).await?;
    Ok(Json(SlipNamed { slip }))
}
