//! Evidence (Nachweis): what an institution keeps of her word to be able to prove it (Art. 7(1) and
//! 17(3)(e) GDPR), longer than her record and her path. One stream for each time that she was asked, under
//! a key of its own: erasing her record or her path leaves it whole, and no clear column joins it to
//! either. It names no person; the paper that she signed bears its number.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::consents::days;
use crate::consents::{Decision, Evidence, RecordConsent, RecordRelease, ReleaseEvidence};
use crate::{Erasable, EvidenceId, InstitutionId, RecordId, Refusal, Staff};

/// Claims lapse three years after the end of the year in which they arose (sections 195 and 199 BGB).
const YEARS: i16 = 3;

/// The last day on which it may have to be proven that something was allowed until `expires_on`.
#[must_use]
pub fn kept_until(expires_on: Date) -> Date {
    let year = expires_on
        .year()
        .saturating_add(YEARS)
        .min(Date::MAX.year());
    date(year, 12, 31)
}

/// What proves one asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum EvidenceEvent {
    /// She decided on each item.
    ConsentEvidenceKept(Proof<OfConsent, Erasable<Evidence>>),
    /// She released a named person or unit from confidentiality.
    ReleaseEvidenceKept(Proof<OfRelease, Erasable<ReleaseEvidence>>),
}

/// What is kept of an asking: her word on what, how she was asked, and for how long it may have to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof<W, E> {
    /// Its number.
    pub kept_as: EvidenceId,
    /// Who asked, and keeps it.
    pub institution: InstitutionId,
    /// Its record of her; after that is erased, an id that leads nowhere.
    pub record: RecordId,
    /// Her word.
    #[serde(flatten)]
    pub of: W,
    /// The day of her word.
    pub given_on: Date,
    /// The last day on which it held.
    pub expires_on: Date,
    /// The last day of the evidence.
    pub kept_until: Date,
    /// How she was asked; in a release also who was released for what.
    pub evidence: E,
}

/// A consent, as it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfConsent {
    /// The receiving institutions that she ticked.
    pub recipients: BTreeSet<InstitutionId>,
    /// Granted and refused items.
    pub decisions: Vec<Decision>,
}

/// A release from confidentiality, as it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfRelease {
    /// Who might be told.
    pub recipient: InstitutionId,
}

/// Her own word and the evidence aside, both kinds say the same.
macro_rules! of_both {
    ($event:expr, $proof:ident => $said:expr) => {
        match $event {
            EvidenceEvent::ConsentEvidenceKept($proof) => $said,
            EvidenceEvent::ReleaseEvidenceKept($proof) => $said,
        }
    };
}

impl EvidenceEvent {
    /// What proves this consent, which `by` records.
    pub fn of_consent(by: Staff, command: &RecordConsent) -> Result<Self, Refusal> {
        let asked = &command.asked;
        let expires_on = asked.days().last_day();
        Ok(Self::ConsentEvidenceKept(Proof {
            kept_as: command.kept_as,
            institution: by.institution,
            record: command.record,
            of: OfConsent {
                recipients: command.recipients.clone(),
                decisions: asked.decided(),
            },
            given_on: asked.given_on,
            expires_on,
            kept_until: kept_until(expires_on),
            evidence: Erasable::Known(asked.evidence(by)?),
        }))
    }

    /// What proves this release from confidentiality, which `by` records.
    pub fn of_release(by: Staff, command: &RecordRelease) -> Result<Self, Refusal> {
        let asked = &command.asked;
        let expires_on = asked.days().last_day();
        Ok(Self::ReleaseEvidenceKept(Proof {
            kept_as: command.kept_as,
            institution: by.institution,
            record: command.record,
            of: OfRelease {
                recipient: command.recipient,
            },
            given_on: asked.given_on,
            expires_on,
            kept_until: kept_until(expires_on),
            evidence: Erasable::Known(asked.evidence(by)?),
        }))
    }

    /// Its number.
    #[must_use]
    pub const fn kept_as(&self) -> EvidenceId {
        of_both!(self, proof => proof.kept_as)
    }

    /// Who keeps it, with which record of her.
    #[must_use]
    pub const fn keeper(&self) -> (InstitutionId, RecordId) {
        of_both!(self, proof => (proof.institution, proof.record))
    }

    /// Whether its days could have been entered on that day. Evidence with others is damaged, and its last
    /// day is not to be trusted.
    #[must_use]
    pub fn is_plausible(&self, entered_on: Date) -> bool {
        let (given_on, expires_on) = of_both!(self, proof => (proof.given_on, proof.expires_on));
        days::are_plausible(given_on, expires_on, entered_on)
            && self.kept_until() == kept_until(expires_on)
    }

    /// Its last day.
    #[must_use]
    pub const fn kept_until(&self) -> Date {
        of_both!(self, proof => proof.kept_until)
    }
}

crate::aggregate::stored!(
    EvidenceEvent,
    EvidenceId,
    EvidenceId::bytes,
    [
        ConsentEvidenceKept = "ConsentEvidenceKept",
        ReleaseEvidenceKept = "ReleaseEvidenceKept",
    ]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::{asked, day, route, staff_of};
    use jiff::ToSpan;

    #[test]
    fn it_is_kept_three_years_and_to_the_end_of_the_year() {
        assert_eq!(kept_until(date(2027, 1, 1)), date(2030, 12, 31));
        assert_eq!(kept_until(date(2027, 12, 31)), date(2030, 12, 31));
        assert_eq!(kept_until(Date::MAX), Date::MAX);
    }

    #[test]
    fn it_says_what_was_decided_and_until_when_and_no_longer_than_the_consent_holds() {
        let mut command = asked([(Item::Identity, true), (Item::Child, false)]);
        command.asked.expires_on = None;
        let by = staff_of(route().sender);
        let EvidenceEvent::ConsentEvidenceKept(proof) =
            EvidenceEvent::of_consent(by, &command).unwrap()
        else {
            panic!("of a consent");
        };
        let granted: Vec<_> = (proof.of.decisions.iter())
            .map(|d| (d.item, d.granted))
            .collect();
        assert_eq!(granted, [(Item::Identity, true), (Item::Child, false)]);
        assert_eq!(proof.expires_on, day().saturating_add(12.months()));
        assert_eq!(proof.kept_until, date(2030, 12, 31));
    }

    #[test]
    fn what_proves_a_day_that_cannot_be_is_damaged() {
        let by = staff_of(route().sender);
        let kept = |given_on, expires_on| {
            let mut command = asked([(Item::Identity, true)]);
            (command.asked.given_on, command.asked.expires_on) = (given_on, expires_on);
            EvidenceEvent::of_consent(by, &command).unwrap()
        };
        let year_ago = day().saturating_sub(1.years());
        for (given_on, expires_on, plausible) in [
            (day(), None, true),
            (day(), Some(day()), true),
            (year_ago, None, true),
            (year_ago.saturating_sub(1.day()), None, false),
            (date(26, 11, 2), None, false),
            (date(2016, 11, 2), None, false),
            (day().saturating_add(1.day()), None, false),
            (day(), Some(date(26, 12, 2)), false),
        ] {
            let kept = kept(given_on, expires_on);
            assert_eq!(kept.is_plausible(day()), plausible, "{kept:?}");
        }
        let EvidenceEvent::ConsentEvidenceKept(proof) = kept(day(), None) else {
            panic!("of a consent");
        };
        let ends_early = EvidenceEvent::ConsentEvidenceKept(Proof {
            kept_until: day(),
            ..proof
        });
        assert!(!ends_early.is_plausible(day()));
    }
}
