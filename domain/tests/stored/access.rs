//! Who read, or was denied, what.

use domain::Actor;
use domain::access::{AccessEvent, ChildCopyAnswered, Denial, ErasureReason, Purpose};
use domain::clients::{AskedBy, Entitlement, IdentityProof};
use domain::consents::Item;
use domain::vocabulary::Role;

use super::{
    ACCOUNT, B, HANDOVER, RECORD, SLIP, VOUCHER, both, by, children, day, disclosure, last_day,
    part,
};

pub(crate) fn access() -> Vec<(AccessEvent, Actor)> {
    let (on, viewer, record) = (day(), ACCOUNT, RECORD);
    let asked = |erased| {
        AccessEvent::ChildCopyAnswered(ChildCopyAnswered {
            record,
            viewer,
            asked_by: AskedBy::OtherParent,
            entitlement: Entitlement::JointCustody,
            proof: IdentityProof::IdentityDocument,
            child: Some(part(erased, children())),
            on,
        })
    };
    let mut events = both(asked, by(B, Role::Caseworker)).to_vec();
    let others = [
        AccessEvent::RecordRead {
            record,
            viewer,
            purpose: Purpose::Paper,
            on,
        },
        AccessEvent::RecordsListed {
            viewer,
            purpose: Purpose::Worklist,
            on,
            records: vec![record],
        },
        AccessEvent::SlipOpened {
            slip: SLIP,
            handover: HANDOVER,
            viewer,
            disclosure: Some(disclosure(1, &[Item::Identity])),
            on,
        },
        AccessEvent::VoucherOpened {
            voucher: VOUCHER,
            viewer,
            disclosure: disclosure(1, &[Item::Identity]),
            on,
        },
        AccessEvent::CodeDenied {
            viewer,
            denial: Denial::Locked,
            on,
        },
        AccessEvent::RecordDenied { viewer, on },
        AccessEvent::DataExported { record, viewer, on },
        AccessEvent::RecordErased {
            institution: B,
            reason: ErasureReason::WrongPerson,
            events: 7,
            on,
        },
        AccessEvent::EvidenceErased { institution: B, on },
        AccessEvent::ErasurePutOff {
            institution: B,
            until: Some(last_day()),
            on,
        },
    ];
    events.extend(others.map(|event| (event, by(B, Role::Caseworker))));
    events
}
