//! The four institutions, and what is printed of them.

use domain::accounts::{Account, AccountEvent, Colleague, Opening};
use domain::codes::{QrCode, StationCode, TypedCode};
use domain::consents::{ConsentText, Item};
use domain::institutions::{Entry, Institution, InstitutionEvent, Offer, SenderShown, Service};
use domain::network::Faces;
use domain::slips::Message;
use domain::vocabulary::{InstitutionKind, Need, Outcome, RejectionReason, Role};
use domain::{AccountId, EvidenceId, InstitutionId, Line, Note, ServiceId};
use jiff::civil::{Date, date};

pub(crate) const DEBTS: InstitutionId = InstitutionId::from_bytes([1; 16]);
pub(crate) const JOBCENTER: InstitutionId = InstitutionId::from_bytes([2; 16]);
pub(crate) const YOUTH: InstitutionId = InstitutionId::from_bytes([3; 16]);
pub(crate) const SHELTER: InstitutionId = InstitutionId::from_bytes([4; 16]);
pub(crate) const ALL: [InstitutionId; 4] = [DEBTS, JOBCENTER, YOUTH, SHELTER];

/// What proves her word is not a rule's concern.
pub(crate) const EVIDENCE: EvidenceId = EvidenceId::from_bytes([6; 16]);
const SERVICE: ServiceId = ServiceId::from_bytes([5; 16]);

pub(crate) fn first_day() -> Date {
    date(2026, 11, 2)
}

pub(crate) fn kind(of: InstitutionId) -> InstitutionKind {
    match of {
        DEBTS => InstitutionKind::Schuldnerberatung,
        JOBCENTER => InstitutionKind::Grundsicherungsstelle,
        YOUTH => InstitutionKind::Jugendamt,
        _ => InstitutionKind::Frauenhaus,
    }
}

pub(crate) fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

pub(crate) fn note() -> Note {
    Note::parse("Es wurde am Telefon besprochen.").unwrap()
}

pub(crate) fn account(number: u8) -> AccountId {
    AccountId::from_bytes([10 + number; 16])
}

pub(crate) fn network() -> Faces {
    Faces {
        name: line("Netzwerk Suhlheim"),
        neutral_sender: line("Lotsendienst Suhlheim"),
        callback_phone: line("0000 100"),
    }
}

pub(crate) fn name(of: InstitutionId) -> Line {
    line(kind(of).code())
}

fn institution(id: InstitutionId) -> Institution {
    let mut institution = Institution::default();
    institution.evolve(&InstitutionEvent::InstitutionEntered {
        institution: id,
        entry: Entry {
            name: name(id),
            kind: kind(id),
            address: None,
            phone: line("0000 200"),
            neutral_sender: false,
            signs_in: true,
        },
    });
    institution.evolve(&InstitutionEvent::ServiceOffered {
        service: Service {
            id: SERVICE,
            name: line("Beratung"),
            needs: [Need::Livelihood].into(),
        },
    });
    institution
}

pub(crate) fn offer(id: InstitutionId) -> Offer {
    institution(id).offer(SERVICE).unwrap()
}

pub(crate) fn shown(id: InstitutionId) -> SenderShown {
    institution(id).shown_as_sender(&network()).unwrap()
}

pub(crate) fn colleague(number: u8, of: InstitutionId) -> Colleague {
    let mut opened = Account::default();
    opened.evolve(&AccountEvent::AccountOpened(Opening {
        account: account(number),
        user: line("kollege"),
        display_name: line("Kollege"),
        password_hash: String::new(),
        role: Role::Caseworker,
        institution: of,
    }));
    opened.colleague().unwrap()
}

/// What a strip of paper says.
pub(crate) fn message(number: u16) -> Message {
    let (reason, outcome) = (RejectionReason::NoShow, Outcome::EndedByHer);
    match number % 5 {
        0 => Message::Accepted,
        1 => Message::Reason { reason },
        2 => Message::Outcome { outcome },
        3 => Message::Reason {
            reason: RejectionReason::NoCapacity,
        },
        _ => Message::Arrived,
    }
}

pub(crate) fn text() -> ConsentText {
    ConsentText {
        version: line("2026-11"),
        sha256: line("00"),
        language: line("de"),
    }
}

pub(crate) fn code(drawn: [u8; 16]) -> StationCode {
    StationCode {
        qr: QrCode::draw(drawn),
        typed: TypedCode::draw([drawn[3]; 10]),
    }
}

/// The items whose bit is set.
pub(crate) fn items(mask: u16) -> impl Iterator<Item = Item> {
    let all = Item::ALL.iter().copied().enumerate();
    all.filter(move |(bit, _)| mask >> bit & 1 == 1)
        .map(|(_, item)| item)
}
