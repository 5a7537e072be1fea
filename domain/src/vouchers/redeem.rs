//! RedeemVoucher: any member, in any order, once per station and day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Voucher, VoucherEvent};
use crate::{EnteredDay, InstitutionId, Now, Refusal, Staff};

/// One use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeemed {
    /// Where.
    pub institution: InstitutionId,
    /// On which day.
    pub on: Date,
}

/// How many counsellings are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// Of those that belong to it.
    pub required: u8,
    /// Of those that she may take besides.
    pub optional: u8,
}

impl Voucher {
    pub(super) fn redeem(
        &self,
        by: Staff,
        now: Now,
        on: Date,
        member: bool,
    ) -> Result<Vec<VoucherEvent>, Refusal> {
        let issued = self.issued().ok_or(Refusal::NotFound)?;
        if !member {
            return Err(Refusal::UnknownCode);
        }
        // Its own code in its drawer would tell the issuer what is left (rule 2).
        if issued.issuer == by.institution {
            return Err(Refusal::VoucherToOneself);
        }
        let issued_on = issued.issued_on;
        if on < issued_on {
            return Err(Refusal::ArrivalBeforeIssue { issued_on });
        }
        EnteredDay::Arrival.check_within(on, issued_on..=now.today)?;
        if on > issued.valid_until {
            return Err(Refusal::VoucherExpired {
                valid_until: issued.valid_until,
            });
        }
        let use_here = Redeemed {
            institution: by.institution,
            on,
        };
        if issued.redeemed.contains(&use_here) {
            return Ok(vec![]);
        }
        let Remaining { required, optional } = issued.remaining();
        if required == 0 && optional == 0 {
            return Err(Refusal::VoucherUsedUp);
        }
        Ok(vec![VoucherEvent::VoucherRedeemed(use_here)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{day, route};
    use crate::vouchers::tests_support::{issue, order};
    use crate::vouchers::{Stage, VoucherCommand};
    use jiff::ToSpan;

    fn issued(required: u8, optional: u8) -> Voucher {
        let mut voucher = Voucher::default();
        let issue = VoucherCommand::Issue(Box::new(issue(required, optional)));
        for event in voucher
            .decide(&order(route().sender, day(), issue))
            .unwrap()
        {
            voucher.evolve(&event);
        }
        voucher
    }

    fn redeem(voucher: &mut Voucher, at: u8, on: Date, today: Date) -> Result<usize, Refusal> {
        let at = InstitutionId::from_bytes([at; 16]);
        let what = VoucherCommand::Redeem { on, member: true };
        let events = voucher.decide(&order(at, today, what))?;
        for event in &events {
            voucher.evolve(event);
        }
        Ok(events.len())
    }

    #[test]
    fn once_per_station_and_day_in_any_order_until_nothing_is_left() {
        let mut voucher = issued(1, 1);
        assert_eq!(redeem(&mut voucher, 7, day(), day()), Ok(1));
        assert_eq!(redeem(&mut voucher, 7, day(), day()), Ok(0));
        assert_eq!(voucher.stage_on(day()), Stage::Fulfilled);
        assert_eq!(redeem(&mut voucher, 8, day(), day()), Ok(1));
        assert_eq!(
            redeem(&mut voucher, 9, day(), day()),
            Err(Refusal::VoucherUsedUp)
        );
    }

    #[test]
    fn the_day_of_her_visit_decides() {
        let mut voucher = issued(1, 0);
        let last = voucher.issued().unwrap().valid_until;
        let after = last.saturating_add(1.day());
        assert_eq!(
            redeem(&mut voucher, 7, after, after),
            Err(Refusal::VoucherExpired { valid_until: last })
        );
        assert_eq!(redeem(&mut voucher, 7, last, after), Ok(1));
    }

    #[test]
    fn who_issued_it_neither_redeems_it_nor_learns_what_is_left() {
        let mut voucher = issued(1, 0);
        let what = VoucherCommand::Redeem {
            on: day(),
            member: true,
        };
        let own = order(route().sender, day(), what);
        let before = voucher.decide(&own);
        assert_eq!(before, Err(Refusal::VoucherToOneself));
        redeem(&mut voucher, 7, day(), day()).unwrap();
        assert_eq!(voucher.decide(&own), before);
    }

    #[test]
    fn others_than_members_learn_nothing() {
        let what = VoucherCommand::Redeem {
            on: day(),
            member: false,
        };
        assert_eq!(
            issued(1, 0).decide(&order(InstitutionId::from_bytes([7; 16]), day(), what)),
            Err(Refusal::UnknownCode)
        );
    }
}
