//! Whose act an event is, and what it is called on the privacy officer's page.

use domain::access::AccessEvent;
use domain::consents::{ConsentEvent, ConsentWithdrawn, Disclosure, Item};
use domain::handovers::HandoverEvent;
use domain::slips::{SlipEvent, SlipIssued};
use domain::vouchers::{VoucherActEvent, VoucherIssuedHere};
use domain::{Actor, InstitutionId, StreamEvent};
use event_store::{FoldError, Recorded, StreamId};

use super::DataAct;
use crate::stored::{meta, read};

/// Whose act it is, and what.
pub(super) struct Act {
    pub(super) by: InstitutionId,
    pub(super) what: DataAct,
    /// The institution's own record of her, where the act stands in a stream that is not its own: the
    /// line goes with that record, and not when the last of her other stations erases its own.
    pub(super) kept_with: Option<StreamId>,
}

impl Act {
    const fn own(by: InstitutionId, what: DataAct) -> Self {
        Self {
            by,
            what,
            kept_with: None,
        }
    }
}

pub(super) fn act(event: &Recorded) -> Result<Option<Act>, FoldError> {
    let name = event.name();
    Ok(if ConsentEvent::knows(name) {
        consent(read(event)?)
    } else if SlipEvent::knows(name) {
        slip(read(event)?)
    } else if VoucherActEvent::knows(name) {
        voucher(read(event)?)
    } else if HandoverEvent::knows(name) {
        handover(read(event)?, staff(event)?)
    } else if AccessEvent::knows(name) {
        access(read(event)?, staff(event)?)
    } else {
        None
    })
}

fn staff(event: &Recorded) -> Result<Option<InstitutionId>, FoldError> {
    Ok(match meta(event)?.actor {
        Actor::Staff(staff) => Some(staff.institution),
        _ => None,
    })
}

fn consent(event: ConsentEvent) -> Option<Act> {
    use ConsentEvent as E;
    let (by, record, what) = match event {
        E::ConsentRecorded(asked) => {
            let decisions = &asked.decisions;
            let granted = decisions.iter().filter(|decision| decision.granted).count();
            let what = DataAct::ConsentRecorded {
                recipient: asked.route.recipient,
                granted,
                refused: decisions.len() - granted,
            };
            (asked.route.sender, asked.record, what)
        }
        E::ReleaseRecorded(asked) => {
            let recipient = asked.route.recipient;
            let what = DataAct::ReleaseRecorded { recipient };
            (asked.route.sender, asked.record, what)
        }
        // Where she said it; elsewhere it is nobody's to know.
        E::ConsentWithdrawn(ConsentWithdrawn { at, record, .. })
        | E::ReleaseWithdrawn { at, record, .. } => {
            (at, record, DataAct::ConsentWithdrawn)
        }
        E::EverythingWithdrawn { at, record, .. } => (at, record, DataAct::EverythingWithdrawn),
        E::ConsentExpired { route, record, .. } => (route.sender, record, DataAct::ConsentExpired),
        // Copies are counted where they were made, in the streams of whoever made them.
        E::MessageReleased(_)
        | E::StationJoined { .. }
        | E::StationLeft { .. }
        | E::PathLinked { .. }
        | E::CopyHanded(_)
        | E::CopyShown(_)
        | E::VoucherCopyHanded { .. }
        | E::VoucherCopyShown { .. }
        // Her own codes are nobody's to count.
        | E::OwnCodeGiven { .. }
        | E::OwnCodesEnded { .. } => return None,
    };
    Some(Act {
        by,
        what,
        kept_with: Some(StreamId::from_bytes(record.bytes())),
    })
}

/// The sender's own act is what it wrote on the slip; whether she still allows it, and when the office
/// copied it, the sender does not know (rule 2).
fn slip(event: SlipEvent) -> Option<Act> {
    match event {
        SlipEvent::SlipIssued(SlipIssued {
            institution,
            recipient,
            carries: items,
            ..
        }) if !items.is_empty() => Some(Act::own(
            institution,
            DataAct::CopyHanded { items, recipient },
        )),
        _ => None,
    }
}

/// As with a slip: what stands on the voucher, for the station that it names.
fn voucher(event: VoucherActEvent) -> Option<Act> {
    match event {
        VoucherActEvent::VoucherIssuedHere(VoucherIssuedHere {
            institution,
            next: Some(next),
            shows_her_name: true,
            ..
        }) => {
            let items = [Item::Identity].into();
            let recipient = next.institution;
            Some(Act::own(
                institution,
                DataAct::CopyHanded { items, recipient },
            ))
        }
        VoucherActEvent::VoucherRedeemedHere(used) => {
            Some(received(used.institution, &used.disclosure?))
        }
        _ => None,
    }
}

fn handover(event: HandoverEvent, by: Option<InstitutionId>) -> Option<Act> {
    match event {
        HandoverEvent::HandoverAnnounced(it) => Some(received(it.institution, &it.disclosure?)),
        HandoverEvent::HandoverAcknowledged(it) => Some(received(it.institution, &it.disclosure?)),
        HandoverEvent::SlipLinked(it) => Some(received(by?, &it.disclosure?)),
        HandoverEvent::FeedbackGiven { disclosure, .. } => {
            let items = disclosure.items().clone();
            Some(Act::own(by?, DataAct::FeedbackGiven { items }))
        }
        _ => None,
    }
}

fn received(by: InstitutionId, disclosure: &Disclosure) -> Act {
    let items = disclosure.items().clone();
    Act::own(by, DataAct::CopyReceived { items })
}

fn access(event: AccessEvent, by: Option<InstitutionId>) -> Option<Act> {
    let (by, what) = match event {
        AccessEvent::SlipOpened {
            disclosure: Some(disclosure),
            ..
        }
        | AccessEvent::VoucherOpened { disclosure, .. } => {
            let items = disclosure.items().clone();
            (by?, DataAct::CopyShown { items })
        }
        AccessEvent::RecordErased {
            institution,
            reason,
            events,
            ..
        } => (institution, DataAct::RecordErased { reason, events }),
        AccessEvent::EvidenceErased { institution, .. } => (institution, DataAct::EvidenceErased),
        AccessEvent::ErasurePutOff {
            institution, until, ..
        } => (institution, DataAct::ErasurePutOff { until }),
        AccessEvent::CodeDenied { denial, .. } => (by?, DataAct::CodeDenied { denial }),
        AccessEvent::RecordDenied { .. } => (by?, DataAct::RecordDenied),
        AccessEvent::ChildCopyAnswered(answered) => {
            let what = DataAct::ChildCopyAnswered {
                record: answered.record,
                asked_by: answered.asked_by,
                given: answered.child.is_some(),
            };
            (by?, what)
        }
        AccessEvent::DataExported { .. } => (by?, DataAct::DataExported),
        AccessEvent::RecordRead { .. }
        | AccessEvent::RecordsListed { .. }
        | AccessEvent::SlipOpened { .. } => return None,
    };
    Some(Act::own(by, what))
}
