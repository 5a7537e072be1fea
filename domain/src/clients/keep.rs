//! HoldRecord, LiftHold, RequestErasure and KeepRecord: how long the record is kept, and whether she wants it
//! gone (Art. 17 GDPR).

use jiff::civil::Date;

use super::{Client, ClientEvent, changed};
use crate::{EnteredDay, Now, Refusal};

impl Client {
    pub(super) fn hold(&self, now: Now, until: Date) -> Result<Vec<ClientEvent>, Refusal> {
        EnteredDay::LegalHold.check(until, now)?;
        Ok(changed(
            self.held_until() != Some(until),
            ClientEvent::LegalHoldPlaced { until },
        ))
    }

    pub(super) fn lift_hold(&self) -> Vec<ClientEvent> {
        changed(self.held_until().is_some(), ClientEvent::LegalHoldLifted {})
    }

    pub(super) fn request_erasure(&self, now: Now) -> Vec<ClientEvent> {
        changed(
            !self.asks_for_erasure(),
            ClientEvent::ErasureRequested { on: now.today },
        )
    }

    pub(super) fn keep_record(&self, now: Now) -> Vec<ClientEvent> {
        changed(
            self.asks_for_erasure() || self.is_to_be_asked_about_erasure(),
            ClientEvent::ErasureNotWanted { on: now.today },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::ClientCommand;
    use crate::clients::tests_support::{HERE, carry_out, order, recorded};
    use crate::consents::tests_support::now;
    use crate::vocabulary::Role;

    #[test]
    fn a_hold_stops_erasure_until_its_day_or_until_it_is_lifted() {
        let mut client = recorded();
        let today = now().today;
        let mut hold = order(HERE, ClientCommand::Hold { until: today });
        assert_eq!(client.decide(&hold), Err(Refusal::NotYourRole));
        hold.by.function = Role::PrivacyOfficer;
        carry_out(&mut client, &hold).unwrap();
        let tomorrow = today.tomorrow().unwrap();
        assert_eq!(
            client.may_be_erased(today),
            Err(Refusal::LegalHold { until: today })
        );
        assert_eq!(client.may_be_erased(tomorrow), Ok(()));
        hold.what = ClientCommand::LiftHold;
        carry_out(&mut client, &hold).unwrap();
        assert_eq!(client.may_be_erased(today), Ok(()));
        assert_eq!(client.decide(&hold), Ok(vec![]));
    }

    #[test]
    fn she_asks_once_and_it_is_never_refused() {
        let mut client = recorded();
        let ask = order(HERE, ClientCommand::RequestErasure);
        let events = carry_out(&mut client, &ask).unwrap();
        assert_eq!(events, [ClientEvent::ErasureRequested { on: now().today }]);
        assert!(client.asks_for_erasure());
        assert_eq!(client.decide(&ask), Ok(vec![]));
    }
}
