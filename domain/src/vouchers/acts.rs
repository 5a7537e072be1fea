//! What an institution did with a voucher, in a stream of its own: it learns nothing of what other
//! stations did but the counts that are printed in her hand.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use super::{Issued, NameShown, Remaining, VoucherEvent};
use crate::clients::Identity;
use crate::consents::Disclosure;
use crate::handovers::Notice;
use crate::institutions::NamedService;
use crate::table::table;
use crate::vocabulary::Need;
use crate::{AccountId, Agreement, Erasable, InstitutionId, RecordId, Refusal, Staff, VoucherId};

/// What its issuer keeps of a voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherIssuedHere {
    /// The voucher.
    pub voucher: VoucherId,
    /// The institution.
    pub institution: InstitutionId,
    /// Who wrote it.
    pub author: AccountId,
    /// The institution's record of her, unless it is anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// The day of issue.
    pub issued_on: Date,
    /// That she wants a voucher at all.
    pub agreement: Agreement,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NamedService>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// Her name is on it, as far as the issuer knows that she allows it.
    pub shows_her_name: bool,
    /// Under which consent, if she really allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
}

/// What a station keeps of a use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherRedeemedHere {
    /// The voucher.
    pub voucher: VoucherId,
    /// The institution.
    pub institution: InstitutionId,
    /// Who wrote it.
    pub author: AccountId,
    /// The institution's record of her, if her name is on it and she lets it know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// On which day.
    pub on: Date,
    /// For which theme.
    pub theme: Need,
    /// What is left.
    pub remaining: Remaining,
    /// Under which consent her name was copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// Who she is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
}

/// An event of an institution's own stream about one voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "event")]
#[strum_discriminants(
    name(VoucherActEventKind),
    doc = "What an institution did with a voucher, by itself; written as the event is stored."
)]
#[strum_discriminants(derive(Serialize, Deserialize))]
pub enum VoucherActEvent {
    /// This institution issued it.
    VoucherIssuedHere(VoucherIssuedHere),
    /// She used it here.
    VoucherRedeemedHere(VoucherRedeemedHere),
    /// This institution gave her a new paper with a new code.
    VoucherReissuedHere {},
    /// This institution marked it as an error.
    VoucherMarkedInErrorHere {},
    /// Something happened that this institution must know, since it holds her name.
    VoucherNoticeReceived {
        /// What.
        notice: Notice,
        /// When.
        on: Date,
    },
    /// Somebody at this institution read the open notices.
    VoucherNoticeAcknowledgedHere {},
}

crate::aggregate::stored!(
    VoucherActEvent,
    (VoucherId, InstitutionId),
    |(voucher, institution): (VoucherId, InstitutionId)| voucher.acts_of(institution),
    [
        VoucherIssuedHere = "VoucherIssuedHere",
        VoucherRedeemedHere = "VoucherRedeemedHere",
        VoucherReissuedHere = "VoucherReissuedHere",
        VoucherMarkedInErrorHere = "VoucherMarkedInErrorHere",
        VoucherNoticeReceived = "VoucherNoticeReceived",
        VoucherNoticeAcknowledgedHere = "VoucherNoticeAcknowledgedHere",
    ]
);

/// Where a voucher stands in an institution's own stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageHere {
    /// It did nothing with it.
    Blank,
    /// It issued it, or she used it here.
    Known,
}

table! {
    /// A command in an institution's own stream that does not go with one in hers.
    pub enum ActHere in StageHere,
    /// Every row of an institution's own stream.
    TABLE_HERE:
    AcknowledgeNotice Caseworker [Known] => same;
}

/// What an institution knows of a voucher by its own acts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoucherActs {
    began: bool,
    issued_here: bool,
    record: Option<RecordId>,
    holds_her_name: bool,
    notices: Vec<(Notice, Date)>,
}

