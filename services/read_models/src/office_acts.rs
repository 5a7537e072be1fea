//! What an office does, as it is counted (`office_counts.rs`).

use domain::vocabulary::{Outcome, Side};
use event_store::IndexEntry;
use jiff::civil::Date;

use crate::stored::found_by;

/// An act of an office, as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    SlipIssued,
    SlipWithdrawn,
    SlipExpired,
    Acknowledged,
    ArrivedWithoutSlip,
    Accepted,
    Rejected(Side),
    Held,
    Concluded(Outcome),
    EndedByHer,
    VoucherIssued,
    VoucherRedeemed,
}

impl Act {
    pub(crate) const OF_SLIPS: [Self; 3] =
        [Self::SlipIssued, Self::SlipWithdrawn, Self::SlipExpired];
    pub(crate) const OF_VOUCHERS: [Self; 2] = [Self::VoucherIssued, Self::VoucherRedeemed];

    pub(crate) fn of_handovers() -> impl Iterator<Item = Self> {
        let acts = [
            Self::Acknowledged,
            Self::ArrivedWithoutSlip,
            Self::Accepted,
            Self::Held,
            Self::EndedByHer,
        ];
        let rejected = Side::ALL.iter().map(|side| Self::Rejected(*side));
        let concluded = Outcome::ALL.iter().map(|how| Self::Concluded(*how));
        acts.into_iter().chain(rejected).chain(concluded)
    }

    pub(crate) fn text(self) -> String {
        match self {
            Self::SlipIssued => "counted/slip_issued".to_owned(),
            Self::SlipWithdrawn => "counted/slip_withdrawn".to_owned(),
            Self::SlipExpired => "counted/slip_expired".to_owned(),
            Self::Acknowledged => "counted/acknowledged".to_owned(),
            Self::ArrivedWithoutSlip => "counted/arrived_without_slip".to_owned(),
            Self::Accepted => "counted/accepted".to_owned(),
            Self::Rejected(side) => format!("counted/rejected/{side}"),
            Self::Held => "counted/held".to_owned(),
            Self::Concluded(outcome) => format!("counted/concluded/{outcome}"),
            Self::EndedByHer => "counted/ended_by_her".to_owned(),
            Self::VoucherIssued => "counted/voucher_issued".to_owned(),
            Self::VoucherRedeemed => "counted/voucher_redeemed".to_owned(),
        }
    }

    /// That it was done on this day.
    pub(crate) fn on(self, day: Date) -> IndexEntry {
        found_by(self.text(), day)
    }
}
