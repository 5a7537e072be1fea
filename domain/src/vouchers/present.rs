//! A voucher in the hands of a station, before it is redeemed: what it is for and until when it holds. How
//! many counsellings are left is told to whoever redeems one: a look leaves no trace with anybody, and the
//! count would tell the day on which she was at another station. Who issued it stands nowhere. Her name is
//! shown only where the voucher leads next, and only while she lets it be seen.

use jiff::civil::Date;

use super::{Issued, Redeemed, Voucher, VoucherIssued};
use crate::clients::{Identity, Known};
use crate::consents::{ConsentEvent, Disclosure, Item, Permit, Route};
use crate::vocabulary::Need;
use crate::{InstitutionId, Refusal, VoucherId};

/// What a station sees of a voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The voucher.
    pub voucher: VoucherId,
    /// For which theme.
    pub theme: Need,
    /// The last day of validity.
    pub valid_until: Date,
    /// Whether this station is the one that it names next.
    pub named_next: bool,
    /// On which days she used it here.
    pub used_here_on: Vec<Date>,
    /// Who she is, if she lets this station know.
    pub name: Option<NameShown>,
}

/// Her name on a voucher, with the consent under which it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameShown {
    /// Who she is.
    pub identity: Identity,
    /// Under which consent.
    pub disclosure: Disclosure,
}

impl Voucher {
    /// Shows it to a station. After its last day her name is not shown any more: a late entry needs
    /// the day of her visit first.
    pub fn present(
        &self,
        to: InstitutionId,
        permit: &Permit,
        her: &Known,
        today: Date,
    ) -> Result<Presented, Refusal> {
        let issued = self.known_to(to)?;
        if issued.issuer == to {
            return Err(Refusal::VoucherToOneself);
        }
        let here = |used: &&Redeemed| used.institution == to;
        let holds = today <= issued.valid_until;
        Ok(Presented {
            voucher: issued.voucher,
            theme: issued.theme,
            valid_until: issued.valid_until,
            named_next: issued.is_next(to),
            used_here_on: issued.redeemed.iter().filter(here).map(|u| u.on).collect(),
            name: issued.name_for(to, permit, her).filter(|_| holds),
        })
    }
}

impl Issued {
    /// Her name for a station: only the one that is named next, and only under a consent that lives
    /// for it, and as the issuer's record says it now; no name by a paper that is older than her danger,
    /// for a day before its end neither. Everywhere else the voucher is anonymous, and nothing
    /// fails (rule 3).
    #[must_use]
    pub fn name_for(
        &self,
        station: InstitutionId,
        permit: &Permit,
        her: &Known,
    ) -> Option<NameShown> {
        let fits = self.shows_her_name
            && !self.name_withheld
            && self.is_next(station)
            && permit.route() == self.route_to(station)
            && permit.path() == self.path;
        Some(NameShown {
            identity: self.name(her).filter(|_| fits)?,
            disclosure: permit.disclosure(&[Item::Identity].into())?,
        })
    }
}

impl VoucherIssued {
    /// Whether this institution is the station that it names next.
    #[must_use]
    pub fn is_next(&self, institution: InstitutionId) -> bool {
        let next = self.next.as_ref().map(|next| next.institution);
        next == Some(institution)
    }

    /// From its issuer to a station.
    #[must_use]
    pub fn route_to(&self, station: InstitutionId) -> Route {
        Route {
            sender: self.issuer,
            recipient: station,
        }
    }

    /// Her name and year of birth, if she wants them on it: she was not asked about how to reach her.
    #[must_use]
    pub fn name(&self, her: &Known) -> Option<Identity> {
        let known = her.identity.as_ref().filter(|_| self.shows_her_name)?;
        known.only(|item| item == Item::Identity)
    }

    /// What she can see of it afterwards: which station looked at her name.
    #[must_use]
    pub fn shown_to(&self, station: InstitutionId, name: &NameShown) -> ConsentEvent {
        ConsentEvent::VoucherCopyShown {
            items: name.disclosure.items().clone(),
            voucher: self.voucher,
            route: self.route_to(station),
        }
    }

