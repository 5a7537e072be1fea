//! IssueSlip: a caseworker sends her on, with what she agreed to disclose.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Appointment, Counselling, Paper, Slip, SlipEvent, SlipIssued, Waypoint};
use crate::codes::PaperCodes;
use crate::consents::{Item, Permit};
use crate::institutions::{Offer, Sender};
use crate::vocabulary::Need;
use crate::{Agreement, Erasable, HandoverId, Note, Now, PathId, RecordId, Refusal, SlipId, Staff};

/// A slip to be issued.
#[derive(Debug, Clone)]
pub struct IssueSlip {
    /// Its id, drawn at the edge.
    pub slip: SlipId,
    /// The id of the hand-over that acknowledging will open.
    pub handover: HandoverId,
    /// The hand-over that it forwards, when she is sent on.
    pub parent: Option<HandoverId>,
    /// The sender's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// Under which name the sender appears to others.
    pub sender: Sender,
    /// Where she is sent: proof that the service is offered.
    pub offer: Offer,
    /// That she wants a slip at all.
    pub agreement: Option<Agreement>,
    /// What she needs.
    pub need: Need,
    /// Why she is sent.
    pub reason: Option<Note>,
    /// The last day of validity.
    pub valid_until: Date,
    /// An appointment, as it was agreed.
    pub appointment: Option<Appointment>,
    /// How much her paper says, if she chooses.
    pub paper: Option<Paper>,
    /// Where she was, as far as the sender knows itself.
    pub way: Vec<Waypoint>,
    /// Which of her data the routing half shows; empty for a pseudonymous slip.
    pub disclose: BTreeSet<Item>,
    /// What lives in her consent for this route, if there is one.
    pub permit: Option<Permit>,
    /// The codes of its paper, drawn at the edge.
    pub code: PaperCodes,
    /// The keyed hashes of the two forms of the station code.
    pub code_hashes: Vec<String>,
}

impl IssueSlip {
    /// What the sender does not know it is not refused either: an item that she took back elsewhere is
    /// written down, and travels nowhere.
    fn check_consent(&self, by: Staff) -> Result<(), Refusal> {
        let route_fits = self.permit.as_ref().is_none_or(|permit| {
            permit.route().sender == by.institution
                && permit.route().recipient == self.offer.institution()
                && permit.path() == self.path
        });
        let missing = self.disclose.iter().find(|item| {
            !route_fits
                || !self
                    .permit
                    .as_ref()
                    .is_some_and(|p| p.is_known_to_cover(**item))
        });
        match missing {
            Some(&item) => Err(Refusal::ConsentMissing { item }),
            None if route_fits => Ok(()),
            None => Err(Refusal::StaleForm),
        }
    }

    /// Why she is sent, and where she was until today: what comes later is no part of this slip. Her tick
    /// names a sender that hides today; one that hides later was not what she was asked about.
    fn counselling(&self, by: Staff) -> Option<Counselling> {
        let tells = |item| self.disclose.contains(&item);
        let ticked = self.sender == Sender::Neutral && tells(Item::WaySoFarProtected);
        let told = |at: &Waypoint| Waypoint {
            station: at.station,
            ticked: if at.station == by.institution {
                ticked
            } else {
                at.ticked
            },
        };
        let way = self.way.iter().filter(|_| tells(Item::WaySoFar));
        let counselling = Counselling {
            reason: self.reason.clone(),
            way: way.map(told).collect(),
        };
        Some(counselling).filter(|told| *told != Counselling::default())
    }
}

