//! GiveFeedback: the office tells the sender one thing that she allows, and that is true here.

use super::{Handover, HandoverEvent};
use crate::consents::Permit;
use crate::slips::Message;
use crate::{Refusal, Staff};

/// One message.
#[derive(Debug, Clone)]
pub struct GiveFeedback {
    /// What is said.
    pub message: Message,
    /// What lives in her consent for the slip's route.
    pub permit: Permit,
}

impl Handover {
    pub(super) fn give_feedback(
        &self,
        by: Staff,
        command: &GiveFeedback,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let held = self.of(by)?;
        let GiveFeedback { message, permit } = command;
        let item = message.item();
        if held.given.contains(message) {
            return Ok(vec![]);
        }
        let fits = permit.route().recipient == by.institution && permit.path() == held.path;
        let disclosure = permit
            .disclosure(&[item].into())
            .filter(|_| fits && held.feedback.contains(&item))
            .ok_or(Refusal::FeedbackNotPermitted { item })?;
        if !self.happened(*message)? {
            return Err(Refusal::FeedbackDoesNotFit { item });
        }
        Ok(vec![HandoverEvent::FeedbackGiven {
            message: *message,
            disclosure,
        }])
    }

    /// Whether the message is true here.
    pub fn happened(&self, message: Message) -> Result<bool, Refusal> {
        Ok(match (self, message) {
            (Self::Blank | Self::Announced(_), _) => return Err(Refusal::HandoverNotAcknowledged),
            (_, Message::Arrived) => true,
            (state, Message::Accepted) => {
                matches!(state, Self::Accepted(_) | Self::Concluded(..))
            }
            (state, Message::NotAccepted) => matches!(state, Self::Rejected(..)),
            (Self::Concluded(_, was), Message::Outcome { outcome }) => *was == outcome,
            (Self::Rejected(_, was), Message::Reason { reason }) => *was == reason,
            (_, Message::Outcome { .. } | Message::Reason { .. }) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{arrived, order};
    use crate::slips::tests_support::{consent, live};
    use crate::vocabulary::Outcome;

    const ALL: [(Item, bool); 4] = [
        (Item::FeedbackArrival, true),
        (Item::FeedbackAcceptance, true),
        (Item::FeedbackOutcome, true),
        (Item::FeedbackReason, true),
    ];

    fn give(handover: &Handover, message: Message) -> Result<Vec<HandoverEvent>, Refusal> {
        handover.decide(&order(HandoverCommand::GiveFeedback(GiveFeedback {
            message,
            permit: live(&consent(ALL)),
        })))
    }

    #[test]
    fn a_message_says_what_happened() {
        let (arrived, _) = arrived(ALL, false);
        assert!(give(&arrived, Message::Arrived).is_ok());
        let too_early = Message::Outcome {
            outcome: Outcome::HelpProvided,
        };
        for message in [Message::Accepted, Message::NotAccepted, too_early] {
            let item = message.item();
            assert_eq!(
                give(&arrived, message),
                Err(Refusal::FeedbackDoesNotFit { item })
            );
        }
    }

    #[test]
    fn each_message_is_given_once() {
        let (mut handover, _) = arrived(ALL, true);
        for event in give(&handover, Message::Accepted).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(give(&handover, Message::Accepted), Ok(vec![]));
    }

    #[test]
    fn what_she_did_not_allow_is_refused_by_its_name() {
        let (handover, _) = arrived([(Item::FeedbackArrival, true)], true);
        assert_eq!(
            give(&handover, Message::Accepted),
            Err(Refusal::FeedbackNotPermitted {
                item: Item::FeedbackAcceptance
            })
        );
    }
}
