//! What an institution did with her vouchers, and what it heard about them.

use domain::vocabulary::Need;
use domain::vouchers::VoucherActEvent;
use domain::{Note, VoucherId};
use event_store::Recorded;
use jiff::civil::Date;

use super::VoucherHeld;
use crate::Failure;
use crate::places::Places;
use crate::work::{meta, read};

/// The institution's own acts with one voucher, one by one.
pub(super) fn voucher(
    acts: &[Recorded],
    comment: Option<&Note>,
    places: &Places,
) -> Result<Vec<VoucherHeld>, Failure> {
    let mut held: Vec<VoucherHeld> = Vec::new();
    for act in acts {
        let event: VoucherActEvent = read(act)?;
        let on = meta(act)?.occurred_on;
        let first = held.first();
        let one = opened(&event, places);
        let one = one.or_else(|| Some(later(first?, &event, on, comment)));
        held.extend(one);
    }
    Ok(held)
}

fn opened(event: &VoucherActEvent, places: &Places) -> Option<VoucherHeld> {
    match event {
        VoucherActEvent::VoucherIssuedHere(issued) => Some(VoucherHeld {
            agreement: Some(issued.agreement),
            next: issued
                .next
                .clone()
                .map(|next| places.shown(next.institution, next.service_name)),
            valid_until: Some(issued.valid_until),
            required: Some(issued.required),
            optional: Some(issued.optional),
            ..blank(issued.voucher, event, issued.theme, issued.issued_on)
        }),
        VoucherActEvent::VoucherRedeemedHere(used) => Some(VoucherHeld {
            required: Some(used.remaining.required),
            optional: Some(used.remaining.optional),
            ..blank(used.voucher, event, used.theme, used.on)
        }),
        _ => None,
    }
}

fn later(
    before: &VoucherHeld,
    event: &VoucherActEvent,
    on: Date,
    comment: Option<&Note>,
) -> VoucherHeld {
    let blank = blank(before.voucher, event, before.theme, on);
    match event {
        VoucherActEvent::VoucherNoticeReceived { notice, on } => VoucherHeld {
            notice: Some(*notice),
            on: *on,
            ..blank
        },
        VoucherActEvent::VoucherMarkedInErrorHere {} => VoucherHeld {
            comment: comment.cloned(),
            ..blank
        },
        _ => blank,
    }
}

fn blank(voucher: VoucherId, event: &VoucherActEvent, theme: Need, on: Date) -> VoucherHeld {
    VoucherHeld {
        voucher,
        event: event.into(),
        theme,
        on,
        agreement: None,
        next: None,
        valid_until: None,
        required: None,
        optional: None,
        notice: None,
        comment: None,
    }
}
