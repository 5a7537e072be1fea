//! One fictitious value of every event, with its actor; where parts can be erased, a second one.

mod access;
mod client;
mod consent;
mod handover;
mod network;
mod slip;
mod voucher;

pub(crate) use access::access;
pub(crate) use client::client;
pub(crate) use consent::{consent, consent_said, evidence};
pub(crate) use handover::handover;
pub(crate) use network::{account, calendar, institution, network, release, service_chain};
pub(crate) use slip::{slip, slip_with_own_code};
pub(crate) use voucher::{voucher, voucher_acts, voucher_with_own_code};

use domain::clients::{AgeBand, Children, ContactChannel, Identity};
use domain::codes::{PaperCodes, QrCode, StationCode, TypedCode};
use domain::consents::{ConsentText, Disclosure, Item, Route};
use domain::institutions::Sender;
use domain::slips::{Counselling, Waypoint, Words};
use domain::vocabulary::Role;
use domain::{
    AccountId, Actor, AgreedBy, Agreement, Erasable, EvidenceId, HandoverId, InstitutionId, Line,
    Note, PathId, RecordId, ReleaseId, ServiceId, SlipId, Staff, VoucherId,
};
use jiff::civil::{Date, date};

const A: InstitutionId = InstitutionId::from_bytes([0xA1; 16]);
const B: InstitutionId = InstitutionId::from_bytes([0xB2; 16]);
const ACCOUNT: AccountId = AccountId::from_bytes([0xAC; 16]);
const DEPUTY: AccountId = AccountId::from_bytes([0xAD; 16]);
const RECORD: RecordId = RecordId::from_bytes([0x3E; 16]);
const OTHER_RECORD: RecordId = RecordId::from_bytes([0x3F; 16]);
const PATH: PathId = PathId::from_bytes([0x9A; 16]);
const OTHER_PATH: PathId = PathId::from_bytes([0x9B; 16]);
const SLIP: SlipId = SlipId::from_bytes([0x51; 16]);
const CHILD_SLIP: SlipId = SlipId::from_bytes([0x52; 16]);
const HANDOVER: HandoverId = HandoverId::from_bytes([0x4A; 16]);
const ARRIVAL: HandoverId = HandoverId::from_bytes([0x4B; 16]);
const SERVICE: ServiceId = ServiceId::from_bytes([0x5E; 16]);
const VOUCHER: VoucherId = VoucherId::from_bytes([0x60; 16]);
const EVIDENCE: EvidenceId = EvidenceId::from_bytes([0xE5; 16]);
const RELEASE: ReleaseId = ReleaseId::from_bytes([0x2E; 16]);
const ROUTE: Route = Route {
    sender: A,
    recipient: B,
};

fn day() -> Date {
    date(2026, 11, 21)
}

fn last_day() -> Date {
    date(2026, 12, 20)
}

fn agreement() -> Agreement {
    Agreement {
        on: day(),
        by: AgreedBy::ForHer,
    }
}

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
        channel: Some(ContactChannel::Message),
        language: Some(line("uk")),
    }
}

/// As they travel: bands alone.
fn children() -> Children {
    Children {
        age_bands: vec![AgeBand::UnderThree, AgeBand::ThreeToFive],
        names: vec![],
    }
}

fn sender() -> Sender {
    Sender::Office(A)
}

fn text() -> ConsentText {
    ConsentText {
        version: "2026-11".into(),
        sha256: "0f".repeat(32),
        language: "de".into(),
    }
}

fn why(erased: bool) -> Erasable<Counselling> {
    let told = Counselling {
        reason: Some(note("Seit einem Jahr kommt kein Unterhalt.")),
        way: vec![Waypoint {
            station: A,
            ticked: false,
        }],
    };
    part(erased, told)
}

fn words(erased: bool, text: &str) -> Erasable<Words> {
    part(erased, Words { words: note(text) })
}

/// As a paper kept its code before there was one of her own.
fn code() -> PaperCodes {
    PaperCodes {
        station: StationCode {
            qr: QrCode::draw([13; 16]),
            typed: TypedCode::draw([14; 10]),
        },
        own: None,
    }
}

fn with_own_code() -> PaperCodes {
    PaperCodes {
        own: Some(TypedCode::draw([15; 10])),
        ..code()
    }
}

fn hashes() -> Vec<String> {
    vec!["00".repeat(32), "11".repeat(32)]
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

/// The event whole, and the event as it reads after its parts were erased.
fn both<E>(event: impl Fn(bool) -> E, actor: Actor) -> [(E, Actor); 2] {
    [(event(false), actor), (event(true), actor)]
}
