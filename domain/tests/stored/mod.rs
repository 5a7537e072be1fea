//! One fictitious value of every event, with its actor; where parts can be erased, a second one.

mod referral;

pub(crate) use referral::{handover, slip};

use domain::access::{AccessEvent, Denial, Purpose};
use domain::accounts::{AccountEvent, Opening};
use domain::clients::{AgeBand, Children, ClientEvent, Identity};
use domain::consents::{
    ConsentEvent, ConsentForm, ConsentText, Decision, Disclosure, Evidence, Item, Route,
};
use domain::institutions::{ContactPerson, Entry, InstitutionEvent, Service};
use domain::network::NetworkEvent;
use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{
    AccountId, Actor, Erasable, HandoverId, InstitutionId, Line, Note, PathId, RecordId, ServiceId,
    SlipId, Staff,
};
use jiff::civil::date;

const A: InstitutionId = InstitutionId::from_bytes([0xA1; 16]);
const B: InstitutionId = InstitutionId::from_bytes([0xB2; 16]);
const ACCOUNT: AccountId = AccountId::from_bytes([0xAC; 16]);
const RECORD: RecordId = RecordId::from_bytes([0x3E; 16]);
const PATH: PathId = PathId::from_bytes([0x9A; 16]);
const SLIP: SlipId = SlipId::from_bytes([0x51; 16]);
const HANDOVER: HandoverId = HandoverId::from_bytes([0x4A; 16]);
const SERVICE: ServiceId = ServiceId::from_bytes([0x5E; 16]);
const ROUTE: Route = Route {
    sender: A,
    recipient: B,
};

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

fn by(institution: InstitutionId, function: Role) -> Actor {
    Actor::Staff(Staff {
        account: ACCOUNT,
        institution,
        function,
    })
}

fn identity() -> Identity {
    Identity {
        name: Some(line("Frau Neumann")),
        birth_year: Some(1998),
        contact: Some(line("0171 39200 00")),
    }
}

fn children() -> Children {
    Children {
        age_bands: vec![AgeBand::UnderThree, AgeBand::ThreeToFive],
    }
}

/// Only a live consent makes one; the log gives it back.
fn disclosure(version: u64, items: &[Item]) -> Disclosure {
    let stored = serde_json::json!({"consent": PATH, "version": version, "items": items});
    serde_json::from_value(stored).unwrap()
}

/// A part, or what its erasure leaves.
fn part<T>(erased: bool, content: T) -> Erasable<T> {
    if erased {
        Erasable::Erased
    } else {
        Erasable::Known(content)
    }
}

pub(crate) fn network() -> Vec<(NetworkEvent, Actor)> {
    let founded = NetworkEvent::NetworkFounded {
        name: line("Netzwerk Suhlheim"),
        neutral_sender: line("Lotsendienst Suhlheim"),
        callback_phone: line("030 23125 100"),
    };
    let admitted = NetworkEvent::MemberAdmitted { institution: A };
    vec![
        (founded, by(A, Role::Operator)),
        (admitted, by(A, Role::Coordinator)),
    ]
}

pub(crate) fn institution() -> Vec<(InstitutionEvent, Actor)> {
    let service = Service {
        id: SERVICE,
        name: line("Unterhaltsvorschuss"),
        needs: [Need::Maintenance, Need::Livelihood].into(),
    };
    let entry = Entry {
        name: line("Jugendamt Suhlheim"),
        kind: InstitutionKind::Jugendamt,
        address: Some(line("Marktplatz 1, Suhlheim")),
        phone: line("030 23125 202"),
        neutral_sender: false,
    };
    let person = ContactPerson {
        name: line("P. Muster"),
        phone: line("030 23125 212"),
    };
    let hours = note("Mo bis Fr 9 bis 12 Uhr");
    [
        InstitutionEvent::InstitutionEntered {
            institution: B,
            entry,
        },
        InstitutionEvent::ServiceOffered { service },
        InstitutionEvent::ServiceWithdrawn { service: SERVICE },
        InstitutionEvent::OpeningHoursStated { hours },
        InstitutionEvent::ContactPersonNamed { person },
    ]
    .map(|event| (event, by(B, Role::Lead)))
    .into()
}

pub(crate) fn account() -> Vec<(AccountEvent, Actor)> {
    let opened = AccountEvent::AccountOpened(Opening {
        account: ACCOUNT,
        user: line("p.muster"),
        display_name: line("P. Muster"),
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB".into(),
        role: Role::PrivacyOfficer,
        institution: B,
    });
    vec![(opened, by(A, Role::Operator))]
}

pub(crate) fn client() -> Vec<(ClientEvent, Actor)> {
    let events = |erased| {
        [
            ClientEvent::ClientRecorded {
                record: RECORD,
                institution: A,
                path: PATH,
                identity: Some(part(erased, identity())),
                child: Some(part(erased, children())),
            },
            ClientEvent::ClientIdentified {
                identity: Some(part(erased, identity())),
                child: Some(part(erased, children())),
            },
        ]
    };
    let both = [false, true].into_iter().flat_map(events);
    both.map(|event| (event, by(A, Role::Caseworker))).collect()
}

pub(crate) fn consent() -> Vec<(ConsentEvent, Actor)> {
    let evidence = || Evidence {
        recorded_by: A,
        account: ACCOUNT,
        text: ConsentText {
            version: line("2026-11"),
            sha256: line(&"0f".repeat(32)),
            language: line("de"),
        },
        form: ConsentForm::Written,
    };
    let decision = |item, granted| Decision { item, granted };
    let recorded = |erased| ConsentEvent::ConsentRecorded {
        route: ROUTE,
        decisions: vec![
            decision(Item::Identity, true),
            decision(Item::FeedbackArrival, false),
        ],
        given_on: date(2026, 11, 21),
        expires_on: date(2027, 11, 21),
        evidence: Some(part(erased, evidence())),
    };
    let withdrawn = ConsentEvent::ConsentWithdrawn {
        route: ROUTE,
        items: [Item::Identity, Item::Contact].into(),
        at: A,
    };
    let handed = ConsentEvent::CopyHanded {
        items: [Item::Identity].into(),
        handover: HANDOVER,
        recipient: B,
    };
    vec![
        (recorded(false), by(A, Role::Caseworker)),
        (recorded(true), by(A, Role::Caseworker)),
        (withdrawn, Actor::She),
        (handed, Actor::Seam),
    ]
}

pub(crate) fn access() -> Vec<(AccessEvent, Actor)> {
    let on = date(2026, 11, 21);
    let viewer = ACCOUNT;
    [
        AccessEvent::RecordRead {
            record: RECORD,
            viewer,
            purpose: Purpose::Paper,
            on,
        },
        AccessEvent::SlipOpened {
            slip: SLIP,
            handover: HANDOVER,
            viewer,
            disclosure: Some(disclosure(1, &[Item::Identity])),
            on,
        },
        AccessEvent::CodeDenied {
            viewer,
            denial: Denial::Locked,
            on,
        },
    ]
    .map(|event| (event, by(B, Role::Caseworker)))
    .into()
}
