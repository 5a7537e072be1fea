//! GiveFeedback: the office tells the sender one thing that she allows, and that is true here.
//! RetractFeedback takes back what was wrong; DeclineFeedback leaves a request unanswered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent, Phase, remark};
use crate::consents::{Item, Permit};
use crate::slips::Message;
use crate::vocabulary::{Outcome, Side};
use crate::{Note, Refusal, Staff};

/// What the sender shall hear.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Feedback {
    /// The items.
    pub items: BTreeSet<Item>,
    /// She says here and now that these may cross, although no consent stands.
    #[serde(default)]
    pub released: bool,
}

/// What was told and was wrong.
#[derive(Debug, Clone, Serialize)]
pub struct RetractFeedback {
    /// What was told.
    pub message: Message,
    /// Why it was wrong; without a comment it is refused in words.
    pub comment: Option<Note>,
}

/// A request for feedback that stays unanswered.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeclineFeedback {
    /// Which.
    pub item: Item,
}

/// One message.
#[derive(Debug, Clone)]
pub struct GiveFeedback {
    /// What is said.
    pub message: Message,
    /// What lives in her consent for the slip's route, or what she releases at this moment.
    pub permit: Permit,
    /// Whether the sender may reduce benefits: then only what she releases at this moment crosses,
    /// and nothing that lies on her side (below the hand-over's table).
    pub to_benefits_office: bool,
}

impl Message {
    /// Whether it says why *she* did not come or stay: silence and reasons on her side are what
    /// sections 31-32 SGB II punish.
    #[must_use]
    pub fn lies_on_her_side(self) -> bool {
        match self {
            Self::Reason { reason } => reason.side() == Side::Hers,
            Self::Outcome { outcome } => outcome == Outcome::EndedByHer,
            Self::Arrived | Self::Accepted | Self::NotAccepted => false,
        }
    }
}

impl Handover {
    pub(super) fn give_feedback(
        &self,
        by: Staff,
        command: &GiveFeedback,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let held = self.of(by)?;
        let GiveFeedback {
            message, permit, ..
        } = command;
        let item = message.item();
        if held.has_told(*message) {
            return Ok(vec![]);
        }
        let once = permit.is_for_this_once(held.handover, *message);
        if command.to_benefits_office && (message.lies_on_her_side() || !once) {
            return Err(Refusal::FeedbackNotPermitted { item });
        }
        let fits = permit.route().recipient == by.institution && permit.path() == held.path;
        let asked = held.feedback.contains(&item) || once;
        let disclosure = permit
            .disclosure(&[item].into())
            .filter(|_| fits && asked)
            .ok_or(Refusal::FeedbackNotPermitted { item })?;
        if !self.happened(*message)? {
            return Err(Refusal::FeedbackDoesNotFit { item });
        }
        Ok(vec![HandoverEvent::FeedbackGiven {
            message: *message,
            author: by.account,
            disclosure,
        }])
    }

    /// Whether the message is true here.
    pub fn happened(&self, message: Message) -> Result<bool, Refusal> {
        let held = self.held().filter(|held| held.arrived_on.is_some());
        let held = held.ok_or(Refusal::HandoverNotAcknowledged)?;
        Ok(match (held.phase, message) {
            (Phase::InError, _) => false,
            (_, Message::Arrived)
            | (Phase::Accepted | Phase::OnHold(_) | Phase::Concluded(_), Message::Accepted)
            | (Phase::Rejected(_), Message::NotAccepted) => true,
            (Phase::Concluded(was), Message::Outcome { outcome }) => was == outcome,
            (Phase::Rejected(was), Message::Reason { reason }) => was == reason,
            _ => false,
        })
    }

    pub(super) fn retract_feedback(
        &self,
        request: &RetractFeedback,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let message = request.message;
        if !self.held().is_some_and(|held| held.has_told(message)) {
            return Err(Refusal::NothingToRetract);
        }
        Ok(vec![HandoverEvent::FeedbackRetracted {
            message,
            counselling: remark(request.comment.as_ref())?,
        }])
    }

