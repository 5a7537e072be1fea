//! Withdrawing a slip: the answer never depends on what the office did.

use axum::extract::State;
use casework::WithdrawSlip;
use domain::SlipId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::ids::AnId;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// The slip that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipNamed {
    /// Its id.
    #[schema(value_type = AnId)]
    pub(crate) slip: SlipId,
}

/// Withdraws a slip; its code dies with it.
#[utoipa::path(post, path = "/slips/{id}/withdrawal", params(IdempotencyKey))]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<SlipNamed>, Problem> {
    let command = WithdrawSlip { slip };
    let slip = app.desk.withdraw_slip(staff, &command, &key).await?;
    Ok(Json(SlipNamed { slip }))
}
