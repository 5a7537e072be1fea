//! What an institution did with a voucher, in a stream of its own: it learns nothing of what other
//! stations did but the counts that are printed in her hand.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NextStation, Remaining};
use crate::clients::Identity;
use crate::consents::Disclosure;
use crate::vocabulary::Need;
use crate::{AccountId, Erasable, InstitutionId, RecordId, VoucherId};

/// An event of an institution's own stream about one voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum VoucherActEvent {
    /// This institution issued it.
    VoucherIssuedHere {
        /// The voucher.
        voucher: VoucherId,
        /// The institution.
        institution: InstitutionId,
        /// Who wrote it.
        author: AccountId,
        /// The institution's record of her, unless it is anonymous.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<RecordId>,
        /// The day of issue.
        issued_on: Date,
        /// For which theme.
        theme: Need,
        /// The next station, if one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<NextStation>,
        /// How many counsellings belong to it.
        required: u8,
        /// How many she may take besides.
        optional: u8,
        /// The last day of validity.
        valid_until: Date,
    },
    /// She used it here.
    VoucherRedeemedHere {
        /// The voucher.
        voucher: VoucherId,
        /// The institution.
        institution: InstitutionId,
        /// Who wrote it.
        author: AccountId,
        /// The institution's record of her, if her name is on it and she lets it know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<RecordId>,
        /// On which day.
        on: Date,
        /// For which theme.
        theme: Need,
        /// What is left.
        remaining: Remaining,
        /// Under which consent her name was copied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disclosure: Option<Disclosure>,
        /// Who she is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
    },
    /// This institution marked it as an error.
    VoucherMarkedInErrorHere {},
}

impl VoucherActEvent {
    /// The stored names.
    pub const NAMES: &'static [&'static str] = &[
        "VoucherIssuedHere",
        "VoucherRedeemedHere",
        "VoucherMarkedInErrorHere",
    ];

    /// The stored name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::VoucherIssuedHere { .. } => "VoucherIssuedHere",
            Self::VoucherRedeemedHere { .. } => "VoucherRedeemedHere",
            Self::VoucherMarkedInErrorHere {} => "VoucherMarkedInErrorHere",
        }
    }
}

impl cqrs_es::DomainEvent for VoucherActEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
