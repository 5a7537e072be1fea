//! RecordRelease: a named person or unit bound by section 203 StGB may speak (Schweigepflicht-
//! entbindung); a record of its own beside the consent. ReleaseMessage: her word for one message,
//! at one desk, at one moment.

use jiff::civil::Date;
use serde::Serialize;

use super::days::Days;
use super::{
    Asking, Consent, ConsentEvent, Decider, MessageReleased, ReleaseEvidence, ReleaseRecorded,
    Route, Subject,
};
use crate::slips::Message;
use crate::{
    Erasable, EvidenceId, HandoverId, InstitutionId, Line, Note, Now, RecordId, Refusal, Staff,
};

/// Who may say what to whom.
#[derive(Debug, Clone)]
pub struct RecordRelease {
    /// The institution's record of her.
    pub record: RecordId,
    /// As what the evidence of it is kept.
    pub kept_as: EvidenceId,
    /// The institution that may be told.
    pub recipient: InstitutionId,
    /// Her year of birth, where the record has it.
    pub born: Option<i16>,
    /// Who may say what.
    pub asked: AskedRelease,
}

/// Who may say what.
#[derive(Debug, Clone, Serialize)]
pub struct AskedRelease {
    /// Who is released: a named person or unit.
    pub discloser: Line,
    /// What may be said.
    pub content: Note,
    /// With which text, in which language and form.
    pub asking: Asking,
    /// Who decides; nobody, if she cannot at this moment and nobody may for her.
    pub decider: Option<Decider>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
    /// Whether she signed after what she took back here on that day, if she did; asked only then.
    pub signed_after_withdrawal: Option<bool>,
}

/// One message that she lets cross now.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseMessage {
    /// From whom to whom the slip went.
    pub route: Route,
    /// For which hand-over.
    pub handover: HandoverId,
    /// What crosses.
    pub message: Message,
}

impl AskedRelease {
    /// Since when it holds, and until when.
    pub(crate) const fn days(&self) -> Days {
        Days {
            given_on: self.given_on,
            expires_on: self.expires_on,
        }
    }

    /// What proves it; nothing, if nobody can decide.
    pub(crate) fn evidence(&self, by: Staff) -> Result<ReleaseEvidence, Refusal> {
        let decider = self.decider.clone();
        Ok(ReleaseEvidence {
            recorded_by: by.institution,
            account: by.account,
            discloser: self.discloser.clone(),
            content: self.content.clone(),
            asking: self.asking.clone(),
            decider: decider.ok_or(Refusal::ConsentWithoutCapacity)?,
        })
    }
}

impl Consent {
    pub(super) fn record_release(
        &self,
        by: Staff,
        now: Now,
        command: &RecordRelease,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        let asked = &command.asked;
        let evidence = asked.evidence(by)?;
        // A mistyped day is said first: how old she was follows from it.
        asked.days().check(now)?;
        evidence.decider.check(command.born, asked.given_on)?;
        evidence.asking.text.check(Subject::Release)?;
        let route = Route {
            sender: by.institution,
            recipient: command.recipient,
        };
        let heard = self.word.release_heard_or_everything(route);
        let on = asked.given_on;
        if asked.signed_after_withdrawal.is_none() && heard.taken_back_on(by.institution, on) {
            return Err(Refusal::WithdrawnOnThatDay { on });
        }
        Ok(vec![ConsentEvent::ReleaseRecorded(ReleaseRecorded {
            route,
            record: command.record,
            given_on: asked.given_on,
            expires_on: asked.days().last_day(),
            signed_after_withdrawal: asked.signed_after_withdrawal == Some(true),
            kept_as: command.kept_as,
            evidence: Some(Erasable::Known(evidence)),
        })])
    }

    pub(super) fn release_message(
        by: Staff,
        now: Now,
        command: &ReleaseMessage,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        // She says it where it is true: at the office that will tell it.
        if command.route.recipient != by.institution {
            return Err(Refusal::NotYours);
        }
        Ok(vec![ConsentEvent::MessageReleased(MessageReleased {
            route: command.route,
            handover: command.handover,
            message: command.message,
            on: Some(now.today),
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::*;
    use crate::consents::{ConsentCommand, Item, Standing, WithdrawRelease};
    use crate::slips::Message;
    use crate::vocabulary::Outcome;

    const HANDOVER: HandoverId = HandoverId::from_bytes([11; 16]);

    #[test]
    fn it_has_its_own_text_and_somebody_decides() {
        let answer = |change: &dyn Fn(&mut RecordRelease)| {
            let mut command = release();
            change(&mut command);
            let order = order(ConsentCommand::RecordRelease(command));
            Consent::default().decide(&order).map(|events| events.len())
        };
        assert_eq!(answer(&|_| ()), Ok(1));
        assert_eq!(
            answer(&|r| r.asked.asking = asking(Subject::Consent)),
            Err(Refusal::ConsentTextUnknown)
        );
        assert_eq!(
            answer(&|r| r.asked.decider = None),
            Err(Refusal::ConsentWithoutCapacity)
        );
        assert_eq!(
            answer(&|r| r.asked.decider = Some(Decider::CapableMinor { age: 14 })),
            Err(Refusal::MinorTooYoung)
        );
        assert_eq!(
            answer(&|r| r.born = Some(2012)),
            Err(Refusal::DeciderDoesNotFitAge)
        );
    }

    #[test]
    fn a_release_is_a_record_of_its_own_and_grants_no_item() {
        let mut consent = Consent::default();
        let record = order(ConsentCommand::RecordRelease(release()));
        for event in consent.decide(&record).unwrap() {
            consent.evolve(&event);
        }
        assert!(matches!(
            consent.release(route()),
            Some(Standing::Granted { .. })
        ));
        assert_eq!(consent.standing(route(), Item::Reason), None);
        let back = order(ConsentCommand::WithdrawRelease(WithdrawRelease {
            record: RECORD,
            route: route(),
            said: said(),
        }));
        for event in consent.decide(&back).unwrap() {
            consent.evolve(&event);
        }
        assert_eq!(consent.release(route()), Some(Standing::Withdrawn));
        assert_eq!(consent.decide(&back), Err(Refusal::NothingToWithdraw));
    }

    #[test]
    fn her_word_for_one_message_is_no_standing_consent() {
        let message = Message::Outcome {
            outcome: Outcome::HelpStarted,
        };
        let mut release = order(ConsentCommand::ReleaseMessage(ReleaseMessage {
            route: route(),
            handover: HANDOVER,
            message,
        }));
        let mut consent = Consent::default();
        assert_eq!(consent.decide(&release), Err(Refusal::NotYours));
        release.by = staff_of(route().recipient);
        for event in consent.decide(&release).unwrap() {
            consent.evolve(&event);
        }
        assert!(consent.permit_once(path(), HANDOVER, message).is_some());
        assert!(
            consent
                .permit_once(path(), HANDOVER, Message::Arrived)
                .is_none()
        );
        let standing = consent.live(path(), route(), &[Item::FeedbackOutcome].into(), day());
        assert!(!standing.covers(Item::FeedbackOutcome));
    }
}
