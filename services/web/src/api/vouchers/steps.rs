//! What an office does with a voucher, as it is asked and answered; which steps there are stands in the table of
//! its page.

use domain::{Note, Staff, VoucherId, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::vouchers::showing::{Deed, Here};

/// Why it is an error.
#[derive(Deserialize, ToSchema)]
pub(crate) struct VoucherError {
    /// A sentence for the own institution.
    #[serde(deserialize_with = "optional_text")]
    #[schema(value_type = Note)]
    comment: Option<Note>,
}

/// The voucher that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherNamed {
    /// Its id.
    pub(crate) voucher: VoucherId,
}

impl From<VoucherError> for Deed {
    fn from(asked: VoucherError) -> Self {
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
