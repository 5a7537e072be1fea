//! AcceptHandover: the office takes her on. The table says all.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::consents::Item;

/// What goes with accepting.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Accept {
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    pub tell: BTreeSet<Item>,
}

#[cfg(test)]
mod tests {
    use crate::Refusal;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{announce, arrived, foreign, order};
    use crate::handovers::{Handover, HandoverEvent};

    #[test]
    fn what_arrived_is_accepted_once() {
        let (mut handover, _) = arrived([(Item::Need, true)], false);
        let events = handover.decide(&order(HandoverCommand::Accept)).unwrap();
        assert_eq!(events, vec![HandoverEvent::HandoverAccepted {}]);
        handover.evolve(&events[0]);
        assert_eq!(handover.decide(&order(HandoverCommand::Accept)), Ok(vec![]));
    }

    #[test]
    fn nobody_is_accepted_before_she_arrives_or_by_another_office() {
        let (announced, _) = announce([(Item::Announce, true)]);
        assert_eq!(
            announced.decide(&order(HandoverCommand::Accept)),
            Err(Refusal::HandoverNotAcknowledged)
        );
        let (handover, _): (Handover, _) = arrived([(Item::Need, true)], false);
        assert_eq!(
            handover.decide(&foreign(HandoverCommand::Accept)),
            Err(Refusal::NotYours)
        );
    }
}
