//! Reasons for rejecting a hand-over, each on somebody's side.

use super::codes::words;

words! {
    /// Why an office did not take a hand-over.
    RejectionReason, "reason for rejection" {
        NoCapacity = "no_capacity",
        WaitingListClosed = "waiting_list_closed",
        NotResponsible = "not_responsible",
        OutsideArea = "outside_area",
        OpeningChanged = "opening_changed",
        Declined = "declined",
        AlreadySupported = "already_supported",
        NotReachable = "not_reachable",
        NoShow = "no_show",
        MovedAway = "moved_away",
        NotEligible = "not_eligible",
        DocumentsMissing = "documents_missing",
        AgeOrIncomeLimit = "age_or_income_limit",
        WrongOffice = "wrong_office",
        UnclearReason = "unclear_reason",
        Duplicate = "duplicate",
        Other = "other",
    }
}

words! {
    /// On whose side a reason lies.
    Side, "side" {
        Office = "office",
        Hers = "hers",
        Rules = "rules",
        Slip = "slip",
        Other = "other",
    }
}

impl RejectionReason {
    /// On whose side the reason lies.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::NoCapacity
            | Self::WaitingListClosed
            | Self::NotResponsible
            | Self::OutsideArea
            | Self::OpeningChanged => Side::Office,
            Self::Declined
            | Self::AlreadySupported
            | Self::NotReachable
            | Self::NoShow
            | Self::MovedAway => Side::Hers,
            Self::NotEligible | Self::DocumentsMissing | Self::AgeOrIncomeLimit => Side::Rules,
            Self::WrongOffice | Self::UnclearReason | Self::Duplicate => Side::Slip,
            Self::Other => Side::Other,
        }
    }
}
