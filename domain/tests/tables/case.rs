//! One fictitious case: A sends her to B, C has nothing to do with it, and she allowed everything.

use domain::accounts::{Account, AccountEvent, Colleague, Opening};
use domain::codes::{PaperCodes, QrCode, StationCode, TypedCode};
use domain::consents::{
    Asked, Asking, Consent, ConsentCommand, ConsentForm, ConsentPurpose, Decider, Item, Permit,
    RecordConsent, Route, Subject, Wording,
};
use domain::institutions::{Entry, Institution, InstitutionEvent, Offer, Sender, Service};
use domain::slips::{IssueSlip, Slip, SlipCommand};
use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{
    AccountId, Agreement, EvidenceId, HandoverId, InstitutionId, Instruction, Line, Note, Now,
    PathId, RecordId, ServiceId, SlipId, Staff,
};
use jiff::civil::{Date, date};

pub(crate) const A: InstitutionId = InstitutionId::from_bytes([0xA; 16]);
pub(crate) const B: InstitutionId = InstitutionId::from_bytes([0xB; 16]);
pub(crate) const C: InstitutionId = InstitutionId::from_bytes([0xC; 16]);
pub(crate) const AUTHOR: AccountId = AccountId::from_bytes([1; 16]);
pub(crate) const COLLEAGUE: AccountId = AccountId::from_bytes([2; 16]);
pub(crate) const PATH: PathId = PathId::from_bytes([3; 16]);
pub(crate) const RECORD: RecordId = RecordId::from_bytes([4; 16]);
pub(crate) const KEPT_AS: EvidenceId = EvidenceId::from_bytes([0xE; 16]);
pub(crate) const SERVICE: ServiceId = ServiceId::from_bytes([5; 16]);
pub(crate) const HANDOVER: HandoverId = HandoverId::from_bytes([6; 16]);
pub(crate) const ROUTE: Route = Route {
    sender: A,
    recipient: B,
};

pub(crate) fn today() -> Date {
    date(2026, 11, 2)
}

/// The last day of everything in this case.
pub(crate) fn last_day() -> Date {
    date(2026, 11, 30)
}

pub(crate) fn day_after() -> Date {
    date(2026, 12, 1)
}

pub(crate) fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

pub(crate) fn note() -> Option<Note> {
    Note::parse("Verwechslung am Schalter").ok()
}

pub(crate) fn author(institution: InstitutionId) -> Staff {
    Staff {
        account: AUTHOR,
        institution,
        function: Role::Caseworker,
    }
}

pub(crate) fn order<C>(by: Staff, today: Date, what: C) -> Instruction<C> {
    let at = "2026-11-02T09:00:00Z".parse().unwrap();
    Instruction {
        by,
        now: Now { at, today },
        what,
    }
}

pub(crate) fn offer(institution: InstitutionId) -> Offer {
    let mut office = Institution::default();
    let entry = Entry {
        name: line("Jugendamt Suhlheim"),
        kind: InstitutionKind::Jugendamt,
        address: None,
        phone: line("0000 300"),
        neutral_sender: false,
        signs_in: true,
    };
    office.evolve(&InstitutionEvent::InstitutionEntered { institution, entry });
    let service = Service {
        id: SERVICE,
        name: line("Unterhaltsvorschuss"),
        needs: [Need::Maintenance].into(),
    };
    office.evolve(&InstitutionEvent::ServiceOffered { service });
    office.offer(SERVICE).unwrap()
}

pub(crate) fn colleague(institution: InstitutionId) -> Colleague {
    let mut account = Account::default();
    account.evolve(&AccountEvent::AccountOpened(Opening {
        account: COLLEAGUE,
        user: line("k.kollege"),
        display_name: line("K. Kollege"),
        password_hash: String::new(),
        role: Role::Caseworker,
        institution,
    }));
    account.colleague().unwrap()
}

/// In writing and in German, with the text in force.
pub(crate) fn asking(subject: Subject) -> Asking {
    Asking {
        text: Wording::in_force(subject, "de").unwrap().reference(),
        spoken: "de".parse().unwrap(),
        interpreter: false,
        form: ConsentForm::Written,
    }
}

pub(crate) fn asked(granted: bool) -> RecordConsent {
    RecordConsent {
        record: RECORD,
        kept_as: KEPT_AS,
        sender_kind: InstitutionKind::Schuldnerberatung,
        recipients: [B].into(),
        born: None,
        asked: Asked {
            decisions: Item::ALL.iter().map(|item| (*item, granted)).collect(),
            asking: asking(Subject::Consent),
            decider: Some(Decider::Herself),
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            given_on: today(),
            expires_on: Some(last_day()),
            signed_after_withdrawal: None,
        },
    }
}

/// Everything that she allowed.
pub(crate) fn permit() -> Permit {
    let mut consent = Consent::default();
    let record = order(author(A), today(), ConsentCommand::Record(asked(true)));
    for event in consent.decide(&record).unwrap() {
        consent.evolve(&event);
    }
    let all = Item::ALL.iter().copied().collect();
    consent.permit(PATH, ROUTE, &all, today()).unwrap()
}

pub(crate) fn code() -> PaperCodes {
    PaperCodes {
        station: StationCode {
            qr: QrCode::draw([7; 16]),
            typed: TypedCode::draw([8; 10]),
        },
        own: Some(TypedCode::draw([9; 10])),
    }
}

pub(crate) fn issue(permit: Option<Permit>) -> SlipCommand {
    SlipCommand::Issue(Box::new(IssueSlip {
        slip: SlipId::from_bytes([9; 16]),
        handover: HANDOVER,
        parent: None,
        record: RECORD,
        path: PATH,
        sender: Sender::Office(A),
        offer: offer(B),
        agreement: Some(Agreement::hers(today())),
        need: Need::Maintenance,
        reason: None,
        valid_until: last_day(),
        appointment: None,
        paper: None,
        way: vec![],
        disclose: [].into(),
        permit,
        code: code(),
        code_hashes: vec![],
    }))
}

pub(crate) fn slip() -> Slip {
    let mut slip = Slip::default();
    let issue = order(author(A), today(), issue(Some(permit())));
    for event in slip.decide(&issue).unwrap() {
        slip.evolve(&event);
    }
    slip
}
