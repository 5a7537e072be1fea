//! Who holds a copy of her data: so that she can see it, and so that whoever holds one hears when she
//! takes back what it rests on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Consent, ConsentEvent, Item, Route, Standing};
use crate::{HandoverId, InstitutionId, VoucherId};

/// A copy of her data at one of her stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyHeld {
    /// What was copied.
    pub items: BTreeSet<Item>,
    /// The hand-over with which it was made.
    pub handover: HandoverId,
    /// From whom it came to whom.
    pub route: Route,
}

impl Consent {
    /// Everything that was copied, for whom.
    #[must_use]
    pub fn copies(&self) -> &[CopyHeld] {
        &self.copies
    }

    /// The hand-overs whose office holds a copy of one of these items from this route.
    #[must_use]
    pub fn copied(&self, route: Route, items: &BTreeSet<Item>) -> BTreeSet<HandoverId> {
        let holds = |copy: &&CopyHeld| copy.route == route && !copy.items.is_disjoint(items);
        let held = self.copies.iter().filter(holds);
        held.map(|copy| copy.handover).collect()
    }

    /// Those of these items of which a holder hears once she said this at an institution: what she allows by
    /// a later word is nobody's news. The institution itself hears of all that it was told, so that nothing
    /// says to it what she allows elsewhere.
    #[must_use]
    pub fn no_more(
        &self,
        said: &[ConsentEvent],
        at: InstitutionId,
        route: Route,
        items: &BTreeSet<Item>,
    ) -> BTreeSet<Item> {
        let mut after = self.clone();
        for event in said {
            after.evolve(event);
        }
        let allowed =
            |item: &Item| matches!(after.standing(route, *item), Some(Standing::Granted { .. }));
        let gone = |item: &&Item| route.recipient == at || !allowed(item);
        items.iter().filter(gone).copied().collect()
    }

    /// The vouchers with which a station got her name, from whom to whom.
    #[must_use]
    pub const fn voucher_copies(&self) -> &BTreeSet<(VoucherId, Route)> {
        &self.on_vouchers
    }

    /// Those of them that rest on one of these items on this route.
    #[must_use]
    pub fn copied_with_vouchers(
        &self,
        route: Route,
        items: &BTreeSet<Item>,
    ) -> BTreeSet<(VoucherId, Route)> {
        // A voucher carries her name and nothing else.
        let taken = items.contains(&Item::Identity);
        let there = |copy: &&(VoucherId, Route)| taken && copy.1 == route;
        self.on_vouchers.iter().filter(there).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{RECORD, day, order, route, staff_of, wrote};
    use crate::consents::{ConsentCommand, WithdrawConsent};
    use crate::slips::tests_support::consent;
    use jiff::ToSpan;

    #[test]
    fn of_a_letter_that_is_older_than_what_she_allows_only_who_got_it_hears() {
        let items = BTreeSet::from([Item::Identity, Item::Need]);
        let consent = consent([(Item::Identity, true), (Item::Need, true)]);
        for (days, at, heard) in [
            (0, route().sender, items.clone()),
            (0, route().recipient, items.clone()),
            (3, route().sender, [].into()),
            (3, route().recipient, items.clone()),
        ] {
            let mut letter = order(ConsentCommand::Withdraw(WithdrawConsent {
                record: RECORD,
                route: route(),
                items: items.clone(),
                said: wrote(day().saturating_sub(days.days())),
            }));
            letter.by = staff_of(at);
            let said = consent.decide(&letter).unwrap();
            assert_eq!(consent.no_more(&said, at, route(), &items), heard, "{days}");
        }
    }
}
