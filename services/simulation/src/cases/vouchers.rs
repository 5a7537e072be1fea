//! Steps with a counselling voucher.

use domain::vocabulary::Need;
use serde::Deserialize;

/// A voucher is issued.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVoucher {
    pub(crate) voucher: String,
    pub(crate) theme: Need,
    pub(crate) next: Station,
    #[serde(default)]
    pub(crate) named: Vec<Station>,
    pub(crate) required: u8,
    pub(crate) optional: u8,
    pub(crate) valid_days: i64,
    /// She wants her name on it and lets the next station know it; otherwise nobody knows whose it is.
    #[serde(default)]
    pub(crate) with_her_name: bool,
}

/// A station that a voucher names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Station {
    pub(crate) at: String,
    pub(crate) service: String,
}

/// She uses it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redeem {
    pub(crate) voucher: String,
}
