//! What is noted of those who read, and of what is erased: each line with the stream that keeps it.

use jiff::civil::Date;

use super::{AccessEvent, AccessId, ChildCopyAnswered, Denial, ErasureReason, Purpose};
use crate::clients::{AskForChildCopy, ChildCopy, Kept};
use crate::consents::Disclosure;
use crate::slips;
use crate::{Erasable, InstitutionId, RecordId, Refusal, Staff, VoucherId};

/// A line of an access stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Which stream keeps it.
    pub at: AccessId,
    /// What it says.
    pub event: AccessEvent,
}

/// A member of staff who looks at something on a day.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    by: Staff,
    on: Date,
}

impl Reader {
    /// This one, on that day.
    #[must_use]
    pub const fn of(by: Staff, on: Date) -> Self {
        Self { by, on }
    }

    /// The stream of the lists that this reader is shown for a purpose.
    #[must_use]
    pub const fn lists(self, purpose: Purpose) -> AccessId {
        AccessId::Listed(self.by.institution, self.by.account, purpose, self.on)
    }

    /// The stream of what this reader opens by its code.
    #[must_use]
    pub const fn openings(self) -> AccessId {
        AccessId::Opened(self.by.institution, self.by.account, self.on)
    }

    /// An own record is read.
    #[must_use]
    pub const fn reads(self, record: RecordId, purpose: Purpose) -> Noted {
        Noted {
            at: AccessId::Record(record),
            event: AccessEvent::RecordRead {
                record,
                viewer: self.by.account,
                purpose,
                on: self.on,
            },
        }
    }

    /// A list is shown, and with it these own records.
    #[must_use]
    pub const fn is_shown(self, purpose: Purpose, records: Vec<RecordId>) -> Noted {
        Noted {
            at: self.lists(purpose),
            event: AccessEvent::RecordsListed {
                viewer: self.by.account,
                purpose,
                on: self.on,
                records,
            },
        }
    }

    /// A slip is shown behind its code, under a consent unless all is blank.
    #[must_use]
    pub fn opens_slip(self, slip: &slips::Issued, disclosure: Option<Disclosure>) -> Noted {
        Noted {
            at: self.openings(),
            event: AccessEvent::SlipOpened {
                slip: slip.slip,
                handover: slip.handover,
                viewer: self.by.account,
                disclosure,
                on: self.on,
            },
        }
    }

    /// Her name is shown on a voucher.
    #[must_use]
    pub const fn opens_voucher(self, voucher: VoucherId, disclosure: Disclosure) -> Noted {
        Noted {
            at: self.openings(),
            event: AccessEvent::VoucherOpened {
                voucher,
                viewer: self.by.account,
                disclosure,
                on: self.on,
            },
        }
    }

    /// She is handed a copy of everything.
    #[must_use]
    pub const fn hands_copy(self, record: RecordId) -> Noted {
        Noted {
            at: AccessId::Record(record),
            event: AccessEvent::DataExported {
                record,
                viewer: self.by.account,
                on: self.on,
            },
        }
    }

    /// Somebody else asks for a copy about a child, and this goes out.
    #[must_use]
    pub fn answers(self, record: RecordId, ask: &AskForChildCopy, copy: &ChildCopy) -> Noted {
        Noted {
            at: AccessId::Record(record),
            event: AccessEvent::ChildCopyAnswered(ChildCopyAnswered {
                record,
                viewer: self.by.account,
                asked_by: ask.asked_by,
                entitlement: ask.entitlement,
                proof: ask.proof,
                child: (!copy.is_empty()).then(|| Erasable::Known(copy.children().clone())),
                on: self.on,
            }),
        }
    }

    /// A code is not answered.
    #[must_use]
    pub const fn is_denied(self, denial: Denial) -> Noted {
        let viewer = self.by.account;
        let on = self.on;
        self.at_institution(AccessEvent::CodeDenied { viewer, denial, on })
    }

    /// Something is asked for that the own institution does not keep.
    #[must_use]
    pub const fn is_unknown(self) -> Noted {
        let viewer = self.by.account;
        let on = self.on;
        self.at_institution(AccessEvent::RecordDenied { viewer, on })
    }

    /// What a refusal leaves behind; `unknown` if something was named that the own institution does not keep.
    #[must_use]
    pub fn is_refused(self, refusal: &Refusal, unknown: bool) -> Option<Noted> {
        match refusal {
            Refusal::NotFound | Refusal::NotYours if unknown => Some(self.is_unknown()),
            Refusal::LegalHold { until } => {
                let held = Kept::LegalHold { until: *until };
                Some(Noted::put_off(self.by.institution, held, self.on))
            }
            _ => None,
        }
    }

    const fn at_institution(self, event: AccessEvent) -> Noted {
        let at = AccessId::Institution(self.by.institution);
        Noted { at, event }
    }
}

impl Noted {
    /// A record is erased, with so many events; nothing says whose.
    #[must_use]
    pub const fn erased(
        institution: InstitutionId,
        reason: ErasureReason,
        events: u64,
        on: Date,
    ) -> Self {
        Self {
            at: AccessId::Institution(institution),
            event: AccessEvent::RecordErased {
                institution,
                reason,
                events,
                on,
            },
        }
    }

    /// Evidence of her word is erased: its time is over.
    #[must_use]
    pub const fn evidence_erased(institution: InstitutionId, on: Date) -> Self {
        Self {
            at: AccessId::Institution(institution),
            event: AccessEvent::EvidenceErased { institution, on },
        }
    }

    /// An erasure is asked for, and this keeps the record for now.
    #[must_use]
    pub const fn put_off(institution: InstitutionId, kept: Kept, on: Date) -> Self {
        Self {
            at: AccessId::Institution(institution),
            event: AccessEvent::ErasurePutOff {
                institution,
                until: kept.until(),
                on,
            },
        }
    }
}
