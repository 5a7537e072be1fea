//! Access: who read, or was denied, what. Kept by the reader's own record or institution, never by
//! the sender's; once per viewer, person, purpose and day; written before bytes leave.

mod reader;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use reader::{Noted, Reader};

use crate::clients::{AskedBy, Children, Entitlement, IdentityProof};
use crate::consents::Disclosure;
use crate::{AccountId, Erasable, HandoverId, InstitutionId, RecordId, SlipId, VoucherId};

crate::vocabulary::words! {
    /// What a record was read for.
    Purpose, "purpose" {
        /// The own record.
        Record = "record",
        /// The own worklist.
        Worklist = "worklist",
        /// The own hand-over.
        Handover = "handover",
        /// The own slip.
        Slip = "slip",
        /// The own voucher, issued or redeemed.
        Voucher = "voucher",
        /// Printing the slip.
        Paper = "paper",
    }
}

crate::vocabulary::words! {
    /// Why a code was denied.
    Denial, "denial" {
        /// No slip for this office has it.
        Unknown = "unknown",
        /// Too many wrong attempts.
        Locked = "locked",
    }
}

crate::vocabulary::words! {
    /// Why a record was erased.
    ErasureReason, "reason for erasure" {
        /// She wanted it (Art. 17(1) GDPR).
        HerWish = "her_wish",
        /// It was somebody else's data.
        WrongPerson = "wrong_person",
        /// The retention schedule of the network's rules.
        Retention = "retention",
    }
}

/// Which access stream. Reading a record never conflicts with editing it, and who pages through a list
/// disturbs nobody else: each has a stream of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessId {
    /// Who read this record.
    Record(RecordId),
    /// What this institution's staff was denied, and what it erased.
    Institution(InstitutionId),
    /// The lists that somebody at this institution was shown for this purpose on this day.
    Listed(InstitutionId, AccountId, Purpose, Date),
    /// What somebody at this institution opened by its code on this day.
    Opened(InstitutionId, AccountId, Date),
}

impl AccessId {
    /// Where the stream lies.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        match self {
            Self::Record(record) => record.access_stream(),
            Self::Institution(institution) => institution.access_stream(),
            Self::Listed(institution, viewer, purpose, on) => {
                institution.listed_stream(viewer, purpose, on)
            }
            Self::Opened(institution, viewer, on) => institution.opened_stream(viewer, on),
        }
    }
}

impl From<AccessId> for [u8; 16] {
    fn from(id: AccessId) -> Self {
        id.bytes()
    }
}

/// What is noted when somebody else asked for a copy about a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildCopyAnswered {
    /// The record.
    pub record: RecordId,
    /// Who answered.
    pub viewer: AccountId,
    /// Who asked.
    pub asked_by: AskedBy,
    /// With which right.
    pub entitlement: Entitlement,
    /// How that was made sure.
    pub proof: IdentityProof,
    /// What went out of the child's entries; none when nothing did, for whatever reason. What a child
    /// confided is not named here: that it did is its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
    /// The day.
    pub on: Date,
}

