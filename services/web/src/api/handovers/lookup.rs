//! Looking a code up: what she lets its addressee know. This is a disclosure, and she can see it.

use std::collections::BTreeSet;

use casework::{Arrived, Opened};
use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::institutions::SenderShown;
use domain::vocabulary::Need;
use domain::vouchers;
use domain::{HandoverId, Line, Note, VoucherId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::code;
use crate::api::json::Json;
use crate::api::request::Caller;
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
        let copy = arrival.copy();
        let children = copy.children.as_ref();
        let told = copy.counselling.as_ref();
        let reason = told.and_then(|told| told.reason.clone());
        Self {
            sender: arrived.sender.clone(),
            service_name: arrival.service_name().clone(),
            valid_until: arrived.valid_until,
            feedback: arrival.feedback().clone(),
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
pub(crate) async fn look_up(
    by: Caller,
    Json(request): Json<Presented>,
) -> Result<Json<Found>, Problem> {
    let opened = by.desk.open_code(by.staff, &code(&request.code)?).await?;
    Ok(Json(match opened {
        Opened::Held(handover) => Found::Held { handover },
        Opened::Arrived(arrived) => Found::Arrived(Box::new(Shown::of(*arrived))),
        Opened::Voucher(presented) => Found::Voucher(Box::new(VoucherShown::of(*presented))),
        Opened::OwnVoucher(voucher) => Found::OwnVoucher { voucher },
    }))
}
