//! Agreement to the instrument itself: a slip or a voucher is written because she wants one, whatever it
//! says of her. A nameless one needs it as well, and it is no consent: it lets nothing of hers travel.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consents::Decider;
use crate::{EnteredDay, Now, Refusal};

crate::vocabulary::words! {
    /// Who agreed.
    AgreedBy, "who agreed" {
        /// She herself.
        Herself = "herself",
        /// Whoever decides for her: holder of custody, guardian, legal carer.
        ForHer = "for_her",
    }
}

impl From<&Decider> for AgreedBy {
    fn from(decider: &Decider) -> Self {
        if decider.is_herself() {
            Self::Herself
        } else {
            Self::ForHer
        }
    }
}

/// That a slip or a voucher is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Since which day.
    pub on: Date,
    /// Who said so.
    pub by: AgreedBy,
}

impl Agreement {
    /// She said so herself.
    #[must_use]
    pub const fn hers(on: Date) -> Self {
        Self {
            on,
            by: AgreedBy::Herself,
        }
    }

    /// Takes it, or refuses to write a slip or a voucher that nobody wanted.
    pub(crate) fn needed(given: Option<Self>, now: Now) -> Result<Self, Refusal> {
        let given = given.ok_or(Refusal::InstrumentNotAgreed)?;
        EnteredDay::Agreement.check(given.on, now)?;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::{day, route};
    use crate::slips::tests_support as slips;
    use crate::slips::{Slip, SlipEvent, SlipIssued};
    use crate::vouchers::tests_support as vouchers;
    use crate::vouchers::{Voucher, VoucherCommand, VoucherEvent, VoucherIssued};
    use jiff::ToSpan;

    fn slip(agreement: Option<Agreement>, named: bool) -> Result<Agreement, Refusal> {
        let mut command = slips::issue(&slips::consent([(Item::Identity, true)]));
        command.agreement = agreement;
        command.disclose = named.then_some(Item::Identity).into_iter().collect();
        let events = Slip::default().decide(&slips::issue_order(command))?;
        let SlipEvent::SlipIssued(SlipIssued { agreement, .. }) = events[0] else {
            panic!("issued");
        };
        Ok(agreement)
    }

    fn voucher(agreement: Option<Agreement>, anonymous: bool) -> Result<Agreement, Refusal> {
        let mut command = vouchers::issue(1, 0);
        (command.agreement, command.anonymous) = (agreement, anonymous);
        let what = VoucherCommand::Issue(Box::new(command));
        let order = vouchers::order(route().sender, day(), what);
        let mut voucher = Voucher::default();
        let events = voucher.decide(&order)?;
        for event in &events {
            voucher.evolve(event);
        }
        assert!(
            matches!(events[0], VoucherEvent::VoucherIssued(VoucherIssued { agreement: kept, .. })
            if Some(kept) == agreement)
        );
        Ok(voucher.issued().unwrap().agreement)
    }

    #[test]
    fn none_is_issued_without_it_and_each_remembers_it() {
        for said in [true, false] {
            for issue in [slip, voucher] {
                assert_eq!(issue(None, said), Err(Refusal::InstrumentNotAgreed));
                for by in AgreedBy::ALL {
                    let yesterday = day().saturating_sub(1.day());
                    for on in [day(), yesterday] {
                        let given = Agreement { on, by: *by };
                        assert_eq!(issue(Some(given), said), Ok(given));
                    }
                }
            }
        }
    }
}
