//! The events of a path's consents.

use domain::Actor;
use domain::consents::{
    Asking, CarriedBy, ConsentEvent, ConsentForm, ConsentPurpose, ConsentRecorded,
    ConsentWithdrawn, CopyHeld, Decider, Decision, Evidence, Item, MessageReleased,
    ReleaseEvidence, ReleaseRecorded, SaidHow, TakenBack,
};
use domain::evidence::{EvidenceEvent, OfConsent, OfRelease, Proof};
use domain::slips::Message;
use domain::vocabulary::{Outcome, Role};
use jiff::civil::date;

use super::{
    A, ACCOUNT, B, EVIDENCE, HANDOVER, OTHER_PATH, RECORD, ROUTE, SLIP, VOUCHER, both, by, day,
    line, note, part, text,
};

fn asking(form: ConsentForm) -> Asking {
    Asking {
        text: text(),
        spoken: "ti".parse().unwrap(),
        interpreter: true,
        form,
    }
}

fn asked() -> Evidence {
    Evidence {
        recorded_by: A,
        account: ACCOUNT,
        asking: asking(ConsentForm::Written),
        decider: Decider::CapableMinor { age: 16 },
        purpose: ConsentPurpose::Referral,
        consequences_shown: true,
    }
}

fn decisions() -> Vec<Decision> {
    let decision = |item, granted| Decision { item, granted };
    vec![
        decision(Item::Identity, true),
        decision(Item::FeedbackArrival, false),
    ]
}

fn recorded(erased: bool) -> ConsentEvent {
    ConsentEvent::ConsentRecorded(ConsentRecorded {
        route: ROUTE,
        record: RECORD,
        decisions: decisions(),
        given_on: day(),
        expires_on: date(2027, 11, 21),
        signed_after_withdrawal: false,
        kept_as: EVIDENCE,
        evidence: Some(part(erased, asked())),
    })
}

fn asked_for_release() -> ReleaseEvidence {
    ReleaseEvidence {
        recorded_by: A,
        account: ACCOUNT,
        discloser: line("Frau Sommer, Schuldnerberatung"),
        content: note("Stand der Entschuldung"),
        asking: asking(ConsentForm::Electronic),
        decider: Decider::LegalCarer {
            sphere: line("Behördenangelegenheiten"),
        },
    }
}

fn released(erased: bool) -> ConsentEvent {
    ConsentEvent::ReleaseRecorded(ReleaseRecorded {
        route: ROUTE,
        record: RECORD,
        given_on: day(),
        expires_on: date(2027, 11, 21),
        signed_after_withdrawal: true,
        kept_as: EVIDENCE,
        evidence: Some(part(erased, asked_for_release())),
    })
}

fn proof<W, E>(of: W, evidence: E) -> Proof<W, E> {
    Proof {
        kept_as: EVIDENCE,
        institution: A,
        record: RECORD,
        of,
        given_on: day(),
        expires_on: date(2027, 11, 21),
        kept_until: date(2030, 12, 31),
        evidence,
    }
}

/// What proves them, kept apart.
pub(crate) fn evidence() -> Vec<(EvidenceEvent, Actor)> {
    let of_consent = |erased| {
        let of = OfConsent {
            recipients: [B].into(),
            decisions: decisions(),
        };
        EvidenceEvent::ConsentEvidenceKept(proof(of, part(erased, asked())))
    };
    let of_release = |erased| {
        let of = OfRelease { recipient: B };
        EvidenceEvent::ReleaseEvidenceKept(proof(of, part(erased, asked_for_release())))
    };
    let caseworker = by(A, Role::Caseworker);
    let mut events = Vec::new();
    events.extend(both(of_consent, caseworker));
    events.extend(both(of_release, caseworker));
    events
}

