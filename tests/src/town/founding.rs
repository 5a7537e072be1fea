//! How the town comes to be: by the commands that any network is set up with.

use casework::{
    Desk, EnterInstitution, FoundNetwork, Hardness, KeepEntry, NewAccount, OpenAccount,
};
use domain::institutions::{Entry, Service};
use domain::network::Faces;
use domain::vocabulary::Role;
use domain::{AccountId, Line, Note, Staff};

use super::{Office, PASSWORD, Person};

/// The account of somebody, the same in every town.
pub(super) fn account(person: Person) -> AccountId {
    let mut bytes = [0xAC; 16];
    for (i, byte) in person.user().bytes().enumerate() {
        bytes[i % 16] ^= byte.rotate_left(u32::try_from(i / 16).unwrap());
    }
    AccountId::from_bytes(bytes)
}

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

/// Founds the network and opens every account.
pub(super) async fn found(desk: &Desk) {
    let operator = Staff {
        account: AccountId::from_bytes([0xFE; 16]),
        institution: Office::Schuldnerberatung.id(),
        function: Role::Operator,
    };
    let key = || desk.fresh_key();
    desk.perform(
        operator,
        &FoundNetwork(Faces {
            name: line("Netzwerk Suhlheim"),
            neutral_sender: line("Lotsendienst Suhlheim"),
            callback_phone: line("030 23125 100"),
        }),
        &key(),
    )
    .await
    .unwrap();
    for office in Office::ALL {
        enter(desk, operator, office).await;
    }
    let roles = Role::ALL.iter().map(|role| Person::Role(*role));
    let offices = Office::ALL.into_iter().filter(|office| office.signs_in());
    let people = offices.map(Person::At).chain(roles);
    let password_hash = Hardness::Demo.hash(PASSWORD, [1; 16]).unwrap();
    for person in people {
        let (institution, role) = match person {
            Person::At(office) => (office.id(), Role::Caseworker),
            Person::Role(role) => (Office::Schuldnerberatung.id(), role),
        };
        let new = NewAccount {
            user: line(&person.user()),
            display_name: line("P. Muster"),
            role,
            institution,
            password_hash: password_hash.clone(),
        };
        desk.perform(
            operator,
            &OpenAccount {
                account: account(person),
                new: &new,
            },
            &key(),
        )
        .await
        .unwrap();
    }
}

async fn enter(desk: &Desk, operator: Staff, office: Office) {
    let (kind, need) = office.kind_and_need();
    let address = (!kind.hides_its_address()).then(|| line("Marktplatz 1, Suhlheim"));
    let entry = Entry {
        name: line(&format!("{office:?} Suhlheim")),
        kind,
        address,
        phone: line(&format!("030 23125 20{}", office.number())),
        neutral_sender: false,
        signs_in: office.signs_in(),
    };
    desk.perform(
        operator,
        &EnterInstitution {
            institution: office.id(),
            entry: &entry,
        },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
    let service = Service {
        id: office.service(),
        name: line(&format!("Angebot {office:?}")),
        needs: [need].into(),
    };
    let hours = Note::parse("Mo bis Fr 9 bis 12 Uhr").unwrap();
    desk.perform(
        operator,
        &KeepEntry {
            institution: office.id(),
            service: Some(&service),
            hours: Some(&hours),
            person: None,
        },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
}
