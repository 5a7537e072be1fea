//! Who holds a copy of her data: so that she can see it, and so that whoever holds one hears when she
//! takes back what it rests on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Consent, Item, Route};
use crate::{HandoverId, VoucherId};

/// A copy of her data at one of her stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyHeld {
    /// The hand-over with which it was made.
    pub handover: HandoverId,
    /// From whom it came to whom.
    pub route: Route,
    /// What was copied.
    pub items: BTreeSet<Item>,
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
