//! Sending her on: a slip of the office's own, on the same path.

use casework::{Forward, WhichClient};
use domain::{HandoverId, RecordId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::json::{Created, Json};
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::api::slips::issue::{NewSlip, SlipIssued};
use crate::refusals::Problem;

/// Where she is sent on to.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Forwarding {
    /// She agrees to go there.
    agreed: bool,
    /// The slip; for whom it is says the hand-over, so neither `client` nor `new_client` is given.
    slip: NewSlip,
}

/// Sends her on with a slip.
#[utoipa::path(post, path = "/handovers/{id}/forwarding", params(IdempotencyKey))]
pub(crate) async fn forward(
    by: Caller<IdempotencyKey>,
    Id(handover): Id<HandoverId>,
    Json(request): Json<Forwarding>,
) -> Result<Created<SlipIssued>, Problem> {
    // A request that says nothing sensible is refused as such, whatever the id stands for: it is read
    // before anything is looked up.
    let nobody_yet = RecordId::from_bytes(handover.bytes());
    let mut slip = request.slip.read_for(WhichClient::Known(nobody_yet))?;
    let record = by.desk.handover(by.staff, handover).await?.row.held.record;
    slip.client = WhichClient::Known(record);
    let agreed = request.agreed;
    let command = Forward {
        handover,
        agreed,
        slip,
    };
    let slip = by.perform(&command).await?;
    let issued = SlipIssued::with_code(&by, by.staff, slip).await?;
    Ok(Created(issued))
}
