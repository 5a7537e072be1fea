//! ProtectClient and RestrictClient: her safe mode (rule 11), and her data at rest (Art. 18 GDPR).

use super::{Client, ClientEvent, changed};

impl Client {
    pub(super) fn protect(&self, protected: bool) -> Vec<ClientEvent> {
        changed(
            self.is_protected() != protected,
            ClientEvent::ProtectionSet { protected },
        )
    }

    pub(super) fn restrict(&self, restricted: bool) -> Vec<ClientEvent> {
        changed(
            self.is_restricted() != restricted,
            ClientEvent::RestrictionSet { restricted },
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::Refusal;
    use crate::clients::ClientCommand;
    use crate::clients::tests_support::{ELSEWHERE, HERE, carry_out, order, recorded};
    use crate::vocabulary::Role;

    #[test]
    fn her_safe_mode_is_switched_on_and_off_again() {
        let mut client = recorded();
        for protected in [true, true, false] {
            let was = client.is_protected();
            let order = order(HERE, ClientCommand::Protect(protected));
            let events = carry_out(&mut client, &order).unwrap();
            assert_eq!(events.len(), usize::from(was != protected));
            assert_eq!(client.is_protected(), protected);
        }
    }

    #[test]
    fn restricted_data_is_not_used_until_it_is_free_again() {
        let mut client = recorded();
        assert_eq!(client.may_be_used(), Ok(()));
        carry_out(&mut client, &order(HERE, ClientCommand::Restrict(true))).unwrap();
        assert_eq!(client.may_be_used(), Err(Refusal::Restricted));
        carry_out(&mut client, &order(HERE, ClientCommand::Restrict(false))).unwrap();
        assert_eq!(client.may_be_used(), Ok(()));
    }

    #[test]
    fn restricting_is_the_officers_too_protecting_is_casework() {
        for (role, restricts, protects) in [
            (Role::Caseworker, true, true),
            (Role::Lead, true, true),
            (Role::PrivacyOfficer, true, false),
            (Role::Coordinator, false, false),
            (Role::Operator, false, false),
        ] {
            let mut order = order(HERE, ClientCommand::Restrict(true));
            order.by.function = role;
            assert_eq!(recorded().decide(&order).is_ok(), restricts, "{role}");
            order.what = ClientCommand::Protect(true);
            assert_eq!(recorded().decide(&order).is_ok(), protects, "{role}");
        }
        assert_eq!(
            recorded().decide(&order(ELSEWHERE, ClientCommand::Protect(true))),
            Err(Refusal::NotYours)
        );
    }
}