/// An event of an access stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum AccessEvent {
    /// A record was read by its own institution.
    RecordRead {
        /// The record.
        record: RecordId,
        /// Who read it.
        viewer: AccountId,
        /// What for.
        purpose: Purpose,
        /// The day.
        on: Date,
    },
    /// A list was shown, and with it these records of the reader's own institution that were not noted yet
    /// that day. It is kept by the institution: of a record that is erased, a random id is left here that
    /// leads nowhere.
    RecordsListed {
        /// Who read it.
        viewer: AccountId,
        /// Which list.
        purpose: Purpose,
        /// The day.
        on: Date,
        /// Whose rows were on the page.
        records: Vec<RecordId>,
    },
    /// The addressee saw a slip behind its code: a disclosure of what she agreed to.
    SlipOpened {
        /// The slip.
        slip: SlipId,
        /// The hand-over that acknowledging would open.
        handover: HandoverId,
        /// Who read it.
        viewer: AccountId,
        /// What was shown, under which consent; none when all was blank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disclosure: Option<Disclosure>,
        /// The day.
        on: Date,
    },
    /// A station saw her name on a voucher: a disclosure of what she agreed to.
    VoucherOpened {
        /// The voucher.
        voucher: VoucherId,
        /// Who read it.
        viewer: AccountId,
        /// Under which consent.
        disclosure: Disclosure,
        /// The day.
        on: Date,
    },
    /// A code was not answered.
    CodeDenied {
        /// Who tried.
        viewer: AccountId,
        /// Why it was denied.
        denial: Denial,
        /// The day.
        on: Date,
    },
    /// Somebody asked for what the own institution does not keep.
    RecordDenied {
        /// Who tried.
        viewer: AccountId,
        /// The day.
        on: Date,
    },
    /// A record was handed to her as a copy (Art. 15 and 20 GDPR).
    DataExported {
        /// The record.
        record: RecordId,
        /// Who handed it.
        viewer: AccountId,
        /// The day.
        on: Date,
    },
    /// Somebody else asked for a copy about a child (Art. 15 GDPR). She reads it in her own copy.
    ChildCopyAnswered(ChildCopyAnswered),
    /// A record was erased; nothing here says whose.
    RecordErased {
        /// Whose it was: the clock and her word at another station have no institution.
        institution: InstitutionId,
        /// Why.
        reason: ErasureReason,
        /// How many events became unreadable, each verified before.
        events: u64,
        /// The day.
        on: Date,
    },
    /// Evidence of her word, kept by itself, was erased: its time was over.
    EvidenceErased {
        /// Who kept it.
        institution: InstitutionId,
        /// The day.
        on: Date,
    },
    /// An erasure was asked for and the record is kept for now (Art. 17(3) GDPR).
    ErasurePutOff {
        /// Who keeps it.
        institution: InstitutionId,
        /// The last day of a legal hold; without one the institution decides itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// The day.
        on: Date,
    },
}

impl AccessEvent {
    /// Whether this reading is the same as an earlier one of the day: then it is not written again.
    #[must_use]
    pub fn repeats(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::CodeDenied { .. }
                | Self::RecordDenied { .. }
                | Self::RecordErased { .. }
                | Self::EvidenceErased { .. },
                _,
            ) => false,
            (
                Self::SlipOpened {
                    slip,
                    viewer,
                    disclosure,
                    on,
                    ..
                },
                Self::SlipOpened {
                    slip: slip_before,
                    viewer: viewer_before,
                    disclosure: disclosure_before,
                    on: on_before,
                    ..
                },
            ) => {
                // The consent's version moves with each copy; what counts is what was shown.
                let items = |d: &Option<Disclosure>| d.as_ref().map(|d| d.items().clone());
                (slip, viewer, on) == (slip_before, viewer_before, on_before)
                    && items(disclosure) == items(disclosure_before)
            }
            (
                Self::VoucherOpened {
                    voucher,
                    viewer,
                    on,
                    ..
                },
                Self::VoucherOpened {
                    voucher: voucher_before,
                    viewer: viewer_before,
                    on: on_before,
                    ..
                },
            ) => (voucher, viewer, on) == (voucher_before, viewer_before, on_before),
            _ => self == earlier,
        }
    }
}

crate::aggregate::stored!(
    AccessEvent,
    AccessId,
    AccessId::bytes,
    [
        RecordRead = "RecordRead",
        RecordsListed = "RecordsListed",
        SlipOpened = "SlipOpened",
        VoucherOpened = "VoucherOpened",
        CodeDenied = "CodeDenied",
        RecordDenied = "RecordDenied",
        DataExported = "DataExported",
        ChildCopyAnswered = "ChildCopyAnswered",
        RecordErased = "RecordErased",
        EvidenceErased = "EvidenceErased",
        ErasurePutOff = "ErasurePutOff",
    ]
);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reading_counts_once_a_day_a_denial_each_time() {
        let read = |day| AccessEvent::RecordRead {
            record: RecordId::from_bytes([1; 16]),
            viewer: AccountId::from_bytes([2; 16]),
            purpose: Purpose::Handover,
            on: date(2026, 11, day),
        };
        assert!(read(1).repeats(&read(1)));
        assert!(!read(2).repeats(&read(1)));
        let denied = AccessEvent::CodeDenied {
            viewer: AccountId::from_bytes([2; 16]),
            denial: Denial::Unknown,
            on: date(2026, 11, 1),
        };
        assert!(!denied.repeats(&denied.clone()));
    }
}
