//! Who read, or was denied, what.

use domain::Actor;
use domain::access::{AccessEvent, Denial, ErasureReason, Purpose};
use domain::consents::Item;
use domain::vocabulary::Role;

use super::{ACCOUNT, B, HANDOVER, RECORD, SLIP, VOUCHER, by, day, disclosure, last_day};

pub(crate) fn access() -> Vec<(AccessEvent, Actor)> {
    let (on, viewer, record) = (day(), ACCOUNT, RECORD);
    [
        AccessEvent::RecordRead {
            record,
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
    ]
    .map(|event| (event, by(B, Role::Caseworker)))
    .into()
}
