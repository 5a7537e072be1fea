//! She is at the counter: what she lets the office know, and that she came, with a slip or without one.

use std::collections::BTreeSet;

use casework::{Acknowledge, Arrived, LinkSlip, Opened, RecordArrival};
use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::institutions::SenderShown;
use domain::vocabulary::Need;
use domain::{HandoverId, Line, Note, RecordId, ServiceId, VoucherId, vouchers};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{HandoverNamed, StepTaken, code};
use crate::api::answers::{Answered, Made};
use crate::api::clients::{self, NewClient};
use crate::api::json::{Created, Json};
use crate::api::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::refusals::Problem;

/// A code to be looked up.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Presented {
    /// The code, as it was typed or scanned.
    code: String,
}

/// What a code leads to.
#[derive(Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum Found {
    /// This office acknowledged it before.
    Held {
        /// The hand-over.
        handover: HandoverId,
    },
    /// She stands at the counter.
    Arrived(Box<Shown>),
    /// A counselling voucher, to be redeemed.
    Voucher(Box<VoucherShown>),
    /// A counselling voucher that this office issued itself: nothing is said of what became of it.
    OwnVoucher {
        /// The voucher.
        voucher: VoucherId,
    },
}

/// What any member sees of a voucher. How many counsellings are left is told by the voucher itself once one is
/// redeemed.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherShown {
    /// The voucher.
    voucher: VoucherId,
    /// For which theme.
    theme: Need,
    /// The last day of validity.
    valid_until: Date,
    /// Whether this office is the station that it names next.
    named_next: bool,
    /// On which days she used it here.
    used_here_on: Vec<Date>,
    /// Who she is, if she lets this office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
}

impl VoucherShown {
    fn of(presented: vouchers::Presented) -> Self {
        Self {
            voucher: presented.voucher,
            theme: presented.theme,
            valid_until: presented.valid_until,
            named_next: presented.named_next,
            used_here_on: presented.used_here_on,
            identity: presented.name.map(|name| name.identity),
        }
    }
}

/// What she lets the office know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shown {
    /// Who sends her.
    sender: SenderShown,
    /// To which service.
    service_name: Line,
    /// The last day of validity.
    valid_until: Date,
    /// The feedback for which the sender asks, because she allowed it.
    feedback: BTreeSet<Item>,
    /// What she needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<Need>,
    /// Who she is.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Why she is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Note>,
    /// Her stations so far.
    way_so_far: Vec<Line>,
    /// One age band for each child.
    children: Vec<AgeBand>,
}

impl Shown {
    fn of(arrived: Arrived) -> Self {
        let arrival = &arrived.arrival;
        let copy = &arrival.copy;
        let children = copy.children.as_ref();
        let told = copy.counselling.as_ref();
        let reason = told.and_then(|told| told.reason.clone());
        Self {
            sender: arrived.sender.clone(),
            service_name: arrival.service_name.clone(),
            valid_until: arrived.valid_until,
            feedback: arrival.feedback.clone(),
            need: copy.need,
            identity: copy.identity.clone(),
            reason,
            way_so_far: arrived.way,
            children: children.map(|c| c.age_bands.clone()).unwrap_or_default(),
        }
    }
}

/// Shows the slip behind a code to its addressee, a voucher to any member; everyone else gets the same answer.
#[utoipa::path(post, path = "/handovers/lookup")]
pub(crate) async fn look_up(by: Caller, Json(request): Json<Presented>) -> Answered<Found> {
    let opened = by.desk.open_code(by.staff, &code(&request.code)?).await?;
    Ok(Json(match opened {
        Opened::Held(handover) => Found::Held { handover },
        Opened::Arrived(arrived) => Found::Arrived(Box::new(Shown::of(*arrived))),
        Opened::Voucher(presented) => Found::Voucher(Box::new(VoucherShown::of(*presented))),
        Opened::OwnVoucher(voucher) => Found::OwnVoucher { voucher },
    }))
}

/// A code at the counter.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Arrival {
    /// The code, as it was typed or scanned.
    code: String,
    /// The day of arrival; today if it is left out.
    arrived_on: Option<Date>,
    /// Whether the office takes her on in the same act.
    #[serde(default)]
    accept: bool,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    tell: BTreeSet<Item>,
}

impl Arrival {
    fn read(self) -> Result<Acknowledge, Problem> {
        Ok(Acknowledge {
            code: code(&self.code)?,
            arrived_on: self.arrived_on,
            accept: self.accept,
            tell: self.tell,
        })
    }
}

/// Acknowledges a code, and with `accept` takes her on; the same office again gets the same answer.
#[utoipa::path(post, path = "/handovers", params(IdempotencyKey))]
pub(crate) async fn acknowledge(by: Keyed, Json(request): Json<Arrival>) -> Made<StepTaken> {
    let command = request.read()?;
    let handover = by.perform(&command).await?;
    let told = StepTaken::told(&by.desk, handover, &command.tell).await?;
    Ok(Created(told))
}

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
    by: Keyed,
    Json(request): Json<ArrivalWithoutSlip>,
) -> Made<HandoverNamed> {
    let command = request.read()?;
    let handover = by.perform(&command).await?;
    Ok(Created(HandoverNamed { handover }))
}

/// Links the slip whose code turned up; the same slip again gives the same answer.
#[utoipa::path(post, path = "/handovers/{id}/link", params(IdempotencyKey))]
pub(crate) async fn link(
    by: Keyed,
    Id(handover): Id<HandoverId>,
    Json(request): Json<Link>,
) -> Answered<HandoverNamed> {
    let code = code(&request.code)?;
    let command = LinkSlip { handover, code };
    let handover = by.perform(&command).await?;
    Ok(Json(HandoverNamed { handover }))
}
