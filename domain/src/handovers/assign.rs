//! AssignHandover: a colleague takes care of it, another stands in.

use serde::{Deserialize, Serialize};

use super::HandoverEvent;
use crate::accounts::Colleague;
use crate::{AccountId, Refusal, Staff};

/// Who takes care of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assign {
    /// The account of a colleague.
    pub to: AccountId,
    /// The account of who stands in.
    #[serde(default)]
    pub deputy: Option<AccountId>,
}

/// The same, looked up.
#[derive(Debug, Clone, Copy)]
pub struct Colleagues {
    /// Who takes care of it.
    pub to: Colleague,
    /// Who stands in.
    pub deputy: Option<Colleague>,
}

impl Colleagues {
    pub(super) fn assigned(&self, by: Staff) -> Result<Vec<HandoverEvent>, Refusal> {
        let mut both = std::iter::once(self.to).chain(self.deputy);
        if both.any(|colleague| colleague.institution() != by.institution) {
            return Err(Refusal::NotOurStaff);
        }
        Ok(vec![HandoverEvent::HandoverAssigned {
            to: self.to.account(),
            deputy: self.deputy.map(Colleague::account),
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::tests_support::colleague;
    use crate::consents::Item;
    use crate::consents::tests_support::route;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{announce, arrived, order};

    const WEBER: AccountId = AccountId::from_bytes([31; 16]);
    const YILMAZ: AccountId = AccountId::from_bytes([32; 16]);

    fn assign(to: Colleague, deputy: Option<Colleague>) -> HandoverCommand {
        HandoverCommand::Assign(Colleagues { to, deputy })
    }

    #[test]
    fn a_colleague_takes_care_of_it_and_another_stands_in() {
        let here = route().recipient;
        let what = assign(colleague(WEBER, here), Some(colleague(YILMAZ, here)));
        for mut handover in [
            announce([(Item::Announce, true)]).0,
            arrived([(Item::Need, true)], true).0,
        ] {
            for event in handover.decide(&order(what.clone())).unwrap() {
                handover.evolve(&event);
            }
            let held = handover.held().unwrap();
            assert_eq!(held.assigned, Some((WEBER, Some(YILMAZ))));
        }
    }

    #[test]
    fn nobody_of_another_office_does() {
        let (here, there) = (route().recipient, route().sender);
        let (handover, _) = arrived([(Item::Need, true)], true);
        for what in [
            assign(colleague(WEBER, there), None),
            assign(colleague(WEBER, here), Some(colleague(YILMAZ, there))),
        ] {
            assert_eq!(handover.decide(&order(what)), Err(Refusal::NotOurStaff));
        }
    }

    #[test]
    fn what_is_closed_needs_nobody() {
        let (mut handover, _) = arrived([(Item::Need, true)], true);
        let end = order(HandoverCommand::EndOnHerWord);
        for event in handover.decide(&end).unwrap() {
            handover.evolve(&event);
        }
        let what = assign(colleague(WEBER, route().recipient), None);
        assert_eq!(
            handover.decide(&order(what)),
            Err(Refusal::HandoverEndedByHer)
        );
    }
}
