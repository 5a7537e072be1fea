//! RejectHandover: with a reason, and with a next place where there is one.

use super::{Handover, HandoverEvent, Instead, Remark};
use crate::institutions::Offer;
use crate::vocabulary::RejectionReason;
use crate::{Erasable, Note, Refusal};

/// Why not, and where instead.
#[derive(Debug, Clone)]
pub struct Reject {
    /// The reason; a form may come without one, which is refused in words.
    pub reason: Option<RejectionReason>,
    /// A comment; required for the reason "other".
    pub comment: Option<Note>,
    /// Where she can go instead.
    pub instead: Option<Offer>,
}

impl Handover {
    pub(super) fn reject(command: &Reject) -> Result<Vec<HandoverEvent>, Refusal> {
        let reason = command.reason.ok_or(Refusal::ReasonMissing)?;
        if reason == RejectionReason::Other && command.comment.is_none() {
            return Err(Refusal::CommentMissing);
        }
        Ok(vec![HandoverEvent::HandoverRejected {
            reason,
            instead: command.instead.as_ref().map(|offer| Instead {
                institution: offer.institution(),
                service: offer.service().id,
                service_name: offer.service().name.clone(),
            }),
            counselling: command
                .comment
                .clone()
                .map(|remark| Erasable::Known(Remark { remark })),
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{announce, arrived, order};

    fn reject(reason: Option<RejectionReason>, comment: Option<&str>) -> HandoverCommand {
        HandoverCommand::Reject(Reject {
            reason,
            comment: comment.map(|text| Note::parse(text).unwrap()),
            instead: None,
        })
    }

    #[test]
    fn a_rejection_has_a_reason_and_other_has_a_comment() {
        let (handover, _) = arrived([(Item::Need, true)], false);
        let when = |command| handover.decide(&order(command));
        assert_eq!(when(reject(None, None)), Err(Refusal::ReasonMissing));
        assert_eq!(
            when(reject(Some(RejectionReason::Other), None)),
            Err(Refusal::CommentMissing)
        );
        for reason in RejectionReason::ALL {
            assert!(when(reject(Some(*reason), Some("Warteliste geschlossen"))).is_ok());
        }
    }

    #[test]
    fn an_announcement_can_be_rejected_an_accepted_one_cannot() {
        let (announced, _) = announce([(Item::Announce, true)]);
        let command = reject(Some(RejectionReason::NoCapacity), None);
        assert!(announced.decide(&order(command.clone())).is_ok());
        let (accepted, _) = arrived([(Item::Need, true)], true);
        assert_eq!(
            accepted.decide(&order(command)),
            Err(Refusal::HandoverAccepted)
        );
    }
}
