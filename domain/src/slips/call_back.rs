//! ReceiveCallBack and SettleCallBack: she, at the office to which she was sent, wants the sender to ring
//! up. It says that and the day; what it is about is said on the telephone.

use jiff::civil::Date;

use super::{Slip, SlipEvent};
use crate::Refusal;

impl Slip {
    /// The seam, at the sender: a request on her word, whatever became of the slip meanwhile.
    pub fn receive_call_back(&self, on: Date) -> Result<SlipEvent, Refusal> {
        self.issued().ok_or(Refusal::NotFound)?;
        Ok(SlipEvent::CallBackReceived { on })
    }

    pub(super) fn settle_call_back(&self) -> Vec<SlipEvent> {
        let waits = self.issued().and_then(|issued| issued.call_back_since);
        let settled = waits.map(|_| SlipEvent::CallBackSettled {});
        settled.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::InstitutionId;
    use crate::Instruction;
    use crate::consents::Item;
    use crate::consents::tests_support::{day, now, route, staff_of};
    use crate::slips::SlipCommand;
    use crate::slips::tests_support::issued_slip;

    fn settle(by: InstitutionId) -> Instruction<SlipCommand> {
        Instruction {
            by: staff_of(by),
            now: now(),
            what: SlipCommand::SettleCallBack,
        }
    }

    fn waiting() -> Slip {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        slip.evolve(&slip.receive_call_back(day()).unwrap());
        slip
    }

    #[test]
    fn it_waits_since_the_first_day_until_it_is_settled_once() {
        let mut slip = waiting();
        let later = day().saturating_add(2.days());
        slip.evolve(&slip.receive_call_back(later).unwrap());
        assert_eq!(slip.issued().unwrap().call_back_since, Some(day()));
        let settled = slip.decide(&settle(route().sender)).unwrap();
        assert_eq!(settled, [SlipEvent::CallBackSettled {}]);
        slip.evolve(&settled[0]);
        assert_eq!(slip.issued().unwrap().call_back_since, None);
        assert_eq!(slip.decide(&settle(route().sender)), Ok(vec![]));
        slip.evolve(&slip.receive_call_back(later).unwrap());
        assert_eq!(slip.issued().unwrap().call_back_since, Some(later));
    }

    #[test]
    fn only_the_sender_settles_it() {
        let by_the_other = waiting().decide(&settle(route().recipient));
        assert_eq!(by_the_other, Err(Refusal::NotYours));
        let nothing = Slip::default();
        assert_eq!(nothing.receive_call_back(day()), Err(Refusal::NotFound));
    }

    #[test]
    fn it_reaches_a_slip_that_was_withdrawn_or_is_hidden() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        slip.evolve(&SlipEvent::SlipSenderHidden { discreet: true });
        slip.evolve(&SlipEvent::SlipWithdrawn {});
        assert!(slip.receive_call_back(day()).is_ok());
    }
}
