//! What a voucher remembers, under its path's key.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Redeemed;
use crate::codes::PaperCodes;
use crate::consents::Disclosure;
use crate::institutions::NamedService;
use crate::slips::Words;
use crate::vocabulary::Need;
use crate::{AccountId, Agreement, Erasable, InstitutionId, PathId, VoucherId};

/// What is written when a voucher is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherIssued {
    /// Its id.
    pub voucher: VoucherId,
    /// Who issued it.
    pub issuer: InstitutionId,
    /// Who wrote it.
    pub author: AccountId,
    /// Her path.
    pub path: PathId,
    /// The day of issue.
    pub issued_on: Date,
    /// That she wants a voucher at all.
    pub agreement: Agreement,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NamedService>,
    /// Stations that she may visit besides, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<NamedService>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// Nobody has a record of its bearer: its path goes by itself.
    pub anonymous: bool,
    /// Her name is on it, as far as the issuer knows that she allows it.
    pub shows_her_name: bool,
    /// Under which consent, if she really allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// The keyed hashes of the code's two forms.
    pub code_hashes: Vec<String>,
    /// The code, so that a reprint or a retried command renders it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Erasable<PaperCodes>>,
}

/// An event of a voucher's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
#[expect(
    clippy::large_enum_variant,
    reason = "events live shortly; a box would hide the shape"
)]
pub enum VoucherEvent {
    /// A voucher was issued.
    VoucherIssued(VoucherIssued),
    /// She used it at a station.
    VoucherRedeemed(Redeemed),
    /// She wanted a new paper: the old code is dead.
    VoucherReissued {
        /// The keyed hashes of the new code's two forms.
        code_hashes: Vec<String>,
        /// The new code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Erasable<PaperCodes>>,
    },
    /// The code under way gives no name any more, until a new paper takes its place.
    VoucherNameWithheld {},
    /// Its last day passed.
    VoucherValidityEnded {},
    /// It should never have been written.
    VoucherEnteredInError {
        /// Why.
        counselling: Erasable<Words>,
    },
}
