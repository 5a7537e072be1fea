//! RecordArrivalWithoutSlip: she stands at the counter, the slip lies at home. Nobody phones the
//! sender; when the code turns up, the slip is linked.

use jiff::civil::Date;

use super::{ArrivalRecorded, Handover, HandoverEvent};
use crate::institutions::Offer;
use crate::vocabulary::Need;
use crate::{EnteredDay, HandoverId, Now, PathId, RecordId, Refusal, Staff};

/// An arrival without a slip.
#[derive(Debug, Clone)]
pub struct RecordArrival {
    /// Its id, drawn at the edge.
    pub handover: HandoverId,
    /// The office's record of her.
    pub record: RecordId,
    /// Her path, as this record carries it.
    pub path: PathId,
    /// The office's own service for which she came.
    pub offer: Offer,
    /// What she needs.
    pub need: Need,
    /// The day of arrival.
    pub arrived_on: Date,
}

impl Handover {
    pub(super) fn record_arrival(
        by: Staff,
        now: Now,
        command: &RecordArrival,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        EnteredDay::Arrival.check(command.arrived_on, now)?;
        Ok(vec![HandoverEvent::ArrivalRecorded(ArrivalRecorded {
            handover: command.handover,
            institution: by.institution,
            author: by.account,
            record: command.record,
            path: command.path,
            service: command.offer.service().id,
            service_name: command.offer.service().name.clone(),
            arrived_on: command.arrived_on,
            need: command.need,
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handovers::tests_support::{foreign, order, without_slip};
    use crate::handovers::{HandoverCommand, Stage};

    #[test]
    fn she_is_here_with_or_without_a_slip() {
        let arrival = HandoverCommand::RecordArrival(Box::new(without_slip()));
        let mut handover = Handover::default();
        for event in handover.decide(&order(arrival.clone())).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(handover.stage(), Stage::Acknowledged);
        assert!(handover.held().unwrap().slip.is_none());
        assert_eq!(
            Handover::default().decide(&foreign(arrival)),
            Err(Refusal::NotYours)
        );
    }
}
