//! IssueVoucher: a theme, how many counsellings, perhaps where first; her name only if she wants it.

use jiff::civil::Date;

use super::{Voucher, VoucherEvent, VoucherIssued};
use crate::codes::PaperCodes;
use crate::consents::{Item, Permit};
use crate::institutions::Offer;
use crate::vocabulary::Need;
use crate::{Agreement, EnteredDay, Erasable, Now, PathId, Refusal, Staff, VoucherId};

/// A voucher to be issued.
#[derive(Debug, Clone)]
pub struct IssueVoucher {
    /// Its id, drawn at the edge.
    pub voucher: VoucherId,
    /// Her path.
    pub path: PathId,
    /// Nobody has a record of her.
    pub anonymous: bool,
    /// That she wants a voucher at all.
    pub agreement: Option<Agreement>,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    pub next: Option<Offer>,
    /// Stations that she may visit besides, by name.
    pub named: Vec<Offer>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// She wants her name on it: as the record says it whenever it is shown.
    pub shows_her_name: bool,
    /// What lives in her consent towards the next station.
    pub permit: Option<Permit>,
    /// The codes of its paper, drawn at the edge.
    pub code: PaperCodes,
    /// The keyed hashes of the two forms of the station code.
    pub code_hashes: Vec<String>,
}

impl Voucher {
    pub(super) fn issue(
        by: Staff,
        now: Now,
        command: &IssueVoucher,
    ) -> Result<Vec<VoucherEvent>, Refusal> {
        let agreement = Agreement::needed(command.agreement, now)?;
        EnteredDay::LastDay.check(command.valid_until, now)?;
        if command.required == 0 && command.optional == 0 {
            return Err(Refusal::VoucherWithoutCounselling);
        }
        let mut stations = command.next.iter().chain(&command.named);
        if stations.any(|offer| offer.institution() == by.institution) {
            return Err(Refusal::VoucherToOneself);
        }
        let item = Item::Identity;
        let permit = command.permit.as_ref().filter(|permit| {
            let next = command.next.as_ref().map(Offer::institution);
            permit.route().sender == by.institution
                && next == Some(permit.route().recipient)
                && permit.path() == command.path
        });
        // What she took back elsewhere its issuer is not told: the name is written, and nobody sees it.
        let known = permit.is_some_and(|permit| permit.is_known_to_cover(item));
        if command.shows_her_name && !known {
            return Err(Refusal::ConsentMissing { item });
        }
        let disclosure = permit.and_then(|permit| permit.disclosure(&[item].into()));
        Ok(vec![VoucherEvent::VoucherIssued(VoucherIssued {
            voucher: command.voucher,
            issuer: by.institution,
            author: by.account,
            path: command.path,
            issued_on: now.today,
            agreement,
            theme: command.theme,
            next: command.next.as_ref().map(Into::into),
            named: command.named.iter().map(Into::into).collect(),
            required: command.required,
            optional: command.optional,
            valid_until: command.valid_until,
            anonymous: command.anonymous,
            shows_her_name: command.shows_her_name,
            disclosure: disclosure.filter(|_| command.shows_her_name),
            code_hashes: command.code_hashes.clone(),
            code: Some(Erasable::Known(command.code.clone())),
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{day, path, route, staff_of};
    use crate::consents::{Consent, Route};
    use crate::slips::tests_support::{consent, live};
    use crate::vouchers::tests_support::{issue, order};
    use crate::vouchers::{Stage, VoucherCommand};
    use jiff::ToSpan;

    fn when(command: IssueVoucher) -> Result<Vec<VoucherEvent>, Refusal> {
        let what = VoucherCommand::Issue(Box::new(command));
        Voucher::default().decide(&order(route().sender, day(), what))
    }

    fn named(permit: Option<Permit>) -> IssueVoucher {
        IssueVoucher {
            shows_her_name: true,
            permit,
            ..issue(1, 0)
        }
    }

    #[test]
    fn a_voucher_needs_no_name_and_no_consent() {
        let events = when(issue(1, 2)).unwrap();
        let VoucherEvent::VoucherIssued(VoucherIssued {
            issuer,
            author,
            issued_on,
            disclosure,
            ..
        }) = &events[0]
        else {
            panic!("issued");
        };
        let by = staff_of(route().sender);
        assert_eq!((*issuer, *author), (by.institution, by.account));
        assert_eq!(*issued_on, day());
        assert!(disclosure.is_none());
        let mut voucher = Voucher::default();
        voucher.evolve(&events[0]);
        assert_eq!(voucher.stage_on(day()), Stage::Issued);
    }

    #[test]
    fn her_name_is_on_it_only_if_she_wants_it_there() {
        let granted = consent([(Item::Identity, true)]);
        let events = when(named(Some(live(&granted)))).unwrap();
        let VoucherEvent::VoucherIssued(VoucherIssued { disclosure, .. }) = &events[0] else {
            panic!("issued");
        };
        let traced = disclosure.as_ref().unwrap().items();
        assert_eq!(traced, &[Item::Identity].into());

        let missing = Err(Refusal::ConsentMissing {
            item: Item::Identity,
        });
        let refused = live(&consent([(Item::Identity, false)]));
        for permit in [None, Some(refused)] {
            assert_eq!(when(named(permit)), missing);
        }
        let nowhere = IssueVoucher {
            next: None,
            ..named(Some(live(&granted)))
        };
        assert_eq!(when(nowhere), missing);
    }

    #[test]
    fn a_consent_for_another_station_or_path_puts_no_name_on_it() {
        let items = [Item::Identity].into();
        let granted: Consent = consent([(Item::Identity, true)]);
        let other_path = PathId::from_bytes([9; 16]);
        let back = Route {
            sender: route().recipient,
            recipient: route().sender,
        };
        for permit in [
            granted.live(other_path, route(), &items, day()),
            granted.live(path(), back, &items, day()),
        ] {
            assert!(when(named(Some(permit))).is_err());
        }
    }

    #[test]
    fn without_a_name_nothing_is_disclosed_though_she_would_allow_it() {
        let command = IssueVoucher {
            permit: Some(live(&consent([(Item::Identity, true)]))),
            ..issue(1, 0)
        };
        let events = when(command).unwrap();
        assert!(matches!(
            &events[0],
            VoucherEvent::VoucherIssued(VoucherIssued {
                disclosure: None,
                ..
            })
        ));
    }

    #[test]
    fn it_is_for_something_and_holds_for_a_while() {
        assert_eq!(when(issue(0, 0)), Err(Refusal::VoucherWithoutCounselling));
        assert!(when(issue(0, 1)).is_ok());
        for (days, ok) in [(-1_i32, false), (0, true), (365, true), (400, false)] {
            let mut command = issue(1, 0);
            command.valid_until = day().saturating_add(days.days());
            assert_eq!(when(command).is_ok(), ok, "{days} days");
        }
    }
}
