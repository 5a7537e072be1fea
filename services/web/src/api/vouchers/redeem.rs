//! Redeeming a voucher at the counter; its issuer hears nothing of it.

use casework::RedeemVoucher;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::steps::VoucherNamed;
use crate::api::handovers::code;
use crate::api::json::Json;
use crate::api::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;

/// A voucher that was shown.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Redemption {
    /// The code, as it was typed or scanned.
    code: String,
    /// The day of her visit; today if nothing is said.
    on: Option<Date>,
}

/// Redeems a voucher; the same station and day again is the same answer. How many counsellings are left, the
/// voucher says from then on (`GET /vouchers/{id}`); no look at the code says it before.
#[utoipa::path(post, path = "/vouchers/redemptions", params(IdempotencyKey))]
pub(crate) async fn redeem(
    by: Caller<IdempotencyKey>,
    Json(request): Json<Redemption>,
) -> Result<Json<VoucherNamed>, Problem> {
    let command = RedeemVoucher {
        code: code(&request.code)?,
        on: request.on,
    };
    let voucher = by.perform(&command).await?;
    Ok(Json(VoucherNamed { voucher }))
}