impl VoucherActs {
    /// Whether it did nothing yet.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        !self.began
    }

    /// Whether it issued it.
    #[must_use]
    pub const fn issued_here(&self) -> bool {
        self.issued_here
    }

    /// Where it stands here.
    #[must_use]
    pub const fn stage(&self) -> StageHere {
        if self.began {
            StageHere::Known
        } else {
            StageHere::Blank
        }
    }

    /// AcknowledgeNotice, decided: nothing is written where none is open.
    pub fn acknowledge_notice(&self, by: Staff) -> Result<Vec<VoucherActEvent>, Refusal> {
        let row = ActHere::AcknowledgeNotice.row();
        row.by.permits(by, None)?;
        if !row.is_taken_in(self.stage()) {
            return Err(Refusal::NotFound);
        }
        let open = !self.notices.is_empty();
        let read = open.then_some(VoucherActEvent::VoucherNoticeAcknowledgedHere {});
        Ok(read.into_iter().collect())
    }

    /// Its record of her, if one goes with the voucher.
    #[must_use]
    pub const fn record(&self) -> Option<RecordId> {
        self.record
    }

    /// The seam: a notice, if this institution holds her name from the voucher.
    #[must_use]
    pub fn notify(&self, notice: Notice, on: Date) -> Option<VoucherActEvent> {
        let hears = self.holds_her_name && !self.notices.contains(&(notice, on));
        hears.then_some(VoucherActEvent::VoucherNoticeReceived { notice, on })
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &VoucherActEvent) {
        self.began = true;
        match event {
            VoucherActEvent::VoucherIssuedHere(issued) => {
                self.issued_here = true;
                self.record = issued.record;
            }
            VoucherActEvent::VoucherRedeemedHere(used) => {
                self.record = self.record.or(used.record);
                self.holds_her_name |= used.identity.is_some();
            }
            VoucherActEvent::VoucherNoticeReceived { notice, on } => {
                self.notices.push((*notice, *on));
            }
            VoucherActEvent::VoucherNoticeAcknowledgedHere {} => self.notices.clear(),
            VoucherActEvent::VoucherReissuedHere {}
            | VoucherActEvent::VoucherMarkedInErrorHere {} => {}
        }
    }
}

impl VoucherEvent {
    /// What its issuer keeps of it besides that it issued it.
    #[must_use]
    pub const fn kept_here(&self) -> Option<VoucherActEvent> {
        match self {
            Self::VoucherReissued { .. } => Some(VoucherActEvent::VoucherReissuedHere {}),
            Self::VoucherEnteredInError { .. } => {
                Some(VoucherActEvent::VoucherMarkedInErrorHere {})
            }
            _ => None,
        }
    }
}

impl Issued {
    /// What its issuer keeps of it, and all that its issuer will ever see.
    #[must_use]
    pub fn issued_here(&self, record: Option<RecordId>) -> VoucherActEvent {
        VoucherActEvent::VoucherIssuedHere(VoucherIssuedHere {
            voucher: self.voucher,
            institution: self.issuer,
            author: self.author,
            record,
            issued_on: self.issued_on,
            agreement: self.agreement,
            theme: self.theme,
            next: self.next.clone(),
            required: self.required,
            optional: self.optional,
            valid_until: self.valid_until,
            shows_her_name: self.shows_her_name,
            disclosure: self.disclosure.clone(),
        })
    }

    /// What a station keeps of a use, as this voucher stands right after it.
    #[must_use]
    pub fn redeemed_here(
        &self,
        by: Staff,
        on: Date,
        record: Option<RecordId>,
        name: Option<NameShown>,
    ) -> VoucherActEvent {
        let (disclosure, identity) = match name {
            Some(name) => (Some(name.disclosure), Some(Erasable::Known(name.identity))),
            None => (None, None),
        };
        VoucherActEvent::VoucherRedeemedHere(VoucherRedeemedHere {
            voucher: self.voucher,
            institution: by.institution,
            author: by.account,
            record,
            on,
            theme: self.theme,
            remaining: self.remaining(),
            disclosure,
            identity,
        })
    }
}
