//! A town as chance makes it: institutions of any kind, some of which hide, what they agreed on, and how
//! many women come; and what is printed of them.

use domain::accounts::{Account, AccountEvent, Colleague, Opening};
use domain::codes::{PaperCodes, QrCode, StationCode, TypedCode};
use domain::consents::{Asking, ConsentForm, Item, Subject, Wording};
use domain::institutions::{Entry, Institution, InstitutionEvent, Offer, Service};
use domain::network::{Instruments, Rules};
use domain::slips::Message;
use domain::vocabulary::{InstitutionKind, Need, Outcome, RejectionReason, Role};
use domain::{AccountId, EvidenceId, InstitutionId, Line, Note, ServiceId};
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// Who is there, and what was agreed.
#[derive(Debug, Clone)]
pub(crate) struct Town {
    /// Each with its kind, and whether it chose the neutral sender.
    offices: Vec<(InstitutionKind, bool)>,
    /// How many women come.
    pub(crate) persons: u8,
    /// What the members agreed on.
    pub(crate) rules: Rules,
}

/// Any town. Kinds for which rules of their own hold are drawn more often than there are.
pub(crate) fn any() -> impl Strategy<Value = Town> {
    let of = |wanted: fn(&InstitutionKind) -> bool| {
        let all = InstitutionKind::ALL.iter().copied();
        prop::sample::select(all.filter(wanted).collect::<Vec<_>>())
    };
    let kind = prop_oneof![
        4 => of(|_| true),
        1 => of(|kind| kind.is_protected()),
        2 => of(|kind| kind.may_reduce_benefits()),
    ];
    let offices = prop::collection::vec((kind, prop::bool::weighted(0.2)), 2..=6);
    let instruments = prop_oneof![
        6 => Just(Instruments::Both),
        2 => Just(Instruments::Slips),
        1 => Just(Instruments::Vouchers),
    ];
    let town = (offices, 1..=3_u8, instruments);
    town.prop_map(|(offices, persons, instruments)| Town {
        offices,
        persons,
        rules: Rules {
            instruments,
            ..Rules::default()
        },
    })
}

/// What proves her word is not a rule's concern.
pub(crate) const EVIDENCE: EvidenceId = EvidenceId::from_bytes([6; 16]);
const SERVICE: ServiceId = ServiceId::from_bytes([5; 16]);

pub(crate) fn first_day() -> Date {
    date(2026, 11, 2)
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

impl Town {
    pub(crate) fn all(&self) -> Vec<InstitutionId> {
        (0..self.offices.len()).map(|at| self.nth(at)).collect()
    }

    /// The `at`-th, however many there are.
    pub(crate) fn nth(&self, at: usize) -> InstitutionId {
        let at = u8::try_from(at % self.offices.len()).unwrap();
        InstitutionId::from_bytes([at + 1; 16])
    }

    /// Any but the `at`-th.
    pub(crate) fn another(&self, at: usize, further: usize) -> InstitutionId {
        self.nth(at + 1 + further % (self.offices.len() - 1))
    }

    fn office(&self, id: InstitutionId) -> (InstitutionKind, bool) {
        self.offices[usize::from(id.bytes()[0]) - 1]
    }

    pub(crate) fn kind(&self, of: InstitutionId) -> InstitutionKind {
        self.office(of).0
    }

    /// Whether it appears under the network's neutral name.
    pub(crate) fn hides(&self, of: InstitutionId) -> bool {
        let (kind, chose) = self.office(of);
        kind.is_protected() || chose
    }

    pub(crate) fn name(&self, of: InstitutionId) -> Line {
        line(&format!("{} {}", self.kind(of).code(), of.bytes()[0]))
    }

    fn institution(&self, id: InstitutionId) -> Institution {
        let mut institution = Institution::default();
        let (kind, neutral_sender) = self.office(id);
        institution.evolve(&InstitutionEvent::InstitutionEntered {
            institution: id,
            entry: Entry {
                name: self.name(id),
                kind,
                address: None,
                phone: line("0000 200"),
                neutral_sender,
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

    pub(crate) fn offer(&self, id: InstitutionId) -> Offer {
        self.institution(id).offer(SERVICE).unwrap()
    }
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

/// In writing and in German, with the text in force.
pub(crate) fn asking(subject: Subject) -> Asking {
    Asking {
        text: Wording::in_force(subject, "de").unwrap().reference(),
        spoken: "de".parse().unwrap(),
        interpreter: false,
        form: ConsentForm::Written,
    }
}

pub(crate) fn code(drawn: [u8; 16]) -> PaperCodes {
    PaperCodes {
        station: StationCode {
            qr: QrCode::draw(drawn),
            typed: TypedCode::draw([drawn[3]; 10]),
        },
        own: None,
    }
}

/// The items whose bit is set.
pub(crate) fn items(mask: u16) -> impl Iterator<Item = Item> {
    let all = Item::ALL.iter().copied().enumerate();
    all.filter(move |(bit, _)| mask >> bit & 1 == 1)
        .map(|(_, item)| item)
}
