//! One fictitious consent, shared by the rules' tests.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::{
    Asked, AskedRelease, Asking, ConsentCommand, ConsentForm, ConsentPurpose, Decider, Item,
    RecordConsent, RecordRelease, Route, Said, SaidHow, Subject, WithdrawEverything, Wording,
};
use crate::vocabulary::{InstitutionKind, Role};
use crate::{
    AccountId, EvidenceId, InstitutionId, Instruction, Line, Note, Now, PathId, RecordId, Staff,
};

pub(crate) fn day() -> Date {
    date(2026, 11, 2)
}

pub(crate) fn now() -> Now {
    Now {
        at: "2026-11-02T09:00:00Z".parse().unwrap(),
        today: day(),
    }
}

pub(crate) fn route() -> Route {
    Route {
        sender: InstitutionId::from_bytes([1; 16]),
        recipient: InstitutionId::from_bytes([2; 16]),
    }
}

/// The sender's record of her.
pub(crate) const RECORD: RecordId = RecordId::from_bytes([7; 16]);

/// As what the evidence is kept.
pub(crate) const KEPT_AS: EvidenceId = EvidenceId::from_bytes([8; 16]);

pub(crate) fn path() -> PathId {
    PathId::from_bytes([3; 16])
}

pub(crate) fn staff_of(institution: InstitutionId) -> Staff {
    Staff {
        account: AccountId::from_bytes([4; 16]),
        institution,
        function: Role::Caseworker,
    }
}

pub(crate) fn order(what: ConsentCommand) -> Instruction<ConsentCommand> {
    Instruction {
        by: staff_of(route().sender),
        now: now(),
        what,
    }
}

/// She is there and says so today.
pub(crate) fn said() -> Said {
    Said::heard(SaidHow::InPerson, None, None, [], now()).unwrap()
}

/// She wrote it on this day.
pub(crate) fn wrote(on: Date) -> Said {
    Said::heard(SaidHow::InWriting, Some(on), None, [], now()).unwrap()
}

/// Everything, said there.
pub(crate) fn everything() -> WithdrawEverything {
    WithdrawEverything {
        record: RECORD,
        said: said(),
    }
}

pub(crate) fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
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

pub(crate) fn asked(items: impl IntoIterator<Item = (Item, bool)>) -> RecordConsent {
    RecordConsent {
        record: RECORD,
        kept_as: KEPT_AS,
        sender_kind: InstitutionKind::Schuldnerberatung,
        recipients: [route().recipient].into(),
        born: None,
        asked: Asked {
            decisions: items.into_iter().collect::<BTreeMap<_, _>>(),
            asking: asking(Subject::Consent),
            decider: Some(Decider::Herself),
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            given_on: day(),
            expires_on: None,
            signed_after_withdrawal: None,
        },
    }
}

pub(crate) fn release() -> RecordRelease {
    RecordRelease {
        record: RECORD,
        kept_as: KEPT_AS,
        recipient: route().recipient,
        born: None,
        asked: AskedRelease {
            discloser: line("Frau Sommer, Schuldnerberatung"),
            content: Note::parse("Stand der Schulden").unwrap(),
            asking: asking(Subject::Release),
            decider: Some(Decider::Herself),
            given_on: day(),
            expires_on: None,
            signed_after_withdrawal: None,
        },
    }
}
