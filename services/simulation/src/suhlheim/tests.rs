//! What must hold of the town, whoever adds to it.

use super::*;

fn town() -> Suhlheim {
    Suhlheim::read().unwrap()
}

#[test]
fn every_need_has_a_service_and_every_service_a_need() {
    let town = town();
    let services: Vec<Service> = town
        .institutions
        .iter()
        .flat_map(|member| member.office().services)
        .collect();
    assert!(services.iter().all(|service| !service.needs.is_empty()));
    let met: BTreeSet<Need> = services.iter().flat_map(|s| s.needs.clone()).collect();
    assert_eq!(met, Need::ALL.iter().copied().collect());
    for member in &town.institutions {
        assert!(
            (1..=4).contains(&member.office().services.len()),
            "{}",
            member.key
        );
    }
}

#[test]
fn every_kind_that_can_be_a_station_is_there() {
    let kinds: BTreeSet<_> = town().institutions.iter().map(|m| m.kind).collect();
    let stations = InstitutionKind::ALL.iter().copied();
    // A company is where a path may end; it never gets personal data (vocabulary).
    let expected = stations.filter(|kind| *kind != InstitutionKind::Unternehmen);
    assert_eq!(kinds, expected.collect());
}

#[test]
fn only_the_shelter_has_no_address() {
    for member in town().institutions {
        assert_eq!(
            member.address.is_none(),
            member.kind.hides_its_address(),
            "{}",
            member.key
        );
    }
}

#[test]
fn an_ordinary_office_uses_the_neutral_sender_too() {
    let neutral: Vec<_> = town()
        .institutions
        .into_iter()
        .filter(|m| m.neutral_sender)
        .collect();
    assert!(!neutral.is_empty() && neutral.iter().all(|m| !m.kind.is_protected()));
}

#[test]
fn every_number_is_one_that_belongs_to_nobody() {
    let town = town();
    let members = town
        .institutions
        .iter()
        .flat_map(|m| [&m.phone, &m.contact.phone]);
    let numbers: Vec<&str> = members
        .chain([&town.network.callback_phone])
        .map(Line::as_str)
        .collect();
    for number in &numbers {
        let extension = number.strip_prefix("030 23125 ").unwrap();
        assert!(
            extension.len() == 3 && extension.parse::<u16>().is_ok(),
            "{number}"
        );
    }
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn keys_and_users_are_unique_and_the_roles_are_staffed() {
    let town = town();
    let keys: BTreeSet<_> = town.institutions.iter().map(|m| &m.key).collect();
    assert_eq!(keys.len(), town.institutions.len());
    let staff: Vec<Person> = town.institutions.iter().flat_map(Member::staff).collect();
    let users: BTreeSet<_> = staff.iter().map(|p| &p.user).collect();
    assert_eq!(users.len(), staff.len());
    let count = |role| staff.iter().filter(|p| p.role == role).count();
    // At the Kita nobody signs in: what comes back from there comes on paper.
    let on_paper = town
        .institutions
        .iter()
        .filter(|m| !m.office().entry.signs_in);
    assert_eq!(
        on_paper.map(|m| m.key.as_str()).collect::<Vec<_>>(),
        ["kita"]
    );
    assert_eq!(count(Role::Caseworker), town.institutions.len() - 1);
    assert_eq!((count(Role::Coordinator), count(Role::Operator)), (1, 1));
    assert!(count(Role::Lead) >= 5 && count(Role::PrivacyOfficer) >= 3);
}

#[test]
fn names_say_what_an_institution_is() {
    let plain = |text: &str| {
        text.to_lowercase()
            .replace('ü', "ue")
            .replace(['-', ' '], "_")
    };
    let spelt_otherwise = [
        InstitutionKind::Wohngeldstelle,
        InstitutionKind::SchuleSchulsozialarbeit,
        InstitutionKind::Bildungstraeger,
    ];
    for member in town().institutions {
        let said = plain(member.name.as_str()).contains(member.kind.code());
        assert!(
            said || spelt_otherwise.contains(&member.kind),
            "{}",
            member.key
        );
    }
}
