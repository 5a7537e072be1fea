//! What is changed of a record by itself, and what turns out to be hers.

use super::*;
use crate::clients::tests_support::{ELSEWHERE, HERE, RECORD, carry_out, order, recorded};
use crate::consents::tests_support::{now, path};

const OTHER: RecordId = RecordId::from_bytes([7; 16]);

#[test]
fn another_record_is_joined_once_and_none_with_itself() {
    let mut client = recorded();
    for (record, written) in [(OTHER, 1), (OTHER, 0), (RECORD, 0)] {
        let join = order(HERE, ClientCommand::Join { record });
        let events = carry_out(&mut client, &join).unwrap();
        assert_eq!(events.len(), written);
    }
    assert_eq!(client.joined, [OTHER].into());
    assert_eq!(
        client.decide(&order(ELSEWHERE, ClientCommand::Join { record: OTHER })),
        Err(Refusal::NotYours)
    );
}

#[test]
fn a_path_of_hers_is_added_once_and_her_own_is_known() {
    let other = PathId::from_bytes([8; 16]);
    let mut client = recorded();
    for (path, written) in [(path(), 0), (other, 1), (other, 0)] {
        let add = order(HERE, ClientCommand::AddPath(path));
        let events = carry_out(&mut client, &add).unwrap();
        assert_eq!(events.len(), written);
    }
    assert_eq!(client.paths, [path(), other].into());
    assert_eq!(client.opened.unwrap().path, path());
}

#[test]
fn a_hold_stops_erasure_until_its_day_or_until_it_is_lifted() {
    let mut client = recorded();
    let today = now().today;
    let mut hold = order(
        HERE,
        ClientCommand::Change(ClientChange::Hold { until: today }),
    );
    assert_eq!(client.decide(&hold), Err(Refusal::NotYourRole));
    hold.by.function = Role::PrivacyOfficer;
    carry_out(&mut client, &hold).unwrap();
    let tomorrow = today.tomorrow().unwrap();
    assert_eq!(
        client.may_be_erased(today),
        Err(Refusal::LegalHold { until: today })
    );
    assert_eq!(client.may_be_erased(tomorrow), Ok(()));
    hold.what = ClientCommand::Change(ClientChange::LiftHold);
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

#[test]
fn her_safe_mode_is_switched_on_and_off_again() {
    let mut client = recorded();
    for protected in [true, true, false] {
        let was = client.protected;
        let order = order(
            HERE,
            ClientCommand::Change(ClientChange::Protect(protected)),
        );
        let events = carry_out(&mut client, &order).unwrap();
        assert_eq!(events.len(), usize::from(was != protected));
        assert_eq!(client.protected, protected);
    }
}

#[test]
fn restricted_data_is_not_used_until_it_is_free_again() {
    let mut client = recorded();
    assert_eq!(client.may_be_used(), Ok(()));
    carry_out(
        &mut client,
        &order(HERE, ClientCommand::Change(ClientChange::Restrict(true))),
    )
    .unwrap();
    assert_eq!(client.may_be_used(), Err(Refusal::Restricted));
    carry_out(
        &mut client,
        &order(HERE, ClientCommand::Change(ClientChange::Restrict(false))),
    )
    .unwrap();
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
        let mut order = order(HERE, ClientCommand::Change(ClientChange::Restrict(true)));
        order.by.function = role;
        assert_eq!(recorded().decide(&order).is_ok(), restricts, "{role}");
        order.what = ClientCommand::Change(ClientChange::Protect(true));
        assert_eq!(recorded().decide(&order).is_ok(), protects, "{role}");
    }
    assert_eq!(
        recorded().decide(&order(
            ELSEWHERE,
            ClientCommand::Change(ClientChange::Protect(true))
        )),
        Err(Refusal::NotYours)
    );
}
