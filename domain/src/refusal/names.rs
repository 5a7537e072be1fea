//! The stable names of refusals, for the API's problem types.

use super::Refusal;

impl Refusal {
    /// The stable name of the fact, for the API's problem type.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not-yours",
            Self::NotYourRole => "not-your-role",
            Self::Erased => "erased",
            Self::StaleForm => "stale-form",
            Self::NotFound => "not-found",
            Self::DayOutOfRange { .. } => "day-out-of-range",
            Self::BirthYearOutOfRange { .. } => "birth-year-out-of-range",
            Self::NotPrintable { .. } => "not-printable",
            Self::SlipWrittenAfterArrival { .. } => "slip-written-after-arrival",
            Self::OnlyAuthorOrLead => "only-author-or-lead",
            Self::OnlyOnHerWord => "only-on-her-word",
            Self::EnteredInError => "entered-in-error",
            Self::NotOurStaff => "not-our-staff",
            Self::CodeNotKept => "code-not-kept",
            Self::SlipNotOver => "slip-not-over",
            Self::SlipValidityEnded => "slip-validity-ended",
            Self::SlipAlreadyOpen => "slip-already-open",
            Self::SlipUsedElsewhere => "slip-used-elsewhere",
            Self::SlipLinkedAlready => "slip-linked-already",
            Self::ConsentWithoutRecipient => "consent-without-recipient",
            Self::ConsequencesNotShown => "consequences-not-shown",
            Self::HandoverAccepted => "handover-accepted",
            Self::HandoverOnHold => "handover-on-hold",
            Self::HandoverEndedByHer => "handover-ended-by-her",
            Self::CallBackNotOffered => "call-back-not-offered",
            Self::NothingToRetract => "nothing-to-retract",
            Self::ArrivalBeforeIssue { .. } => "arrival-before-issue",
            Self::LegalHold { .. } => "legal-hold",
            Self::Restricted => "restricted",
            Self::EntitlementDoesNotFit => "entitlement-does-not-fit",
            Self::ConfidedIsTheChilds => "confided-is-the-childs",
            Self::ChildNotHeld => "child-not-held",
            Self::VoucherExpired { .. } => "voucher-expired",
            Self::VoucherUsedUp => "voucher-used-up",
            Self::VoucherToOneself => "voucher-to-oneself",
            Self::VoucherWithoutCounselling => "voucher-without-counselling",
            Self::InstrumentNotAgreed => "instrument-not-agreed",
            Self::InstrumentNotUsed => "instrument-not-used",
            Self::UnknownCode => "unknown-code",
            Self::CodeLocked { .. } => "code-locked",
            Self::SlipExpired { .. } => "slip-expired",
            Self::SlipIsWithdrawn => "slip-is-withdrawn",
            Self::ServiceNotOffered => "service-not-offered",
            Self::SlipToOneself => "slip-to-oneself",
            Self::SlipEndsBeforeAppointment { .. } => "slip-ends-before-appointment",
            Self::AppointmentPassed { .. } => "appointment-passed",
            Self::ConsentMissing { .. } => "consent-missing",
            Self::ConsentInFuture => "consent-in-future",
            Self::ConsentTooOld { .. } => "consent-too-old",
            Self::ConsentEndOutOfRange { .. } => "consent-end-out-of-range",
            Self::WithdrawnOnThatDay { .. } => "withdrawn-on-that-day",
            Self::LaterWordStands { .. } => "later-word-stands",
            Self::ConsentWithoutCapacity => "consent-without-capacity",
            Self::ConsentWithoutItems => "consent-without-items",
            Self::ConsentTextUnknown => "consent-text-unknown",
            Self::ConsentTextOutdated => "consent-text-outdated",
            Self::MinorTooYoung => "minor-too-young",
            Self::DeciderDoesNotFitAge => "decider-does-not-fit-age",
            Self::HerSideNotEntered => "her-side-not-entered",
            Self::StandingFeedbackNotOffered => "standing-feedback-not-offered",
            Self::WithdrawalUnproven => "withdrawal-unproven",
            Self::OwnCodeUnknown => "own-code-unknown",
            Self::NothingToWithdraw => "nothing-to-withdraw",
            Self::NotSeenHere => "not-seen-here",
            Self::HandoverNotAcknowledged => "handover-not-acknowledged",
            Self::HandoverNotAccepted => "handover-not-accepted",
            Self::HandoverClosed => "handover-closed",
            Self::ReasonMissing => "reason-missing",
            Self::CommentMissing => "comment-missing",
            Self::FeedbackNotPermitted { .. } => "feedback-not-permitted",
            Self::FeedbackDoesNotFit { .. } => "feedback-does-not-fit",
            Self::PeriodStillOpen { .. } => "period-still-open",
            Self::StillObserved { .. } => "still-observed",
            Self::PeriodsOverlap { .. } => "periods-overlap",
            Self::AccessReleaseMissing => "access-release-missing",
            Self::ReleaseMadeAlready => "release-made-already",
            Self::TooFewPersons => "too-few-persons",
            Self::NothingToRevise => "nothing-to-revise",
            Self::RevisedAlready => "revised-already",
            Self::TooFewChanged => "too-few-changed",
            Self::ShelterAddress => "shelter-address",
            Self::AlreadyThere => "already-there",
            Self::SignInFailed => "sign-in-failed",
        }
    }
}

#[cfg(test)]
mod tests {
    /// The compiler sees to it that every variant has a line in `code`; this reads the lines.
    #[test]
    fn every_refusal_is_coded_by_its_own_name() {
        let lines = include_str!("names.rs").lines().map(str::trim);
        let arms = lines.filter_map(|line| line.strip_prefix("Self::")?.split_once(" => \""));
        let mut seen = 0;
        for (variant, code) in arms {
            let name = variant.trim_end_matches(" { .. }").chars().flat_map(|c| {
                let dash = c.is_ascii_uppercase().then_some('-');
                dash.into_iter().chain(Some(c.to_ascii_lowercase()))
            });
            let name: String = name.skip(1).collect();
            assert_eq!(code, format!("{name}\","));
            seen += 1;
        }
        assert!(seen > 50, "{seen} refusals");
    }
}
