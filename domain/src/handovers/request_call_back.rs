//! RequestCallBack: she is here and wants the sender to ring up. It carries nothing but that; where
//! the sender hides, nobody here or in the network's coordination learns who that is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent};
use crate::Refusal;

/// A request that the sender rings up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RequestCallBack {
    /// She is here and wants it: the sender learns from the request that she came.
    #[serde(default)]
    pub she_is_present: bool,
}

impl Handover {
    /// A sender that shows itself and may reduce benefits is not asked: its number stands on the page, and its
    /// own pages are to stay the same whether she went or not, so that it can demand no such request as a proof.
    /// Of a sender that hides this is never looked at: the answer would tell what kind of office it is.
    pub(super) fn request_call_back(
        &self,
        today: Date,
        request: RequestCallBack,
        shown_benefits_office: bool,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let held = self.held().ok_or(Refusal::NotFound)?;
        if held.slip.is_none() || shown_benefits_office {
            return Err(Refusal::CallBackNotOffered);
        }
        if held.arrived_on.is_none() {
            return Err(Refusal::HandoverNotAcknowledged);
        }
        if !request.she_is_present {
            return Err(Refusal::OnlyOnHerWord);
        }
        // Once a day is enough; whether the sender rang up is nothing that this office is told here.
        let requested = held.call_back_requested_on == Some(today);
        let event = (!requested).then_some(HandoverEvent::CallBackRequested { on: today });
        Ok(event.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::day;
    use crate::handovers::tests_support::{announce, arrived, order, without_slip};
    use crate::handovers::{HandoverCommand, Phase};
    use crate::institutions::Sender;

    const fn asking(she_is_present: bool, shown_benefits_office: bool) -> HandoverCommand {
        HandoverCommand::RequestCallBack {
            request: RequestCallBack { she_is_present },
            shown_benefits_office,
        }
    }

    const HERE: HandoverCommand = asking(true, false);

    fn ask(handover: &Handover, what: HandoverCommand) -> Result<Vec<HandoverEvent>, Refusal> {
        handover.decide(&order(what))
    }

    #[test]
    fn with_her_present_the_request_carries_a_day_and_nothing_else() {
        let (handover, _) = arrived([(Item::Need, true)], true);
        let asked = ask(&handover, HERE).unwrap();
        assert_eq!(asked, [HandoverEvent::CallBackRequested { on: day() }]);
        let stored = serde_json::to_value(&asked[0]).unwrap();
        let says: Vec<&String> = stored.as_object().unwrap().keys().collect();
        assert_eq!(says, ["event", "on"]);
    }

    #[test]
    fn without_her_nothing_is_sent() {
        let (handover, _) = arrived([(Item::Need, true)], true);
        assert_eq!(
            ask(&handover, asking(false, false)),
            Err(Refusal::OnlyOnHerWord)
        );
    }

    #[test]
    fn once_a_day_and_again_on_another() {
        let (mut handover, _) = arrived([(Item::Need, true)], true);
        for event in ask(&handover, HERE).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(ask(&handover, HERE), Ok(vec![]));
        let mut tomorrow = order(HERE);
        tomorrow.now.today = day().saturating_add(1.day());
        assert_eq!(handover.decide(&tomorrow).unwrap().len(), 1);
    }

    /// A sender that hides, for whatever reason, is answered for like one that does not.
    #[test]
    fn who_hides_and_who_does_not_are_reached_alike() {
        let (named, _) = arrived([(Item::Need, true)], true);
        let mut hidden = named.clone();
        hidden.evolve(&hidden.hide_sender().unwrap());
        assert_eq!(hidden.held().unwrap().sender, Some(Sender::Neutral));
        assert_eq!(ask(&named, HERE), ask(&hidden, HERE));
    }

    #[test]
    fn there_is_none_without_a_slip_and_none_to_an_office_that_shows_itself_and_may_reduce_benefits()
     {
        let mut without = Handover::Blank;
        let arrival = HandoverCommand::RecordArrival(Box::new(without_slip()));
        for event in without.decide(&order(arrival)).unwrap() {
            without.evolve(&event);
        }
        let (with, _) = arrived([(Item::Need, true)], true);
        for (handover, jobcenter) in [(&without, false), (&with, true)] {
            // The same answer whether the box is ticked or not.
            for present in [true, false] {
                let asked = ask(handover, asking(present, jobcenter));
                assert_eq!(asked, Err(Refusal::CallBackNotOffered));
            }
        }
    }

    #[test]
    fn she_has_to_be_there_but_the_work_may_be_over() {
        let mut announced = announce([(Item::Announce, true)]).0;
        let refused = Err(Refusal::HandoverNotAcknowledged);
        assert_eq!(ask(&announced, HERE), refused);
        // Turned down, or called off by her, before she came.
        announced.evolve(&HandoverEvent::HandoverEndedByHer {});
        assert_eq!(ask(&announced, HERE), refused);
        let (mut over, _) = arrived([(Item::Need, true)], true);
        over.evolve(&HandoverEvent::HandoverEndedByHer {});
        assert_eq!(over.held().unwrap().phase, Phase::EndedByHer);
        assert_eq!(ask(&over, HERE).unwrap().len(), 1);
    }
}
