//! LinkSlip: the code of an arrival without slip turned up. The arrival takes what the slip gives,
//! and the stream that the slip would have opened says where it belongs, so that two linkings or a
//! linking and an arrival with the same slip meet there.

use super::{Handover, HandoverEvent, SlipLinked};
use crate::slips::Arrival;
use crate::{Erasable, HandoverId, Refusal, Staff};

impl Handover {
    pub(super) fn link_slip(&self, arrival: &Arrival) -> Result<Vec<HandoverEvent>, Refusal> {
        let held = self.held().ok_or(Refusal::NotFound)?;
        if held.institution != arrival.recipient {
            return Err(Refusal::UnknownCode);
        }
        match held.slip {
            Some(slip) if slip == arrival.slip => return Ok(vec![]),
            Some(_) => return Err(Refusal::SlipLinkedAlready),
            None => {}
        }
        if let Some(arrived_on) = held.arrived_on.filter(|on| *on < arrival.issued_on) {
            return Err(Refusal::SlipWrittenAfterArrival {
                issued_on: arrival.issued_on,
                arrived_on,
            });
        }
        let copy = arrival.copy.clone();
        Ok(vec![HandoverEvent::SlipLinked(SlipLinked {
            slip: arrival.slip,
            path: arrival.path,
            sender: arrival.sender,
            feedback: arrival.feedback.clone(),
            disclosure: copy.disclosure,
            identity: copy.identity.map(Erasable::Known),
            counselling: copy.counselling.map(Erasable::Known),
            child: copy.children.map(Erasable::Known),
        })])
    }

    pub(super) fn link_to(by: Staff, handover: HandoverId) -> Vec<HandoverEvent> {
        vec![HandoverEvent::LinkedTo {
            institution: by.institution,
            handover,
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::tests_support::{
        acknowledge, announce, arrived, foreign, order, without_slip,
    };
    use crate::handovers::{HandoverCommand, Stage};
    use jiff::ToSpan;

    const TO: HandoverId = HandoverId::from_bytes([40; 16]);

    #[test]
    fn an_arrival_takes_one_slip_and_the_slip_knows_where_it_belongs() {
        let arrival = HandoverCommand::RecordArrival(Box::new(without_slip()));
        let mut handover = Handover::default();
        for event in handover.decide(&order(arrival)).unwrap() {
            handover.evolve(&event);
        }
        let slip = acknowledge([(Item::FeedbackArrival, true)], false).arrival;
        let link = order(HandoverCommand::LinkSlip(Box::new(slip.clone())));
        for event in handover.decide(&link).unwrap() {
            handover.evolve(&event);
        }
        let held = handover.held().unwrap();
        assert_eq!(held.slip, Some(slip.slip));
        assert!(held.feedback.contains(&Item::FeedbackArrival));
        assert_eq!(handover.decide(&link), Ok(vec![]));
    }

    #[test]
    fn a_slip_that_was_written_after_she_came_is_for_another_visit() {
        let slip = acknowledge([(Item::Need, true)], false).arrival;
        let issued_on = slip.issued_on;
        for (days, links) in [(0_i64, true), (1, false), (30, false)] {
            let mut arrival = without_slip();
            arrival.arrived_on = issued_on.saturating_sub(days.days());
            let arrived_on = arrival.arrived_on;
            let what = HandoverCommand::RecordArrival(Box::new(arrival));
            let mut handover = Handover::default();
            for event in handover.decide(&order(what)).unwrap() {
                handover.evolve(&event);
            }
            let link = order(HandoverCommand::LinkSlip(Box::new(slip.clone())));
            let refusal = Refusal::SlipWrittenAfterArrival {
                issued_on,
                arrived_on,
            };
            let expected = if links { Ok(()) } else { Err(refusal) };
            assert_eq!(handover.decide(&link).map(|_| ()), expected);
        }
    }

    #[test]
    fn another_office_does_not_learn_that_somebody_arrived() {
        let what = HandoverCommand::LinkTo { handover: TO };
        for known in [
            arrived([(Item::Need, true)], false).0,
            announce([(Item::Announce, true)]).0,
        ] {
            let refused = known.decide(&foreign(what.clone()));
            assert_eq!(refused, Err(Refusal::UnknownCode));
        }
    }

    #[test]
    fn a_slip_with_which_somebody_arrived_links_nowhere_else() {
        let to = order(HandoverCommand::LinkTo { handover: TO });
        let (arrived, _) = arrived([(Item::Need, true)], false);
        assert_eq!(arrived.decide(&to), Err(Refusal::SlipUsedElsewhere));
        for mut handover in [Handover::Blank, announce([(Item::Announce, true)]).0] {
            for event in handover.decide(&to).unwrap() {
                handover.evolve(&event);
            }
            assert_eq!(handover.stage(), Stage::Linked);
            assert_eq!(handover.decide(&to), Err(Refusal::SlipUsedElsewhere));
        }
    }
}
