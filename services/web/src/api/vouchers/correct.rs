//! Marking a voucher as an error; its code dies with it. Reading what has to be known about one.

use axum::extract::State;
use casework::{AcknowledgeVoucherNotice, EnterVoucherInError};
use domain::{Note, VoucherId, optional_text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::redeem::VoucherNamed;
use crate::App;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Why it is an error.
#[derive(Deserialize, ToSchema)]
pub(crate) struct VoucherError {
    /// A sentence for the own institution.
    #[serde(deserialize_with = "optional_text")]
    #[schema(value_type = Note)]
    comment: Option<Note>,
}

/// Marks a voucher as an error.
#[utoipa::path(post, path = "/vouchers/{id}/error", params(IdempotencyKey))]
pub(crate) async fn enter_in_error(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(voucher): Id<VoucherId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<VoucherError>,
) -> Result<Json<VoucherNamed>, Problem> {
    let command = EnterVoucherInError {
        voucher,
        comment: request.comment,
    };
    let voucher = app
        .desk
        .enter_voucher_in_error(staff, &command, &key)
        .await?;
    Ok(Json(VoucherNamed { voucher }))
}

/// Notes that the open notices were read.
#[utoipa::path(post, path = "/vouchers/{id}/notices/read", params(IdempotencyKey))]
pub(crate) async fn read_notices(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(voucher): Id<VoucherId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<VoucherNamed>, Problem> {
    let command = AcknowledgeVoucherNotice { voucher };
    let desk = &app.desk;
    desk.acknowledge_voucher_notice(staff, &command, &key)
        .await?;
    Ok(Json(VoucherNamed { voucher }))
}
