//! She came without a slip; linking it when its code turns up.

use casework::{LinkSlip, RecordArrival};
use domain::vocabulary::Need;
use domain::{HandoverId, RecordId, ServiceId};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{HandoverNamed, code};
use crate::api::clients::{self, NewClient};
use crate::api::json::{Created, Json};
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::refusals::Problem;

/// An arrival without a slip, either of a record or of a new one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ArrivalWithoutSlip {
    /// The own record of her; or `new_client`.
    client: Option<RecordId>,
    /// A record that is opened with the arrival; or `client`.
    new_client: Option<NewClient>,
    /// The own service for which she came.
    service: ServiceId,
    /// What she needs.
    need: Need,
    /// The day of arrival; today if it is left out.
    arrived_on: Option<Date>,
    /// Whether the office takes her on in the same act.
    #[serde(default)]
    accept: bool,
}

/// The code of a slip that turned up.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Link {
    /// The code, as it was typed or scanned.
    code: String,
}

impl ArrivalWithoutSlip {
    fn read(self) -> Result<RecordArrival, Problem> {
        Ok(RecordArrival {
            client: clients::which(self.client, self.new_client)?,
            service: self.service,
            need: self.need,
            arrived_on: self.arrived_on,
            accept: self.accept,
        })
    }
}

/// Records an arrival without a slip.
#[utoipa::path(post, path = "/handovers/arrivals", params(IdempotencyKey))]
pub(crate) async fn record(
    by: Caller<IdempotencyKey>,
    Json(request): Json<ArrivalWithoutSlip>,
) -> Result<Created<HandoverNamed>, Problem> {
    let command = request.read()?;
    let handover = by.perform(&command).await?;
    Ok(Created(HandoverNamed { handover }))
}

/// Links the slip whose code turned up; the same slip again gives the same answer.
#[utoipa::path(post, path = "/handovers/{id}/link", params(IdempotencyKey))]
pub(crate) async fn link(
    by: Caller<IdempotencyKey>,
    Id(handover): Id<HandoverId>,
    Json(request): Json<Link>,
) -> Result<Json<HandoverNamed>, Problem> {
    let code = code(&request.code)?;
    let command = LinkSlip { handover, code };
    let handover = by.perform(&command).await?;
    Ok(Json(HandoverNamed { handover }))
}
