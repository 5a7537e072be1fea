//! A voucher as she holds it.

use std::ops::Deref;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Redeemed, Remaining, Stage, VoucherEvent, VoucherIssued};
use crate::{InstitutionId, Refusal};

/// A voucher.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher(Option<Box<Issued>>);

/// What an issued voucher says now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// What was written when it was issued, with what changed since.
    written: VoucherIssued,
    /// The paper under way is older than her danger: until another takes its place, its code gives no name.
    pub name_withheld: bool,
    /// Where and when she used it.
    pub redeemed: Vec<Redeemed>,
    /// Its last day passed, as the log says.
    pub ended: bool,
    /// It should never have been written.
    pub in_error: bool,
}

impl Deref for Issued {
    type Target = VoucherIssued;

    fn deref(&self) -> &VoucherIssued {
        &self.written
    }
}

impl Issued {
    /// How many counsellings are left.
    #[must_use]
    pub fn remaining(&self) -> Remaining {
        let used = u8::try_from(self.redeemed.len()).unwrap_or(u8::MAX);
        let beyond = used.saturating_sub(self.required);
        Remaining {
            required: self.required.saturating_sub(used),
            optional: self.optional.saturating_sub(beyond),
        }
    }
}

/// How many days after its end an anonymous voucher is kept for late entries.
const LATE_ENTRIES: i32 = 30;

/// The last day of the path of an anonymous voucher that is valid until a day.
#[must_use]
pub fn path_ends_on(valid_until: Date) -> Date {
    valid_until.saturating_add(LATE_ENTRIES.days())
}

impl Voucher {
    /// What it says, once it is issued.
    #[must_use]
    pub fn issued(&self) -> Option<&Issued> {
        self.0.as_deref()
    }

    /// What it says, for an institution that may know at all that it exists: one that was marked as an
    /// error is as unknown everywhere as a code that never was, but to its issuer.
    pub fn known_to(&self, institution: InstitutionId) -> Result<&Issued, Refusal> {
        let known = |issued: &&Issued| !issued.in_error || issued.issuer == institution;
        self.issued().filter(known).ok_or(Refusal::UnknownCode)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.issued().map(|issued| issued.valid_until)
    }

    /// The last day of an anonymous voucher's path: nothing of hers keeps it, and late entries of its
    /// stations are made by then.
    #[must_use]
    pub fn path_ends_on(&self) -> Option<Date> {
        let issued = self.issued().filter(|issued| issued.anonymous);
        issued.map(|issued| path_ends_on(issued.valid_until))
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn stage_on(&self, today: Date) -> Stage {
        match self.issued() {
            None => Stage::Blank,
            Some(issued) if issued.in_error => Stage::InError,
            Some(issued) if issued.ended || issued.valid_until < today => Stage::ValidityEnded,
            Some(issued) if issued.redeemed.is_empty() => Stage::Issued,
            Some(issued) if issued.remaining().required == 0 => Stage::Fulfilled,
            Some(_) => Stage::Active,
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &VoucherEvent) {
        if let VoucherEvent::VoucherIssued(written) = event {
            self.0 = Some(Box::new(Issued {
                written: written.clone(),
                name_withheld: false,
                redeemed: Vec::new(),
                ended: false,
                in_error: false,
            }));
            return;
        }
        let Some(issued) = self.0.as_deref_mut() else {
            return;
        };
        match event {
            VoucherEvent::VoucherRedeemed(redeemed) => issued.redeemed.push(*redeemed),
            VoucherEvent::VoucherReissued { code_hashes, code } => {
                issued.written.code_hashes.clone_from(code_hashes);
                issued.written.code.clone_from(code);
                issued.name_withheld = false;
            }
            VoucherEvent::VoucherNameWithheld {} => issued.name_withheld = true,
            VoucherEvent::VoucherValidityEnded {} => issued.ended = true,
            VoucherEvent::VoucherEnteredInError { .. } => issued.in_error = true,
            VoucherEvent::VoucherIssued(_) => {}
        }
    }
}
