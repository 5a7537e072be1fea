//! A voucher as she holds it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NextStation, Redeemed, Remaining, Stage, VoucherEvent};
use crate::consents::Disclosure;
use crate::vocabulary::Need;
use crate::{AccountId, Agreement, InstitutionId, PathId, Refusal, VoucherId};

/// A voucher.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher(Option<Box<Issued>>);

/// What an issued voucher says.
#[expect(
    clippy::struct_excessive_bools,
    reason = "five facts, none of which follows from another"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
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
    pub next: Option<NextStation>,
    /// Stations that she may visit besides, by name.
    pub named: Vec<NextStation>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// Nobody has a record of its bearer.
    pub anonymous: bool,
    /// Her name is on it, as far as the issuer knows that she allows it.
    pub shows_her_name: bool,
    /// The paper under way is older than her danger: until another takes its place, its code gives no name.
    pub name_withheld: bool,
    /// Under which consent, if she really allows it.
    pub disclosure: Option<Disclosure>,
    /// The keyed hashes of its code.
    pub code_hashes: Vec<String>,
    /// Where and when she used it.
    pub redeemed: Vec<Redeemed>,
    /// Its last day passed, as the log says.
    pub ended: bool,
    /// It should never have been written.
    pub in_error: bool,
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
        if let Some(issued) = Issued::from_event(event) {
            self.0 = Some(Box::new(issued));
            return;
        }
        let Some(issued) = self.0.as_deref_mut() else {
            return;
        };
        match event {
            VoucherEvent::VoucherRedeemed { institution, on } => issued.redeemed.push(Redeemed {
                institution: *institution,
                on: *on,
            }),
            VoucherEvent::VoucherReissued { code_hashes, .. } => {
                issued.code_hashes.clone_from(code_hashes);
                issued.name_withheld = false;
            }
            VoucherEvent::VoucherNameWithheld {} => issued.name_withheld = true,
            VoucherEvent::VoucherValidityEnded {} => issued.ended = true,
            VoucherEvent::VoucherEnteredInError { .. } => issued.in_error = true,
            VoucherEvent::VoucherIssued { .. } => {}
        }
    }
}

impl Issued {
    fn from_event(event: &VoucherEvent) -> Option<Self> {
        let VoucherEvent::VoucherIssued {
            voucher,
            issuer,
            author,
            path,
            issued_on,
            agreement,
            theme,
            next,
            named,
            required,
            optional,
            valid_until,
            anonymous,
            shows_her_name,
            disclosure,
            code_hashes,
            ..
        } = event.clone()
        else {
            return None;
        };
        Some(Self {
            voucher,
            issuer,
            author,
            path,
            issued_on,
            agreement,
            theme,
            next,
            named,
            required,
            optional,
            valid_until,
            anonymous,
            shows_her_name,
            name_withheld: false,
            disclosure,
            code_hashes,
            redeemed: Vec::new(),
            ended: false,
            in_error: false,
        })
    }
}
