//! AcceptHandover: the office takes her on.

use super::{Handover, HandoverEvent};
use crate::{Refusal, Staff};

impl Handover {
    pub(super) fn accept(&self, by: Staff) -> Result<Vec<HandoverEvent>, Refusal> {
        self.of(by)?;
        match self {
            Self::Acknowledged(_) => Ok(vec![HandoverEvent::HandoverAccepted {}]),
            Self::Accepted(_) => Ok(vec![]),
            Self::Blank | Self::Announced(_) => Err(Refusal::HandoverNotAcknowledged),
            Self::Rejected(..) | Self::Concluded(..) => Err(Refusal::HandoverClosed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{announce, arrived, foreign, order};

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
        let (handover, _) = arrived([(Item::Need, true)], false);
        assert_eq!(
            handover.decide(&foreign(HandoverCommand::Accept)),
            Err(Refusal::NotYours)
        );
    }
}
