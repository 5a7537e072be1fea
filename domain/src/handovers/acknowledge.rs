//! AcknowledgeHandover, and with `accept` AcknowledgeAndAccept: she arrived with her slip.

use jiff::civil::Date;

use super::{Handover, HandoverEvent};
use crate::slips::Arrival;
use crate::{Erasable, Now, RecordId, Refusal, Staff};

/// A code that was presented and answered.
#[derive(Debug, Clone)]
pub struct Acknowledge {
    /// What the slip gives to this office.
    pub arrival: Arrival,
    /// The office's record of her: the announced one, or a new one drawn at the edge.
    pub record: RecordId,
    /// The day of arrival.
    pub arrived_on: Date,
    /// Whether the office takes her on in the same act.
    pub accept: bool,
}

impl Handover {
    pub(super) fn acknowledge(
        &self,
        by: Staff,
        now: Now,
        command: &Acknowledge,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let arrival = &command.arrival;
        if arrival.recipient != by.institution {
            return Err(Refusal::UnknownCode);
        }
        if command.arrived_on > now.today {
            return Err(Refusal::ArrivalInFuture);
        }
        let accepted = command.accept.then_some(HandoverEvent::HandoverAccepted {});
        match self {
            Self::Blank | Self::Announced(_) => {}
            // The same office again gets the same answer; what is new is that it takes her on.
            Self::Acknowledged(_) => return Ok(accepted.into_iter().collect()),
            Self::Accepted(_) | Self::Rejected(..) | Self::Concluded(..) => return Ok(vec![]),
        }
        let copy = arrival.copy.clone();
        let record = self.held().map_or(command.record, |held| held.record);
        let acknowledged = HandoverEvent::HandoverAcknowledged {
            handover: arrival.handover,
            slip: arrival.slip,
            institution: by.institution,
            record,
            path: arrival.path,
            sender: arrival.sender.clone(),
            service: arrival.service,
            service_name: arrival.service_name.clone(),
            arrived_on: command.arrived_on,
            need: copy.need,
            feedback: arrival.feedback.clone(),
            disclosure: copy.disclosure,
            identity: copy.identity.map(Erasable::Known),
            counselling: copy.counselling.map(Erasable::Known),
            child: copy.children.map(Erasable::Known),
        };
        Ok(std::iter::once(acknowledged).chain(accepted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;
    use crate::consents::Item;
    use crate::consents::tests_support::{day, now, route, staff_of};
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{acknowledge, announce, arrived, order};
    use jiff::ToSpan;

    #[test]
    fn acknowledging_and_accepting_is_one_act_with_two_events() {
        let command = acknowledge([(Item::Need, true)], true);
        let events = Handover::Blank
            .decide(&order(HandoverCommand::Acknowledge(Box::new(command))))
            .unwrap();
        let names: Vec<_> = events.iter().map(HandoverEvent::name).collect();
        assert_eq!(names, ["HandoverAcknowledged", "HandoverAccepted"]);
    }

    #[test]
    fn the_same_office_again_gets_the_same_answer() {
        let (handover, command) = arrived([(Item::Need, true)], false);
        let again = order(HandoverCommand::Acknowledge(Box::new(command.clone())));
        assert_eq!(handover.decide(&again), Ok(vec![]));
        let accepting = Acknowledge {
            accept: true,
            ..command
        };
        let events = handover
            .decide(&order(HandoverCommand::Acknowledge(Box::new(accepting))))
            .unwrap();
        assert_eq!(events, vec![HandoverEvent::HandoverAccepted {}]);
    }

    #[test]
    fn an_announced_hand_over_keeps_its_record() {
        let (handover, _) = announce([(Item::Announce, true)]);
        let announced = handover.held().unwrap().record;
        let command = acknowledge([(Item::Announce, true)], false);
        assert_ne!(command.record, announced);
        let events = handover
            .decide(&order(HandoverCommand::Acknowledge(Box::new(command))))
            .unwrap();
        let HandoverEvent::HandoverAcknowledged { record, .. } = &events[0] else {
            panic!("acknowledged");
        };
        assert_eq!(*record, announced);
    }

    #[test]
    fn she_did_not_arrive_tomorrow() {
        let mut command = acknowledge([(Item::Need, true)], false);
        command.arrived_on = day().saturating_add(1.day());
        assert_eq!(
            Handover::Blank.acknowledge(staff_of(route().recipient), now(), &command),
            Err(Refusal::ArrivalInFuture)
        );
    }

    #[test]
    fn an_arrival_at_another_office_is_an_unknown_code() {
        let command = acknowledge([(Item::Need, true)], false);
        let other = staff_of(InstitutionId::from_bytes([9; 16]));
        assert_eq!(
            Handover::Blank.acknowledge(other, now(), &command),
            Err(Refusal::UnknownCode)
        );
    }
}
