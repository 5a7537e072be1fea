//! RecordConsent: a caseworker writes down what she decided, item by item.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    Consent, ConsentEvent, ConsentForm, ConsentPurpose, ConsentText, Decision, Evidence, Item,
    Route,
};
use crate::vocabulary::InstitutionKind;
use crate::{Erasable, EvidenceId, InstitutionId, Now, RecordId, Refusal, Staff};

/// A consent holds for twelve months unless she says less (transitions.md, ExpireConsent).
pub(super) const MONTHS: i32 = 12;

/// What she decided, for the receiving institutions that she ticked.
#[derive(Debug, Clone)]
pub struct RecordConsent {
    /// The institution's record of her.
    pub record: RecordId,
    /// As what the evidence of it is kept.
    pub kept_as: EvidenceId,
    /// What kind of institution asks: some items may not be put to her there.
    pub sender_kind: InstitutionKind,
    /// The institutions that she ticked, each for itself.
    pub recipients: BTreeSet<InstitutionId>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses.
    pub consequences_shown: bool,
    /// Her word on each item that was put to her.
    pub decisions: BTreeMap<Item, bool>,
    /// The text that was read to her.
    pub text: ConsentText,
    /// Written or electronic.
    pub form: ConsentForm,
    /// Whether she can consent herself.
    pub capable: bool,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
}

impl RecordConsent {
    /// The last day on which it holds: never longer than twelve months.
    pub(crate) fn last_day(&self) -> Date {
        let longest = self.given_on.saturating_add(MONTHS.months());
        self.expires_on.map_or(longest, |day| day.min(longest))
    }

    pub(crate) fn decided(&self) -> Vec<Decision> {
        let decisions = self.decisions.iter();
        decisions
            .map(|(&item, &granted)| Decision { item, granted })
            .collect()
    }

    pub(crate) fn evidence(&self, by: Staff) -> Evidence {
        Evidence {
            recorded_by: by.institution,
            account: by.account,
            text: self.text.clone(),
            form: self.form,
            purpose: self.purpose,
            consequences_shown: self.consequences_shown,
        }
    }
}

impl Consent {
    pub(super) fn record(
        by: Staff,
        now: Now,
        command: &RecordConsent,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        if !command.capable {
            return Err(Refusal::ConsentWithoutCapacity);
        }
        if command.given_on > now.today {
            return Err(Refusal::ConsentInFuture);
        }
        if command.recipients.is_empty() {
            return Err(Refusal::ConsentWithoutRecipient);
        }
        if command.decisions.is_empty() {
            return Err(Refusal::ConsentWithoutItems);
        }
        if !command.consequences_shown {
            return Err(Refusal::ConsequencesNotShown);
        }
        let granted = command.decisions.iter().filter(|(_, granted)| **granted);
        if granted
            .map(|(item, _)| item)
            .any(|item| !item.may_be_offered_by(command.sender_kind))
        {
            return Err(Refusal::StandingFeedbackNotOffered);
        }
        let recorded = |&recipient: &InstitutionId| ConsentEvent::ConsentRecorded {
            route: Route {
                sender: by.institution,
                recipient,
            },
            record: command.record,
            decisions: command.decided(),
            given_on: command.given_on,
            expires_on: command.last_day(),
            kept_as: command.kept_as,
            evidence: Some(Erasable::Known(command.evidence(by))),
        };
        Ok(command.recipients.iter().map(recorded).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::ConsentCommand;
    use crate::consents::tests_support::*;
    use cqrs_es::test::TestFramework;

    fn when(command: RecordConsent) -> Result<Vec<ConsentEvent>, Refusal> {
        TestFramework::<Consent>::with(())
            .given_no_previous_events()
            .when(order(ConsentCommand::Record(command)))
            .inspect_result()
    }

    #[test]
    fn each_item_is_granted_or_refused() {
        let events = when(asked([(Item::Identity, true), (Item::Child, false)])).unwrap();
        let mut consent = Consent::default();
        for event in &events {
            consent.evolve(event);
        }
        assert!(matches!(
            consent.standing(route(), Item::Identity),
            Some(Standing::Granted { .. })
        ));
        assert_eq!(
            consent.standing(route(), Item::Child),
            Some(Standing::Refused)
        );
        assert_eq!(consent.standing(route(), Item::Contact), None);
    }

    use crate::consents::Standing;

    #[test]
    fn refusals() {
        let mut tomorrow = asked([(Item::Identity, true)]);
        tomorrow.given_on = day().saturating_add(1.day());
        assert_eq!(when(tomorrow), Err(Refusal::ConsentInFuture));

        let mut incapable = asked([(Item::Identity, true)]);
        incapable.capable = false;
        assert_eq!(when(incapable), Err(Refusal::ConsentWithoutCapacity));

        assert_eq!(when(asked([])), Err(Refusal::ConsentWithoutItems));

        let mut nobody = asked([(Item::Identity, true)]);
        nobody.recipients.clear();
        assert_eq!(when(nobody), Err(Refusal::ConsentWithoutRecipient));

        let mut unasked = asked([(Item::Identity, true)]);
        unasked.consequences_shown = false;
        assert_eq!(when(unasked), Err(Refusal::ConsequencesNotShown));
    }

    #[test]
    fn an_office_that_may_reduce_benefits_gets_no_standing_feedback() {
        for kind in InstitutionKind::ALL {
            let mut command = asked([(Item::FeedbackArrival, true)]);
            command.sender_kind = *kind;
            let refused = when(command) == Err(Refusal::StandingFeedbackNotOffered);
            assert_eq!(refused, kind.may_reduce_benefits(), "{kind}");
        }
    }

    #[test]
    fn it_never_holds_longer_than_twelve_months() {
        let mut command = asked([(Item::Identity, true)]);
        command.expires_on = Some(day().saturating_add(5.years()));
        let events = when(command).unwrap();
        let ConsentEvent::ConsentRecorded { expires_on, .. } = &events[0] else {
            panic!("recorded");
        };
        assert_eq!(*expires_on, day().saturating_add(12.months()));
    }
}
