//! New papers for everything that she carries.

use std::collections::BTreeSet;

use casework::ReissueOpenSlips;
use domain::{RecordId, SlipId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::api::slips::issue::SlipIssued;
use crate::api::vouchers::issue::VoucherIssued;
use crate::refusals::Problem;

/// New papers.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPapers {
    /// She wants them; without her wish it is refused in words.
    #[serde(default)]
    her_wish: bool,
    /// The slips whose paper shall say where she goes and why, because she wants that.
    #[serde(default)]
    plain: BTreeSet<SlipId>,
}

/// What she carries with its new codes, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct PapersMade {
    /// The slips.
    slips: Vec<SlipIssued>,
    /// The vouchers.
    vouchers: Vec<VoucherIssued>,
}

/// Gives her new papers for all slips and vouchers of a record that hold; the old codes are dead. Since her
/// protection was set, or a sender hidden, the old ones gave nothing of hers.
#[utoipa::path(post, path = "/clients/{id}/new-papers", params(IdempotencyKey))]
pub(crate) async fn reissue(
    by: Caller<IdempotencyKey>,
    Id(record): Id<RecordId>,
    Json(request): Json<NewPapers>,
) -> Result<Json<PapersMade>, Problem> {
    let command = ReissueOpenSlips {
        record,
        her_wish: request.her_wish,
        plain: request.plain,
    };
    by.perform(&command).await?;
    let (mut slips, mut vouchers) = (Vec::new(), Vec::new());
    let papers = by.desk.open_papers(by.staff, record).await?;
    for slip in papers.slips {
        slips.push(SlipIssued::with_code(&by, by.staff, slip).await?);
    }
    for voucher in papers.vouchers {
        vouchers.push(VoucherIssued::of(&by, by.staff, voucher).await?);
    }
    Ok(Json(PapersMade { slips, vouchers }))
}
