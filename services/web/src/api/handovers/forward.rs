//! Sending her on: a slip of the office's own, on the same path.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::{Forward, WhichClient};
use domain::{HandoverId, RecordId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::ids::AnId;
use crate::api::json::Body;
use crate::api::problems::Problems;
use crate::api::request::{Id, IdempotencyKey};
use crate::api::slips::issue::{NewSlip, SlipIssued};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Where she is sent on to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forwarding {
    /// She agrees to go there.
    agreed: bool,
    /// The slip; for whom it is says the hand-over, so neither `client` nor `new_client` is given.
    slip: NewSlip,
}

/// Sends her on with a slip.
#[utoipa::path(
    post,
    path = "/handovers/{id}/forwarding",
    tag = "handovers",
    params(("id" = AnId, Path, description = "The hand-over's id."), IdempotencyKey),
    request_body = Forwarding,
    responses((status = 201, description = "The slip is issued.", body = SlipIssued), Problems)
)]
pub(crate) async fn forward(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<Forwarding>,
) -> Result<(StatusCode, Json<SlipIssued>), Problem> {
    // A request that says nothing sensible is refused as such, whatever the id stands for: it is read once
    // before anything is looked up, and once more for whoever the hand-over is about.
    let slip = |record| request.slip.read_for(WhichClient::Known(record));
    slip(RecordId::from_bytes(handover.bytes()))?;
    let record = app.desk.handover(staff, handover).await?.row.held.record;
    let command = Forward {
        handover,
        agreed: request.agreed,
        slip: slip(record)?,
    };
    let slip = app.desk.forward(staff, &command, &key).await?;
    let issued = SlipIssued::of(&app, staff, slip).await?;
    Ok((StatusCode::CREATED, Json(issued)))
}
