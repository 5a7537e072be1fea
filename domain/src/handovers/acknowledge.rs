//! AcknowledgeHandover, and with `accept` AcknowledgeAndAccept: she arrived with her slip.

use jiff::civil::Date;

use super::{Handover, HandoverAcknowledged, HandoverEvent};
use crate::slips::Arrival;
use crate::{EnteredDay, Erasable, Now, RecordId, Refusal, Staff};

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

/// She arrived not before there was a slip, and not after today.
fn check_day(arrived_on: Date, issued_on: Date, now: Now) -> Result<(), Refusal> {
    if arrived_on < issued_on {
        return Err(Refusal::ArrivalBeforeIssue { issued_on });
    }
    EnteredDay::Arrival.check_within(arrived_on, issued_on..=now.today)
}

impl Handover {
    pub(super) fn acknowledge(
        &self,
        by: Staff,
        now: Now,
        command: &Acknowledge,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let arrival = &command.arrival;
        check_day(command.arrived_on, arrival.issued_on, now)?;
        let copy = arrival.copy.clone();
        let acknowledged = HandoverEvent::HandoverAcknowledged(HandoverAcknowledged {
            handover: arrival.handover,
            slip: arrival.slip,
            institution: by.institution,
            author: by.account,
            record: self.held().map_or(command.record, |held| held.record),
            path: arrival.path,
            sender: arrival.sender,
            service: arrival.service,
            service_name: arrival.service_name.clone(),
            arrived_on: command.arrived_on,
            need: copy.need,
            feedback: arrival.feedback.clone(),
            disclosure: copy.disclosure,
            identity: copy.identity.map(Erasable::Known),
            counselling: copy.counselling.map(Erasable::Known),
            child: copy.children.map(Erasable::Known),
        });
        let accepted = command.accept.then_some(HandoverEvent::HandoverAccepted {});
        Ok(std::iter::once(acknowledged).chain(accepted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::day;
    use crate::handovers::tests_support::{acknowledge, announce, arrived, foreign, order};
    use crate::handovers::{HandoverCommand, Notice};

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
        let HandoverEvent::HandoverAcknowledged(acknowledged) = &events[0] else {
            panic!("acknowledged");
        };
        assert_eq!(acknowledged.record, announced);
    }

    #[test]
    fn what_the_office_noted_before_she_came_is_not_forgotten() {
        let (mut handover, _) = announce([(Item::Announce, true)]);
        let notice = handover.notify(Notice::Rectified, day()).unwrap();
        handover.evolve(&notice);
        let command = acknowledge([(Item::Announce, true)], false);
        let acknowledge = order(HandoverCommand::Acknowledge(Box::new(command)));
        for event in handover.decide(&acknowledge).unwrap() {
            handover.evolve(&event);
        }
        let held = handover.held().unwrap();
        assert_eq!(held.notices, [(Notice::Rectified, day())]);
    }

    #[test]
    fn an_arrival_at_another_office_is_an_unknown_code() {
        let command = acknowledge([(Item::Need, true)], false);
        let elsewhere = foreign(HandoverCommand::Acknowledge(Box::new(command)));
        assert_eq!(
            Handover::Blank.decide(&elsewhere),
            Err(Refusal::UnknownCode)
        );
    }
}
