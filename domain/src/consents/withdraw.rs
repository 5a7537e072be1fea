//! WithdrawConsent: she takes items back at any of her stations; it is never refused for care's sake.

use std::collections::BTreeSet;

use super::{Consent, ConsentEvent, Item, Route, Standing};
use crate::{Refusal, Staff};

/// Items that she takes back.
#[derive(Debug, Clone)]
pub struct WithdrawConsent {
    /// From whom to whom they held.
    pub route: Route,
    /// The items; those that were never granted are passed over.
    pub items: BTreeSet<Item>,
}

impl Consent {
    pub(super) fn withdraw(
        &self,
        by: Staff,
        command: &WithdrawConsent,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        if !self.names(by.institution) {
            return Err(Refusal::NotYours);
        }
        let granted = |item: &Item| {
            matches!(
                self.standing(command.route, *item),
                Some(Standing::Granted { .. })
            )
        };
        let items: BTreeSet<Item> = command.items.iter().copied().filter(granted).collect();
        if items.is_empty() {
            return Err(Refusal::NothingToWithdraw);
        }
        Ok(vec![ConsentEvent::ConsentWithdrawn {
            route: command.route,
            items,
            at: by.institution,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::ConsentCommand;
    use crate::consents::tests_support::*;

    fn consent(items: impl IntoIterator<Item = (Item, bool)>) -> Consent {
        let mut consent = Consent::default();
        let order = order(ConsentCommand::Record(asked(items)));
        for event in consent.decide(&order).unwrap() {
            consent.evolve(&event);
        }
        consent
    }

    fn withdraw(consent: &mut Consent, items: &[Item]) -> Result<(), Refusal> {
        let order = order(ConsentCommand::Withdraw(WithdrawConsent {
            route: route(),
            items: items.iter().copied().collect(),
        }));
        for event in consent.decide(&order)? {
            consent.evolve(&event);
        }
        Ok(())
    }

    #[test]
    fn a_withdrawn_item_gives_no_permit_any_more() {
        let mut consent = consent([(Item::Identity, true), (Item::Need, true)]);
        let both = BTreeSet::from([Item::Identity, Item::Need]);
        assert!(consent.permit(path(), route(), &both, day()).is_ok());
        withdraw(&mut consent, &[Item::Identity]).unwrap();
        assert_eq!(
            consent.permit(path(), route(), &both, day()),
            Err(Refusal::ConsentMissing {
                item: Item::Identity
            })
        );
        let live = consent.live(path(), route(), &both, day());
        assert!(live.covers(Item::Need) && !live.covers(Item::Identity));
    }

    #[test]
    fn what_was_never_granted_cannot_be_withdrawn() {
        let mut consent = consent([(Item::Identity, false)]);
        assert_eq!(
            withdraw(&mut consent, &[Item::Identity]),
            Err(Refusal::NothingToWithdraw)
        );
    }

    #[test]
    fn a_permit_holds_on_its_route_and_within_its_days_only() {
        use jiff::ToSpan;
        let consent = consent([(Item::Identity, true)]);
        let wanted = BTreeSet::from([Item::Identity]);
        let back = Route {
            sender: route().recipient,
            recipient: route().sender,
        };
        assert!(consent.permit(path(), back, &wanted, day()).is_err());
        let later = day().saturating_add(13.months());
        assert!(consent.permit(path(), route(), &wanted, later).is_err());
        let before = day().saturating_sub(1.day());
        assert!(consent.permit(path(), route(), &wanted, before).is_err());
    }
}