    /// The same of a station that holds it from now on.
    #[must_use]
    pub fn copy_for(&self, station: InstitutionId, name: &NameShown) -> ConsentEvent {
        ConsentEvent::VoucherCopyHanded {
            items: name.disclosure.items().clone(),
            voucher: self.voucher,
            route: self.route_to(station),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::PaperCodes;
    use crate::consents::tests_support::{
        RECORD, asked, day, line, now, order, path, route, staff_of,
    };
    use crate::consents::{Consent, ConsentCommand};
    use crate::slips::tests_support::receiving_office;
    use crate::vouchers::{IssueVoucher, VoucherCommand, VoucherEvent};
    use crate::{Instruction, ServiceId};
    use jiff::ToSpan;

    fn consent() -> Consent {
        let mut consent = Consent::default();
        let grant = order(ConsentCommand::Record(asked([(Item::Identity, true)])));
        for event in consent.decide(&grant).unwrap() {
            consent.evolve(&event);
        }
        consent
    }

    fn permit(consent: &Consent) -> Permit {
        consent.live(path(), route(), &[Item::Identity].into(), day())
    }

    fn with_her_name(permit: Option<Permit>) -> Result<Voucher, Refusal> {
        let command = IssueVoucher {
            anonymous: false,
            voucher: VoucherId::from_bytes([50; 16]),
            path: path(),
            agreement: Some(crate::Agreement::hers(day())),
            theme: Need::SocialNetwork,
            next: Some(
                receiving_office()
                    .offer(ServiceId::from_bytes([5; 16]))
                    .unwrap(),
            ),
            named: vec![],
            required: 1,
            optional: 0,
            valid_until: day().saturating_add(28.days()),
            shows_her_name: true,
            permit,
            code: PaperCodes::drawn(13, 14, 15),
            code_hashes: vec![],
        };
        let events = Voucher::default().decide(&Instruction {
            by: staff_of(route().sender),
            now: now(),
            what: VoucherCommand::Issue(Box::new(command)),
        })?;
        let mut voucher = Voucher::default();
        for event in &events {
            voucher.evolve(event);
        }
        Ok(voucher)
    }

    fn her(name: &str) -> Known {
        let identity = Identity {
            name: Some(line(name)),
            contact: Some(line("0000 12345")),
            ..Identity::default()
        };
        Known {
            identity: Some(identity),
            children: None,
        }
    }

    #[test]
    fn a_voucher_says_her_name_as_it_is_now_and_no_way_to_reach_her() {
        let voucher = with_her_name(Some(permit(&consent()))).unwrap();
        for name in ["Frau Neumann", "Frau Kaya"] {
            let shown = voucher.present(route().recipient, &permit(&consent()), &her(name), day());
            let shown = shown.unwrap().name.unwrap().identity;
            assert_eq!(shown.name, Some(line(name)));
            assert_eq!(shown.contact, None);
        }
        let nameless = Known::default();
        let shown = voucher.present(route().recipient, &permit(&consent()), &nameless, day());
        assert_eq!(shown.unwrap().name, None);
    }

    #[test]
    fn her_name_stands_on_it_only_with_her_consent_for_the_next_station() {
        let item = Item::Identity;
        let missing = Err(Refusal::ConsentMissing { item });
        assert_eq!(with_her_name(None), missing);
        assert_eq!(with_her_name(Some(permit(&Consent::default()))), missing);
        assert!(with_her_name(Some(permit(&consent()))).is_ok());
    }

    #[test]
    fn only_the_next_station_sees_her_name_and_only_while_she_lets_it() {
        let mut consent = consent();
        let voucher = with_her_name(Some(permit(&consent))).unwrap();
        let (next, other) = (route().recipient, InstitutionId::from_bytes([7; 16]));
        let name = |voucher: &Voucher, to, consent: &Consent, on| {
            voucher
                .present(to, &permit(consent), &her("Frau Neumann"), on)
                .unwrap()
                .name
        };
        assert!(name(&voucher, next, &consent, day()).is_some());
        assert!(name(&voucher, other, &consent, day()).is_none());
        let after = voucher.last_day().unwrap().saturating_add(1.day());
        assert!(name(&voucher, next, &consent, after).is_none());
        consent.evolve(&ConsentEvent::EverythingWithdrawn {
            on: day(),
            at: next,
            record: RECORD,
            how: None,
        });
        assert!(name(&voucher, next, &consent, day()).is_none());
    }

    #[test]
    fn a_paper_that_is_older_than_her_danger_gives_no_name() {
        let mut voucher = with_her_name(Some(permit(&consent()))).unwrap();
        let last = voucher.last_day().unwrap();
        let name = |voucher: &Voucher| {
            let (next, her, permit) = (route().recipient, her("Frau Neumann"), permit(&consent()));
            let shown = voucher.present(next, &permit, &her, day()).unwrap().name;
            // What a redemption copies, also one that is entered late.
            let copied = voucher.issued().unwrap().name_for(next, &permit, &her);
            assert_eq!(shown, copied);
            shown
        };
        assert!(name(&voucher).is_some());
        voucher.evolve(&voucher.withhold_name().unwrap());
        assert_eq!(voucher.withhold_name(), None);
        assert!(name(&voucher).is_none());
        voucher.evolve(&VoucherEvent::VoucherReissued {
            code_hashes: vec![],
            code: None,
        });
        assert!(name(&voucher).is_some());
        assert!(voucher.withhold_name().is_some(), "a later danger");
        let after = last.saturating_add(1.day());
        voucher.evolve(&voucher.end_validity(after).unwrap());
        assert!(voucher.withhold_name().is_some(), "a late entry copies it");
    }

    #[test]
    fn what_was_marked_as_an_error_is_unknown_to_all_but_its_issuer() {
        let mut voucher = with_her_name(Some(permit(&consent()))).unwrap();
        let mark = VoucherCommand::EnterInError {
            comment: Some(crate::Note::parse("Doppelt").unwrap()),
        };
        let order = |at, what| crate::vouchers::tests_support::order(at, day(), what);
        for event in voucher.decide(&order(route().sender, mark)).unwrap() {
            voucher.evolve(&event);
        }
        for at in [route().recipient, InstitutionId::from_bytes([7; 16])] {
            let shown = voucher.present(at, &permit(&consent()), &her("Frau Neumann"), day());
            assert_eq!(shown, Err(Refusal::UnknownCode));
            let redeem = VoucherCommand::Redeem {
                on: day(),
                member: true,
            };
            let redeemed = voucher.decide(&order(at, redeem));
            assert_eq!(redeemed, Err(Refusal::UnknownCode));
        }
        assert!(voucher.known_to(route().sender).is_ok());
    }

    #[test]
    fn the_issuer_is_shown_nothing() {
        let voucher = with_her_name(Some(permit(&consent()))).unwrap();
        assert_eq!(
            voucher.present(
                route().sender,
                &permit(&consent()),
                &her("Frau Neumann"),
                day()
            ),
            Err(Refusal::VoucherToOneself)
        );
    }
}
