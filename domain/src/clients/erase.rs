//! Erasure: who may erase a record, what keeps it, and what her request leaves behind where it cannot
//! be fulfilled at once.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Client, ClientEvent, Opened};
use crate::vocabulary::Role;
use crate::{Refusal, Staff};

/// Why a record stays although she asked for its erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept until a day, whoever asks.
    LegalHold {
        /// The last day.
        until: Date,
    },
    /// She was said elsewhere to want it: this institution asks her first.
    HerWordAwaited,
}

impl Kept {
    /// The last day, where there is one.
    #[must_use]
    pub const fn until(self) -> Option<Date> {
        match self {
            Self::LegalHold { until } => Some(until),
            Self::HerWordAwaited => None,
        }
    }
}

/// The day by which an institution answers her, when she is said to want something of it (Art. 12(3) GDPR).
#[must_use]
pub fn answered_by(asked_on: Date) -> Date {
    asked_on.saturating_add(1.month())
}

impl Client {
    /// EraseRecord: by those who work with the record and by the privacy officer, unless it is held.
    pub fn erase(&self, by: Staff, today: Date) -> Result<Opened, Refusal> {
        if !by.function.does_casework() && by.function != Role::PrivacyOfficer {
            return Err(Refusal::NotYourRole);
        }
        let opened = self.at(by.institution)?;
        self.may_be_erased(today)?;
        Ok(opened)
    }

    /// The hold that keeps the record on this day, whoever asks.
    #[must_use]
    pub fn held(&self, today: Date) -> Option<Kept> {
        let until = self.held_until.filter(|until| *until >= today)?;
        Some(Kept::LegalHold { until })
    }

    /// The seam: nothing stands here but that she was announced with a slip, and the slip goes.
    #[must_use]
    pub fn requested(&self, on: Date) -> Option<ClientEvent> {
        (!self.asks_for_erasure()).then_some(ClientEvent::ErasureRequested { on })
    }

    /// The seam: she was said at another of her stations to want everything erased. No station speaks for her
    /// at another one: here she is asked, within a month (Art. 12(3), 12(6) GDPR).
    #[must_use]
    pub fn asked_elsewhere(&self, on: Date) -> Option<ClientEvent> {
        let known = self.asks_for_erasure() || self.is_to_be_asked_about_erasure();
        (!known).then_some(ClientEvent::ErasureAskedElsewhere { on })
    }

    /// What cannot be erased yet is not used meanwhile (section 84(3) SGB X, Art. 18 GDPR).
    #[must_use]
    pub fn put_off(&self) -> Option<ClientEvent> {
        let restricted = ClientEvent::RestrictionSet { restricted: true };
        (!self.restricted).then_some(restricted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::{ClientChange, ClientCommand};
    use crate::consents::tests_support::{now, path, staff_of};
    use crate::{InstitutionId, Instruction, RecordId};

    const HERE: InstitutionId = InstitutionId::from_bytes([1; 16]);

    fn client() -> Client {
        let mut client = Client::default();
        client.evolve(&ClientEvent::ClientRecorded {
            record: RecordId::from_bytes([6; 16]),
            institution: HERE,
            path: path(),
            identity: None,
            child: None,
        });
        client
    }

    fn who(function: Role, at: InstitutionId) -> Staff {
        Staff {
            function,
            ..staff_of(at)
        }
    }

    #[test]
    fn its_own_people_erase_it_and_nobody_else() {
        let (client, today) = (client(), now().today);
        for role in [Role::Caseworker, Role::Lead, Role::PrivacyOfficer] {
            assert!(client.erase(who(role, HERE), today).is_ok());
            let elsewhere = InstitutionId::from_bytes([2; 16]);
            let refused = client.erase(who(role, elsewhere), today);
            assert_eq!(refused, Err(Refusal::NotYours));
        }
        for role in [Role::Coordinator, Role::Operator] {
            let refused = client.erase(who(role, HERE), today);
            assert_eq!(refused, Err(Refusal::NotYourRole));
        }
    }

    #[test]
    fn a_hold_keeps_it_whoever_asks() {
        let (mut client, today) = (client(), now().today);
        assert_eq!(client.held(today), None);
        client.evolve(&ClientEvent::LegalHoldPlaced { until: today });
        let held = Kept::LegalHold { until: today };
        assert_eq!(client.held(today), Some(held));
        assert_eq!(held.until(), Some(today));
        let refused = client.erase(who(Role::Lead, HERE), today);
        assert_eq!(refused, Err(Refusal::LegalHold { until: today }));
    }

    #[test]
    fn what_was_said_elsewhere_asks_for_nothing_here_until_she_says_so_herself() {
        let mut client = client();
        let on = now().today;
        client.evolve(&client.asked_elsewhere(on).unwrap());
        assert!(!client.asks_for_erasure() && !client.restricted);
        assert!(client.is_to_be_asked_about_erasure());
        assert_eq!(client.asked_elsewhere(on), None, "she is asked once");
        let order = |what| Instruction {
            by: staff_of(HERE),
            now: now(),
            what,
        };
        let kept = client
            .decide(&order(ClientCommand::Change(ClientChange::Keep)))
            .unwrap();
        assert_eq!(kept, [ClientEvent::ErasureNotWanted { on }]);
        client.evolve(&kept[0]);
        assert!(!client.is_to_be_asked_about_erasure());
        assert_eq!(
            client.decide(&order(ClientCommand::Change(ClientChange::Keep))),
            Ok(vec![]),
            "nothing asks any more"
        );
        for event in client
            .decide(&order(ClientCommand::RequestErasure))
            .unwrap()
        {
            client.evolve(&event);
        }
        assert_eq!(client.asked_elsewhere(on), None, "she said it here");
    }

    #[test]
    fn what_stays_is_restricted_once() {
        let mut client = client();
        client.evolve(&client.put_off().unwrap());
        assert!(client.restricted);
        assert_eq!(client.put_off(), None);
    }
}
