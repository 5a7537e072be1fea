//! RejectHandover: with a reason, and with a next place where there is one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent, Remark};
use crate::consents::Item;
use crate::institutions::Offer;
use crate::optional_text;
use crate::vocabulary::RejectionReason;
use crate::{Erasable, InstitutionId, Note, Refusal, ServiceId};

/// Why the office cannot take her on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reject {
    /// Why; without a reason it is refused in words.
    #[serde(default)]
    pub reason: Option<RejectionReason>,
    /// A comment; required for `other`.
    #[serde(default, deserialize_with = "optional_text")]
    pub comment: Option<Note>,
    /// Where she can go instead.
    #[serde(default)]
    pub instead: Option<Elsewhere>,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    pub tell: BTreeSet<Item>,
}

/// A service where she can go instead.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Elsewhere {
    /// The institution.
    pub institution: InstitutionId,
    /// The service there.
    pub service: ServiceId,
}

impl Handover {
    pub(super) fn reject(
        request: &Reject,
        instead: Option<&Offer>,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let reason = request.reason.ok_or(Refusal::ReasonMissing)?;
        if reason == RejectionReason::Other && request.comment.is_none() {
            return Err(Refusal::CommentMissing);
        }
        Ok(vec![HandoverEvent::HandoverRejected {
            reason,
            instead: instead.map(Into::into),
            counselling: request
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
        let request = Reject {
            reason,
            comment: comment.map(|text| Note::parse(text).unwrap()),
            ..Reject::default()
        };
        HandoverCommand::Reject(request, None)
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
