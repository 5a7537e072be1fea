//! Erasure: who may erase a record, what keeps it, and what her request leaves behind where it cannot
//! be fulfilled at once.

use jiff::civil::Date;

use super::{Client, ClientEvent, Opened};
use crate::network::Rules;
use crate::vocabulary::{InstitutionKind, Role};
use crate::{Refusal, Staff};

/// Why a record stays although she asked for its erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept until a day, whoever asks.
    LegalHold {
        /// The last day.
        until: Date,
    },
    /// The institution looks at it itself first.
    OwnDecision,
}

impl Kept {
    /// The last day, where there is one.
    #[must_use]
    pub const fn until(self) -> Option<Date> {
        match self {
            Self::LegalHold { until } => Some(until),
            Self::OwnDecision => None,
        }
    }
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

    /// What keeps the record when she asks for its erasure at another of her stations.
    #[must_use]
    pub fn kept(&self, rules: &Rules, kind: InstitutionKind, today: Date) -> Option<Kept> {
        let decides = rules.erase_on_own_decision.contains(&kind);
        self.held(today)
            .or_else(|| decides.then_some(Kept::OwnDecision))
    }

    /// The hold that keeps the record on this day, whoever asks.
    #[must_use]
    pub fn held(&self, today: Date) -> Option<Kept> {
        let until = self.held_until().filter(|until| *until >= today)?;
        Some(Kept::LegalHold { until })
    }

    /// The seam: she asks for erasure at one of her stations, and this record is one of hers.
    #[must_use]
    pub fn requested(&self, on: Date) -> Option<ClientEvent> {
        (!self.asks_for_erasure()).then_some(ClientEvent::ErasureRequested { on })
    }

    /// What cannot be erased yet is not used meanwhile (section 84(3) SGB X, Art. 18 GDPR).
    #[must_use]
    pub fn put_off(&self) -> Option<ClientEvent> {
        let restricted = ClientEvent::RestrictionSet { restricted: true };
        (!self.is_restricted()).then_some(restricted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{now, path, staff_of};
    use crate::{InstitutionId, RecordId};

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
    fn a_hold_and_the_kinds_own_decision_keep_it() {
        let (mut client, today) = (client(), now().today);
        let kind = InstitutionKind::Jugendamt;
        let mut rules = Rules::default();
        assert_eq!(client.kept(&rules, kind, today), None);
        rules.erase_on_own_decision.insert(kind);
        assert_eq!(client.kept(&rules, kind, today), Some(Kept::OwnDecision));
        let own = client.erase(who(Role::Lead, HERE), today);
        assert!(own.is_ok(), "it decides");
        client.evolve(&ClientEvent::LegalHoldPlaced { until: today });
        let held = Kept::LegalHold { until: today };
        assert_eq!(client.kept(&rules, kind, today), Some(held));
        assert_eq!(held.until(), Some(today));
        let refused = client.erase(who(Role::Lead, HERE), today);
        assert_eq!(refused, Err(Refusal::LegalHold { until: today }));
    }

    #[test]
    fn a_request_stands_once_and_restricts_what_stays() {
        let mut client = client();
        for event in [client.requested(now().today), client.put_off()] {
            client.evolve(&event.unwrap());
        }
        assert!(client.asks_for_erasure() && client.is_restricted());
        assert_eq!(client.requested(now().today), None);
        assert_eq!(client.put_off(), None);
    }
}
