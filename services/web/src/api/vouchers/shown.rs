//! A voucher in the hands of a station, before it is redeemed.

use domain::VoucherId;
use domain::vocabulary::Need;
use domain::vouchers::{Presented, Remaining};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::codes::NeedCode;
use crate::api::persons::Person;

/// What is left of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Left {
    /// Counsellings that belong to it.
    required: u8,
    /// Counsellings that she may take besides.
    optional: u8,
}

impl From<Remaining> for Left {
    fn from(Remaining { required, optional }: Remaining) -> Self {
        Self { required, optional }
    }
}

/// What a station sees. Who issued it stands nowhere.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherShown {
    /// The voucher.
    #[schema(value_type = String)]
    voucher: VoucherId,
    /// For which theme.
    #[schema(value_type = NeedCode)]
    theme: Need,
    /// What is left.
    left: Left,
    /// The last day of validity.
    #[schema(value_type = String, format = Date)]
    valid_until: Date,
    /// Whether it leads to this station next.
    named_next: bool,
    /// On which days she used it here.
    #[schema(value_type = Vec<String>)]
    used_here_on: Vec<Date>,
    /// Who she is, if she lets this station know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Person>,
}

impl VoucherShown {
    pub(crate) fn of(shown: &Presented) -> Self {
        let name = shown.name.as_ref();
        Self {
            voucher: shown.voucher,
            theme: shown.theme,
            left: shown.remaining.into(),
            valid_until: shown.valid_until,
            named_next: shown.named_next,
            used_here_on: shown.used_here_on.clone(),
            identity: name.map(|name| Person::of(&name.identity)),
        }
    }
}
