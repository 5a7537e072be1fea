//! What an office does with a voucher, as it is asked and answered; which steps there are stands in the table of
//! its page. That it was redeemed its issuer never hears.

use casework::RedeemVoucher;
use domain::slips::EnterInError;
use domain::{Staff, VoucherId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::handovers::code;
use crate::api::json::Json;
use crate::api::request::{Caller, IdempotencyKey};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::vouchers::showing::{Deed, Here};

/// The voucher that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherNamed {
    /// Its id.
    pub(crate) voucher: VoucherId,
}

impl From<EnterInError> for Deed {
    fn from(asked: EnterInError) -> Self {
        Self::EnterInError(asked.comment)
    }
}

impl Resource for Here {
    type Asked = Deed;
    const PATH: &'static str = "vouchers";
}

impl Answer<Here> for VoucherNamed {
    async fn of(_: &App, _: Staff, voucher: VoucherId) -> Result<Self, Problem> {
        Ok(Self { voucher })
    }
}

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