pub(crate) fn consent() -> Vec<(ConsentEvent, Actor)> {
    let caseworker = by(A, Role::Caseworker);
    let message = Message::Outcome {
        outcome: Outcome::HelpStarted,
    };
    let once = ConsentEvent::MessageReleased(MessageReleased {
        route: ROUTE,
        handover: HANDOVER,
        message,
        on: None,
    });
    let withdrawn = ConsentEvent::ConsentWithdrawn(ConsentWithdrawn {
        route: ROUTE,
        items: [Item::Identity, Item::Contact].into(),
        on: day(),
        at: A,
        record: RECORD,
        how: None,
    });
    let everything = ConsentEvent::EverythingWithdrawn {
        on: day(),
        at: B,
        record: RECORD,
        how: None,
    };
    let joined = ConsentEvent::StationJoined {
        institution: B,
        record: RECORD,
        on: day(),
    };
    let left = ConsentEvent::StationLeft {
        institution: B,
        record: RECORD,
    };
    let mut events = Vec::new();
    events.extend(both(recorded, caseworker));
    events.extend(both(released, caseworker));
    events.extend([
        (once, by(B, Role::Caseworker)),
        (withdrawn, Actor::She),
        (
            ConsentEvent::ReleaseWithdrawn {
                route: ROUTE,
                on: day(),
                at: A,
                record: RECORD,
                how: None,
            },
            Actor::She,
        ),
        (everything, Actor::She),
        (
            ConsentEvent::ConsentExpired {
                route: ROUTE,
                record: RECORD,
                on: day(),
            },
            Actor::Clock,
        ),
        (joined, Actor::Seam),
        (left, by(B, Role::Lead)),
        (
            ConsentEvent::PathLinked {
                path: OTHER_PATH,
                taken_back: vec![
                    TakenBack {
                        route: None,
                        item: None,
                        on: day(),
                        at: B,
                    },
                    TakenBack {
                        route: Some(ROUTE),
                        item: Some(Item::Need),
                        on: day(),
                        at: A,
                    },
                ],
            },
            by(B, Role::Caseworker),
        ),
    ]);
    events.extend(copies().map(|copy| (copy, Actor::Seam)));
    events.extend(own_codes());
    events
}

/// What was handed to her stations, and what was only shown.
fn copies() -> [ConsentEvent; 4] {
    let items = || [Item::Identity].into();
    [
        ConsentEvent::CopyHanded(CopyHeld {
            items: items(),
            handover: HANDOVER,
            route: ROUTE,
        }),
        ConsentEvent::CopyShown(CopyHeld {
            items: items(),
            handover: HANDOVER,
            route: ROUTE,
        }),
        ConsentEvent::VoucherCopyHanded {
            items: items(),
            voucher: VOUCHER,
            route: ROUTE,
        },
        ConsentEvent::VoucherCopyShown {
            items: items(),
            voucher: VOUCHER,
            route: ROUTE,
        },
    ]
}

fn own_codes() -> [(ConsentEvent, Actor); 2] {
    let caseworker = by(A, Role::Caseworker);
    let given = ConsentEvent::OwnCodeGiven {
        hash: "22".repeat(32),
        record: RECORD,
        carried_by: CarriedBy::Slip(SLIP),
        at: A,
        on: day(),
    };
    let ended = ConsentEvent::OwnCodesEnded {
        record: RECORD,
        carried_by: Some(CarriedBy::Voucher(VOUCHER)),
        on: day(),
    };
    [(given, caseworker), (ended, caseworker)]
}

/// As they are written since staff are asked how she said it, and on which day.
pub(crate) fn consent_said() -> Vec<(ConsentEvent, Actor)> {
    let caseworker = by(A, Role::Caseworker);
    let events = [
        ConsentEvent::MessageReleased(MessageReleased {
            route: ROUTE,
            handover: HANDOVER,
            message: Message::Arrived,
            on: Some(day()),
        }),
        ConsentEvent::ConsentWithdrawn(ConsentWithdrawn {
            route: ROUTE,
            items: [Item::Identity].into(),
            on: date(2026, 11, 18),
            at: A,
            record: RECORD,
            how: Some(SaidHow::InWriting),
        }),
        ConsentEvent::ReleaseWithdrawn {
            route: ROUTE,
            on: day(),
            at: A,
            record: RECORD,
            how: Some(SaidHow::InPerson),
        },
        ConsentEvent::EverythingWithdrawn {
            on: day(),
            at: B,
            record: RECORD,
            how: Some(SaidHow::ByPhone),
        },
        ConsentEvent::OwnCodesEnded {
            record: RECORD,
            carried_by: None,
            on: day(),
        },
    ];
    events.map(|event| (event, caseworker)).into()
}
