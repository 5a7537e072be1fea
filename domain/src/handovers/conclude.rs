//! ConcludeHandover: the work at the office is done.

use super::{Handover, HandoverEvent, Remark};
use crate::vocabulary::Outcome;
use crate::{Erasable, Note};

impl Handover {
    pub(super) fn conclude(outcome: Outcome, remark: Option<&Note>) -> Vec<HandoverEvent> {
        vec![HandoverEvent::HandoverConcluded {
            outcome,
            counselling: remark
                .cloned()
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
        HandoverCommand::Conclude {
            outcome: Outcome::ApplicationFiled,
            remark: None,
        }
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
