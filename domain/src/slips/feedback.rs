//! Feedback that crosses the seam: what the office said, item by item.

use serde::{Deserialize, Serialize};

use super::{Slip, SlipEvent};
use crate::Refusal;
use crate::consents::{Item, Permit};
use crate::vocabulary::{Outcome, RejectionReason};

/// One thing that the receiving office tells the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Message {
    /// She arrived.
    Arrived,
    /// The office takes her on.
    Accepted,
    /// The office could not take her on.
    NotAccepted,
    /// How it ended.
    Outcome {
        /// The outcome.
        outcome: Outcome,
    },
    /// Why the office could not take her on.
    Reason {
        /// The reason.
        reason: RejectionReason,
    },
}

impl Message {
    /// The consent item that lets it cross.
    #[must_use]
    pub const fn item(self) -> Item {
        match self {
            Self::Arrived => Item::FeedbackArrival,
            Self::Accepted | Self::NotAccepted => Item::FeedbackAcceptance,
            Self::Outcome { .. } => Item::FeedbackOutcome,
            Self::Reason { .. } => Item::FeedbackReason,
        }
    }
}

impl Slip {
    /// The seam, at the sender: takes the message if she allowed that item, then and now.
    pub fn receive(&self, permit: &Permit, message: Message) -> Result<SlipEvent, Refusal> {
        let issued = self.issued().ok_or(Refusal::NotFound)?;
        let item = message.item();
        let asked = issued.feedback.contains(&item) || permit.releases(message);
        let allowed = asked
            && permit.covers(item)
            && permit.route() == issued.route()
            && permit.path() == issued.path;
        if allowed {
            Ok(SlipEvent::FeedbackReceived { message })
        } else {
            Err(Refusal::FeedbackNotPermitted { item })
        }
    }
    /// The seam, at the sender: what the office had said was wrong. It takes away and adds nothing,
    /// so it needs no consent (Art. 19 GDPR: who was told is told of the correction).
    #[must_use]
    pub fn receive_retraction(&self, message: Message) -> Option<SlipEvent> {
        let heard = self.issued()?.received.contains(&message);
        heard.then_some(SlipEvent::RetractionReceived { message })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{RECORD, asked, order, said};
    use crate::consents::{Consent, ConsentCommand, WithdrawConsent};
    use crate::slips::tests_support::{issued_slip, live};

    #[test]
    fn only_the_item_that_she_allowed_crosses() {
        let (slip, consent) = issued_slip([(Item::FeedbackArrival, true)]);
        let permit = live(&consent);
        assert_eq!(
            slip.receive(&permit, Message::Arrived),
            Ok(SlipEvent::FeedbackReceived {
                message: Message::Arrived
            })
        );
        for message in [
            Message::Accepted,
            Message::NotAccepted,
            Message::Outcome {
                outcome: Outcome::HelpStarted,
            },
            Message::Reason {
                reason: RejectionReason::NoShow,
            },
        ] {
            let item = message.item();
            assert_eq!(
                slip.receive(&permit, message),
                Err(Refusal::FeedbackNotPermitted { item })
            );
        }
    }

    #[test]
    fn what_she_took_back_does_not_cross() {
        let (slip, mut consent) = issued_slip([(Item::FeedbackArrival, true)]);
        let withdraw = order(ConsentCommand::Withdraw(WithdrawConsent {
            record: RECORD,
            route: slip.issued().unwrap().route(),
            items: [Item::FeedbackArrival].into(),
            said: said(),
        }));
        for event in consent.decide(&withdraw).unwrap() {
            consent.evolve(&event);
        }
        assert!(slip.receive(&live(&consent), Message::Arrived).is_err());
    }

    #[test]
    fn what_she_allowed_after_the_slip_was_printed_is_not_asked_for() {
        let (slip, _) = issued_slip([(Item::Need, true)]);
        let mut later = Consent::default();
        let order = order(ConsentCommand::Record(asked([(
            Item::FeedbackArrival,
            true,
        )])));
        for event in later.decide(&order).unwrap() {
            later.evolve(&event);
        }
        assert!(slip.receive(&live(&later), Message::Arrived).is_err());
    }
}
