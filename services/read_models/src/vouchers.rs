//! Vouchers: what this institution did with each, and nothing else. Fed by its own acts only: the
//! issuer sees *issued* for ever, a station its own uses and what was left after each (rule 2).

use domain::clients::Identity;
use domain::handovers::Notice;
use domain::institutions::NamedService;
use domain::vocabulary::Need;
use domain::vouchers::{Remaining, VoucherActEvent};
use domain::{Erasable, InstitutionId, RecordId, VoucherId};
use event_store::{IndexEntry, RowOrder, StateGroup};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::by_record;
use crate::office_acts::Act;
use crate::own::{Own, OwnRows};
use crate::tenant::RowList;

/// A voucher as one institution sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VoucherRow {
    /// Its id.
    pub voucher: VoucherId,
    /// Whose view it is.
    pub institution: InstitutionId,
    /// The institution's record of her, if one goes with the voucher.
    pub record: Option<RecordId>,
    /// For which theme.
    pub theme: Need,
    /// Since when this institution knows it.
    pub since: Date,
    /// What it issued, if it is the issuer.
    pub issued: Option<IssuedHere>,
    /// How she used it here, in the order of the entries.
    pub redeemed: Vec<RedeemedHere>,
    /// On which days this institution gave her a new paper.
    pub reissued: Vec<Date>,
    /// This institution marked it as an error.
    pub in_error: bool,
    /// What it must know, since it holds her name, and nobody has read.
    pub notices: Vec<(Notice, Date)>,
    /// What it was told so far, read or not.
    #[serde(default)]
    pub heard: Vec<(Notice, Date)>,
    /// Her name came with it, because she let this institution know.
    pub named: bool,
    /// Who she is, if she lets this institution know. Not kept here: its own record says it whenever it is
    /// shown.
    #[serde(skip)]
    pub identity: Option<Erasable<Identity>>,
}

/// What the issuer wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssuedHere {
    /// The next station, if one is named.
    pub next: Option<NamedService>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
}

/// One use at this station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedeemedHere {
    /// On which day.
    pub on: Date,
    /// What was left after it.
    pub remaining: Remaining,
}

/// The model.
pub type Vouchers = OwnRows<VoucherRow>;

impl Own for VoucherRow {
    type Event = VoucherActEvent;
    const NAME: &'static str = "vouchers";
    const INDEXED: usize = 4;

    fn after(row: Option<Self>, event: VoucherActEvent, on: Date) -> Option<Self> {
        match event {
            VoucherActEvent::VoucherIssuedHere(it) => Some(Self {
                issued: Some(IssuedHere {
                    next: it.next,
                    required: it.required,
                    optional: it.optional,
                    valid_until: it.valid_until,
                }),
                record: it.record,
                ..Self::known_since(it.issued_on, it.voucher, it.institution, it.theme)
            }),
            VoucherActEvent::VoucherRedeemedHere(it) => {
                let new = || Self::known_since(it.on, it.voucher, it.institution, it.theme);
                let mut row = row.unwrap_or_else(new);
                let (on, remaining) = (it.on, it.remaining);
                row.redeemed.push(RedeemedHere { on, remaining });
                row.record = row.record.or(it.record);
                row.named |= it.identity.is_some();
                Some(row)
            }
            VoucherActEvent::VoucherReissuedHere {} => {
                let mut row = row?;
                row.reissued.push(on);
                Some(row)
            }
            VoucherActEvent::VoucherMarkedInErrorHere {} => Some(Self {
                in_error: true,
                ..row?
            }),
            VoucherActEvent::VoucherNoticeReceived { notice, on } => {
                let mut row = row?;
                row.notices.push((notice, on));
                row.heard.push((notice, on));
                Some(row)
            }
            VoucherActEvent::VoucherNoticeAcknowledgedHere {} => Some(Self {
                notices: Vec::new(),
                ..row?
            }),
        }
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        if !self.notices.is_empty() {
            StateGroup::Due
        } else if self.issued.is_some() && !self.in_error {
            StateGroup::Open
        } else {
            StateGroup::Closed
        }
    }

    fn day(&self) -> Date {
        self.notices.first().map_or(self.since, |(_, on)| *on)
    }

    fn index(&self) -> Vec<IndexEntry> {
        let found = self
            .record
            .map(|record| by_record::entry(record, self.since));
        let issued = self
            .issued
            .iter()
            .map(|_| Act::VoucherIssued.on(self.since));
        let redeemed = self.redeemed.iter();
        let redeemed = redeemed.map(|used| Act::VoucherRedeemed.on(used.on));
        let acts = issued.chain(redeemed).filter(|_| !self.in_error);
        found.into_iter().chain(acts).collect()
    }
}

impl VoucherRow {
    const fn known_since(
        since: Date,
        voucher: VoucherId,
        institution: InstitutionId,
        theme: Need,
    ) -> Self {
        Self {
            voucher,
            institution,
            record: None,
            theme,
            since,
            issued: None,
            redeemed: Vec::new(),
            reissued: Vec::new(),
            in_error: false,
            notices: Vec::new(),
            heard: Vec::new(),
            named: false,
            identity: None,
        }
    }

    /// Whether it says who she is.
    #[must_use]
    pub fn says_who_she_is(&self) -> bool {
        self.named
    }
}

/// How the institution's own vouchers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoucherList {
    /// With a notice that nobody has read, the longest wait first.
    Notices,
    /// Issued here, the latest first.
    Issued,
    /// Redeemed here, or entered in error, the latest first.
    Others,
}

impl VoucherList {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Notices, Self::Issued, Self::Others];
}

impl RowList for VoucherList {
    type Row = VoucherRow;

    fn kept(self) -> (StateGroup, RowOrder) {
        match self {
            Self::Notices => (StateGroup::Due, RowOrder::EarliestFirst),
            Self::Issued => (StateGroup::Open, RowOrder::LatestFirst),
            Self::Others => (StateGroup::Closed, RowOrder::LatestFirst),
        }
    }
}
