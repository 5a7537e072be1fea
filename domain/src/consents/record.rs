//! RecordConsent: a caseworker writes down what she decided, item by item.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::days::Days;
use super::{
    Asking, Consent, ConsentEvent, ConsentPurpose, ConsentRecorded, Decider, Decision, Evidence,
    Item, Route, Stage, Subject,
};
use crate::vocabulary::InstitutionKind;
use crate::{Erasable, EvidenceId, InstitutionId, Now, RecordId, Refusal, Staff};

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
    /// Her year of birth, where the record has it.
    pub born: Option<i16>,
    /// How she was asked and what she said.
    pub asked: Asked,
}

/// How she was asked and what she said.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    /// Her word on each item that was put to her.
    pub decisions: BTreeMap<Item, bool>,
    /// With which text, in which language and form.
    pub asking: Asking,
    /// Who decides; nobody, if she cannot at this moment and nobody may for her.
    pub decider: Option<Decider>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses.
    pub consequences_shown: bool,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
    /// Whether she signed after what she took back here on that day, if she did; asked only then.
    pub signed_after_withdrawal: Option<bool>,
}

impl Asked {
    /// Since when it holds, and until when.
    pub(crate) const fn days(&self) -> Days {
        Days {
            given_on: self.given_on,
            expires_on: self.expires_on,
        }
    }

    fn granted(&self) -> impl Iterator<Item = Item> {
        let granted = self.decisions.iter().filter(|(_, granted)| **granted);
        granted.map(|(item, _)| *item)
    }

    pub(crate) fn decided(&self) -> Vec<Decision> {
        let decisions = self.decisions.iter();
        decisions
            .map(|(&item, &granted)| Decision { item, granted })
            .collect()
    }

    /// What proves it; nothing, if nobody can decide.
    pub(crate) fn evidence(&self, by: Staff) -> Result<Evidence, Refusal> {
        let decider = self.decider.clone();
        Ok(Evidence {
            recorded_by: by.institution,
            account: by.account,
            asking: self.asking.clone(),
            decider: decider.ok_or(Refusal::ConsentWithoutCapacity)?,
            purpose: self.purpose,
            consequences_shown: self.consequences_shown,
        })
    }
}

impl Consent {
    pub(super) fn record(
        &self,
        by: Staff,
        now: Now,
        command: &RecordConsent,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        let asked = &command.asked;
        let evidence = asked.evidence(by)?;
        // A mistyped day is said first: how old she was follows from it.
        asked.days().check(now)?;
        evidence.decider.check(command.born, asked.given_on)?;
        evidence.asking.text.check(Subject::Consent)?;
        if command.recipients.is_empty() {
            return Err(Refusal::ConsentWithoutRecipient);
        }
        if asked.decisions.is_empty() {
            return Err(Refusal::ConsentWithoutItems);
        }
        if !asked.consequences_shown {
            return Err(Refusal::ConsequencesNotShown);
        }
        if asked
            .granted()
            .any(|item| !item.may_be_offered_by(command.sender_kind))
        {
            return Err(Refusal::StandingFeedbackNotOffered);
        }
        self.asks_which_came_last(by.institution, command)?;
        let recorded = |&recipient: &InstitutionId| {
            ConsentEvent::ConsentRecorded(ConsentRecorded {
                route: Route {
                    sender: by.institution,
                    recipient,
                },
                record: command.record,
                decisions: asked.decided(),
                given_on: asked.given_on,
                expires_on: asked.days().last_day(),
                signed_after_withdrawal: asked.signed_after_withdrawal == Some(true),
                kept_as: command.kept_as,
                evidence: Some(Erasable::Known(evidence.clone())),
            })
        };
        Ok(command.recipients.iter().map(recorded).collect())
    }

    /// On one day a withdrawal wins, unless staff know that she signed afterwards. They are asked only where
    /// they heard it themselves: whoever did not must not learn of it by the question.
    fn asks_which_came_last(
        &self,
        at: InstitutionId,
        command: &RecordConsent,
    ) -> Result<(), Refusal> {
        let asked = &command.asked;
        if asked.signed_after_withdrawal.is_some() {
            return Ok(());
        }
        for (item, recipient) in asked.granted().flat_map(|item| {
            let recipients = command.recipients.iter();
            recipients.map(move |recipient| (item, *recipient))
        }) {
            let route = Route {
                sender: at,
                recipient,
            };
            let heard = self.word.heard_or_everything(route, item);
            let on = asked.given_on;
            if heard.taken_back_on(at, on) {
                return Err(Refusal::WithdrawnOnThatDay { on });
            }
        }
        Ok(())
    }

    /// Whether what she said here lets live what it grants, as far as the asking institution knows: she may have
    /// said otherwise later.
    pub fn counts_here(&self, route: Route, asked: &Asked) -> Result<(), Refusal> {
        let at = route.sender;
        for item in asked.granted() {
            let heard = self.word.heard_or_everything(route, item);
            let stands = heard.later_than(at, asked.given_on);
            let granted = heard.stage_at(at) == Stage::Granted;
            if let Some(on) = stands.filter(|_| !granted) {
                return Err(Refusal::LaterWordStands { item, on });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::*;
    use crate::consents::{ConsentCommand, Wording};
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
        let mut incapable = asked([(Item::Identity, true)]);
        incapable.asked.decider = None;
        assert_eq!(when(incapable), Err(Refusal::ConsentWithoutCapacity));

        assert_eq!(when(asked([])), Err(Refusal::ConsentWithoutItems));

        let mut nobody = asked([(Item::Identity, true)]);
        nobody.recipients.clear();
        assert_eq!(when(nobody), Err(Refusal::ConsentWithoutRecipient));

        let mut unasked = asked([(Item::Identity, true)]);
        unasked.asked.consequences_shown = false;
        assert_eq!(when(unasked), Err(Refusal::ConsequencesNotShown));
    }

    #[test]
    fn who_decides_and_with_which_text_is_looked_at() {
        let mut young = asked([(Item::Identity, true)]);
        (young.born, young.asked.decider) = (Some(2010), Some(Decider::CapableMinor { age: 16 }));
        let events = when(young.clone()).unwrap();
        let ConsentEvent::ConsentRecorded(recorded) = &events[0] else {
            panic!("recorded");
        };
        let kept = recorded
            .evidence
            .as_ref()
            .and_then(Erasable::known)
            .unwrap();
        assert_eq!(Some(&kept.decider), young.asked.decider.as_ref());

        young.asked.decider = Some(Decider::Herself);
        assert_eq!(when(young), Err(Refusal::DeciderDoesNotFitAge));

        let mut older_text = asked([(Item::Identity, true)]);
        let older = Wording::of(Subject::Consent, "2026-11", "de").unwrap();
        older_text.asked.asking.text = older.reference();
        assert_eq!(when(older_text), Err(Refusal::ConsentTextOutdated));

        let mut of_something_else = asked([(Item::Identity, true)]);
        let release = Wording::in_force(Subject::Release, "de").unwrap();
        of_something_else.asked.asking.text = release.reference();
        assert_eq!(when(of_something_else), Err(Refusal::ConsentTextUnknown));
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
}
