//! One fictitious slip, shared by the rules' tests.

use jiff::ToSpan;

use super::{IssueSlip, Slip, SlipCommand};
use crate::clients::{Identity, Known};
use crate::codes::PaperCodes;
use crate::consents::tests_support::{asked, day, line, now, order, path, route, staff_of};
use crate::consents::{Consent, ConsentCommand, Item, Permit};
use crate::institutions::{Entry, Institution, InstitutionEvent, Sender, Service};
use crate::vocabulary::{InstitutionKind, Need};
use crate::{Agreement, HandoverId, Instruction, Note, RecordId, ServiceId, SlipId};

pub(crate) fn consent(items: impl IntoIterator<Item = (Item, bool)>) -> Consent {
    let mut consent = Consent::default();
    for event in consent
        .decide(&order(ConsentCommand::Record(asked(items))))
        .unwrap()
    {
        consent.evolve(&event);
    }
    consent
}

pub(crate) fn live(consent: &Consent) -> Permit {
    let all = Item::ALL.iter().copied().collect();
    consent.live(path(), route(), &all, day())
}

pub(crate) fn receiving_office() -> Institution {
    let mut institution = Institution::default();
    institution.evolve(&InstitutionEvent::InstitutionEntered {
        institution: route().recipient,
        entry: Entry {
            name: line("Jugendamt Suhlheim"),
            kind: InstitutionKind::Jugendamt,
            address: None,
            phone: line("0000 300"),
            neutral_sender: false,
            signs_in: true,
        },
    });
    institution.evolve(&InstitutionEvent::ServiceOffered {
        service: Service {
            id: ServiceId::from_bytes([5; 16]),
            name: line("Unterhaltsvorschuss"),
            needs: [Need::Maintenance].into(),
        },
    });
    institution
}

pub(crate) fn issue(consent: &Consent) -> IssueSlip {
    IssueSlip {
        slip: SlipId::from_bytes([10; 16]),
        handover: HandoverId::from_bytes([11; 16]),
        parent: None,
        record: RecordId::from_bytes([12; 16]),
        path: path(),
        sender: Sender::Office(route().sender),
        offer: receiving_office()
            .offer(ServiceId::from_bytes([5; 16]))
            .unwrap(),
        agreement: Some(Agreement::hers(day())),
        need: Need::Maintenance,
        reason: Some(Note::parse("Kein Unterhalt seit einem Jahr").unwrap()),
        valid_until: day().saturating_add(28.days()),
        appointment: None,
        paper: None,
        way: vec![],
        disclose: [].into(),
        permit: Some(live(consent)),
        code: PaperCodes::drawn(13, 14, 15),
        code_hashes: vec!["00".into(), "11".into()],
    }
}

/// Her, as the sender's record says.
pub(crate) fn her() -> Known {
    Known {
        identity: Some(Identity {
            name: Some(line("Frau Neumann")),
            ..Identity::default()
        }),
        children: None,
    }
}

pub(crate) fn issue_order(command: IssueSlip) -> Instruction<SlipCommand> {
    Instruction {
        by: staff_of(route().sender),
        now: now(),
        what: SlipCommand::Issue(Box::new(command)),
    }
}

/// A slip that carries every granted item, with the consent under which it was issued.
pub(crate) fn issued_slip(items: impl IntoIterator<Item = (Item, bool)>) -> (Slip, Consent) {
    let consent = consent(items);
    let mut command = issue(&consent);
    command.disclose = Item::ALL
        .iter()
        .copied()
        .filter(|item| item.travels_with_the_slip() && live(&consent).covers(*item))
        .collect();
    let mut slip = Slip::default();
    for event in slip.decide(&issue_order(command)).unwrap() {
        slip.evolve(&event);
    }
    (slip, consent)
}