    pub(super) fn decline_feedback(
        &self,
        DeclineFeedback { item }: DeclineFeedback,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let held = self.held().ok_or(Refusal::NotFound)?;
        if !held.feedback.contains(&item) {
            return Err(Refusal::FeedbackNotPermitted { item });
        }
        if held.declined.contains(&item) {
            return Ok(vec![]);
        }
        Ok(vec![HandoverEvent::FeedbackDeclined { item }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{path, route};
    use crate::consents::{Consent, ConsentEvent, Item, MessageReleased};
    use crate::handovers::tests_support::{arrived, colleague, order};
    use crate::handovers::{HandoverCommand, Reject};
    use crate::slips::tests_support::{consent, live};
    use crate::vocabulary::{Outcome, RejectionReason};

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
            to_benefits_office: false,
        })))
    }

    /// Her word for this one message, at the desk.
    fn released(handover: &Handover, message: Message) -> Permit {
        let id = handover.held().unwrap().handover;
        let mut word = Consent::default();
        word.evolve(&ConsentEvent::MessageReleased(MessageReleased {
            route: route(),
            handover: id,
            message,
            on: None,
        }));
        word.permit_once(path(), id, message).unwrap()
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

    #[test]
    fn who_told_it_takes_it_back_not_who_acknowledged() {
        let retract = HandoverCommand::RetractFeedback(RetractFeedback {
            message: Message::Arrived,
            comment: Note::parse("falsche Person").ok(),
        });
        let (mut handover, _) = arrived(ALL, false);
        assert_eq!(
            handover.decide(&order(retract.clone())),
            Err(Refusal::NothingToRetract)
        );
        let tell = HandoverCommand::GiveFeedback(GiveFeedback {
            message: Message::Arrived,
            permit: live(&consent(ALL)),
            to_benefits_office: false,
        });
        for event in handover.decide(&colleague(tell)).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(
            handover.decide(&order(retract.clone())),
            Err(Refusal::OnlyAuthorOrLead)
        );
        for event in handover.decide(&colleague(retract.clone())).unwrap() {
            handover.evolve(&event);
        }
        assert!(!handover.held().unwrap().has_told(Message::Arrived));
        assert_eq!(
            handover.decide(&order(retract)),
            Err(Refusal::NothingToRetract)
        );
    }

    #[test]
    fn a_benefits_office_hears_only_what_she_releases_at_this_moment() {
        let (handover, _) = arrived(ALL, true);
        let tell = |permit| {
            handover.decide(&order(HandoverCommand::GiveFeedback(GiveFeedback {
                message: Message::Accepted,
                permit,
                to_benefits_office: true,
            })))
        };
        let refused = Err(Refusal::FeedbackNotPermitted {
            item: Item::FeedbackAcceptance,
        });
        assert_eq!(tell(live(&consent(ALL))), refused);
        assert_eq!(tell(released(&handover, Message::Arrived)), refused);
        assert!(tell(released(&handover, Message::Accepted)).is_ok());
    }

    #[test]
    fn what_lies_on_her_side_never_reaches_a_benefits_office_even_if_she_releases_it() {
        for reason in RejectionReason::ALL {
            let (mut handover, _) = arrived(ALL, false);
            let reject = Reject {
                reason: Some(*reason),
                comment: Note::parse("siehe Akte").ok(),
                ..Reject::default()
            };
            let reject = HandoverCommand::Reject(reject, None);
            for event in handover.decide(&order(reject)).unwrap() {
                handover.evolve(&event);
            }
            let message = Message::Reason { reason: *reason };
            let tell = |to_benefits_office| {
                let permit = released(&handover, message);
                handover.decide(&order(HandoverCommand::GiveFeedback(GiveFeedback {
                    message,
                    permit,
                    to_benefits_office,
                })))
            };
            assert!(tell(false).is_ok(), "{reason}");
            assert_eq!(tell(true).is_err(), reason.side() == Side::Hers, "{reason}");
        }
        let ended = Message::Outcome {
            outcome: Outcome::EndedByHer,
        };
        assert!(ended.lies_on_her_side());
    }
}
