//! ConcludeHandover: the work at the office is done.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent, Remark};
use crate::consents::Item;
use crate::optional_text;
use crate::vocabulary::Outcome;
use crate::{Erasable, Note};

/// How it ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conclude {
    /// The outcome.
    pub outcome: Outcome,
    /// A remark for the office itself.
    #[serde(default, deserialize_with = "optional_text")]
    pub remark: Option<Note>,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    pub tell: BTreeSet<Item>,
}

impl From<Outcome> for Conclude {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            remark: None,
            tell: BTreeSet::new(),
        }
    }
}

impl Handover {
    pub(super) fn conclude(request: &Conclude) -> Vec<HandoverEvent> {
        vec![HandoverEvent::HandoverConcluded {
            outcome: request.outcome,
            counselling: request
                .remark
                .clone()
                .map(|remark| Erasable::Known(Remark { remark })),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{arrived, order};

    fn conclude() -> HandoverCommand {
        HandoverCommand::Conclude(Outcome::ApplicationFiled.into())
    }

    #[test]
    fn only_what_was_accepted_is_concluded_and_once() {
        let (acknowledged, _) = arrived([(Item::Need, true)], false);
        assert_eq!(
            acknowledged.decide(&order(conclude())),
            Err(Refusal::HandoverNotAccepted)
        );
        let (mut accepted, _) = arrived([(Item::Need, true)], true);
        for event in accepted.decide(&order(conclude())).unwrap() {
            accepted.evolve(&event);
        }
        assert_eq!(
            accepted.decide(&order(conclude())),
            Err(Refusal::HandoverClosed)
        );
    }
}