impl Slip {
    pub(super) fn issue(
        by: Staff,
        now: Now,
        command: &IssueSlip,
    ) -> Result<Vec<SlipEvent>, Refusal> {
        if command.offer.institution() == by.institution {
            return Err(Refusal::SlipToOneself);
        }
        let agreement = Agreement::needed(command.agreement, now)?;
        let appointment = command.appointment.as_ref();
        super::validity::check(command.valid_until, appointment, now)?;
        command.check_consent(by)?;
        let feedback = |permit: &Permit| {
            Item::ALL
                .iter()
                .copied()
                .filter(|item| item.is_feedback() && permit.is_known_to_cover(*item))
                .collect()
        };
        Ok(vec![SlipEvent::SlipIssued(SlipIssued {
            slip: command.slip,
            institution: by.institution,
            author: by.account,
            issued_on: now.today,
            parent: command.parent,
            record: command.record,
            path: command.path,
            sender: command.sender,
            handover: command.handover,
            recipient: command.offer.institution(),
            service: command.offer.service().id,
            service_name: command.offer.service().name.clone(),
            agreement,
            need: command.need,
            valid_until: command.valid_until,
            appointment: command.appointment.clone(),
            paper: command.paper,
            feedback: command.permit.as_ref().map(feedback).unwrap_or_default(),
            carries: command.disclose.clone(),
            disclosure: command
                .permit
                .as_ref()
                .and_then(|permit| permit.disclosure(&command.disclose)),
            code_hashes: command.code_hashes.clone(),
            counselling: command.counselling(by).map(Erasable::Known),
            code: Some(Erasable::Known(command.code.clone())),
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;
    use crate::consents::tests_support::day;
    use crate::slips::tests_support::{consent, issue, issue_order, live};
    use cqrs_es::test::TestFramework;
    use jiff::ToSpan;

    fn when(command: IssueSlip) -> Result<Vec<SlipEvent>, Refusal> {
        TestFramework::<Slip>::with(())
            .given_no_previous_events()
            .when(issue_order(command))
            .inspect_result()
    }

    #[test]
    fn a_slip_carries_exactly_the_items_that_she_granted() {
        let mut command = issue(&consent([(Item::Identity, true), (Item::Contact, false)]));
        command.disclose = [Item::Identity].into();
        let events = when(command).unwrap();
        let SlipEvent::SlipIssued(SlipIssued {
            disclosure,
            feedback,
            ..
        }) = &events[0]
        else {
            panic!("issued");
        };
        assert_eq!(
            disclosure.as_ref().unwrap().items(),
            &BTreeSet::from([Item::Identity])
        );
        assert!(feedback.is_empty());
    }

    #[test]
    fn an_item_without_consent_is_refused_by_its_name() {
        for refused in [
            Item::Identity,
            Item::Contact,
            Item::Need,
            Item::Reason,
            Item::Child,
        ] {
            let mut command = issue(&consent([(refused, false)]));
            command.disclose = [refused].into();
            assert_eq!(
                when(command),
                Err(Refusal::ConsentMissing { item: refused })
            );
        }
    }

    #[test]
    fn without_any_consent_a_pseudonymous_slip_goes_out() {
        let mut command = issue(&consent([(Item::Identity, false)]));
        command.permit = None;
        let events = when(command).unwrap();
        let SlipEvent::SlipIssued(SlipIssued { disclosure, .. }) = &events[0] else {
            panic!("issued");
        };
        assert!(disclosure.is_none());
    }

    #[test]
    fn a_permit_for_another_office_permits_nothing() {
        let mut command = issue(&consent([(Item::Identity, true)]));
        command.disclose = [Item::Identity].into();
        let mut order = issue_order(command);
        order.by.institution = InstitutionId::from_bytes([9; 16]);
        assert_eq!(
            Slip::default().decide(&order),
            Err(Refusal::ConsentMissing {
                item: Item::Identity
            })
        );
    }

    #[test]
    fn feedback_is_asked_for_as_she_allowed_it() {
        let given = consent([
            (Item::FeedbackArrival, true),
            (Item::FeedbackOutcome, false),
        ]);
        let command = issue(&given);
        assert!(live(&given).covers(Item::FeedbackArrival));
        let events = when(command).unwrap();
        let SlipEvent::SlipIssued(SlipIssued { feedback, .. }) = &events[0] else {
            panic!("issued");
        };
        assert_eq!(feedback, &BTreeSet::from([Item::FeedbackArrival]));
    }

    #[test]
    fn validity_lies_ahead_and_within_a_year() {
        for (days, ok) in [(-1_i32, false), (0, true), (365, true), (400, false)] {
            let mut command = issue(&consent([(Item::Need, true)]));
            command.valid_until = day().saturating_add(days.days());
            assert_eq!(when(command).is_ok(), ok, "{days} days");
        }
    }

    #[test]
    fn a_slip_does_not_lead_back_to_its_sender() {
        let command = issue(&consent([(Item::Need, true)]));
        let mut order = issue_order(command);
        order.by.institution = crate::consents::tests_support::route().recipient;
        assert_eq!(Slip::default().decide(&order), Err(Refusal::SlipToOneself));
    }
}
