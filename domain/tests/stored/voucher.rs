//! The events of a voucher: hers, and what each institution did with it.

use domain::Actor;
use domain::codes::PaperCodes;
use domain::consents::Item;
use domain::handovers::Notice;
use domain::institutions::NamedService;
use domain::vocabulary::{Need, Role};
use domain::vouchers::{
    Redeemed, Remaining, VoucherActEvent, VoucherEvent, VoucherIssued, VoucherIssuedHere,
    VoucherRedeemedHere,
};

use super::{
    A, ACCOUNT, B, PATH, RECORD, SERVICE, VOUCHER, agreement, both, by, code, day, disclosure,
    hashes, identity, last_day, line, part, with_own_code, words,
};

fn station(name: &str) -> NamedService {
    NamedService {
        institution: B,
        service: SERVICE,
        service_name: line(name),
    }
}

fn issued(erased: bool) -> VoucherEvent {
    VoucherEvent::VoucherIssued(VoucherIssued {
        voucher: VOUCHER,
        issuer: A,
        author: ACCOUNT,
        path: PATH,
        issued_on: day(),
        agreement: agreement(),
        theme: Need::SocialNetwork,
        next: Some(station("Offener Treff")),
        named: vec![station("Frühstück am Samstag")],
        required: 2,
        optional: 1,
        valid_until: last_day(),
        anonymous: false,
        shows_her_name: true,
        disclosure: Some(disclosure(1, &[Item::Identity])),
        code_hashes: hashes(),
        code: Some(part(erased, code())),
    })
}

fn reissued(erased: bool, code: PaperCodes) -> VoucherEvent {
    VoucherEvent::VoucherReissued {
        code_hashes: hashes(),
        code: Some(part(erased, code)),
    }
}

/// As new papers are written since they carry an own code.
pub(crate) fn voucher_with_own_code() -> Vec<(VoucherEvent, Actor)> {
    let reissued = |erased| reissued(erased, with_own_code());
    both(reissued, by(A, Role::Caseworker))
        .into_iter()
        .collect()
}

pub(crate) fn voucher() -> Vec<(VoucherEvent, Actor)> {
    let redeemed = VoucherEvent::VoucherRedeemed(Redeemed {
        institution: B,
        on: day(),
    });
    let reissued = |erased| reissued(erased, code());
    let in_error = |erased| VoucherEvent::VoucherEnteredInError {
        counselling: words(erased, "Doppelt ausgestellt."),
    };
    let mut events = Vec::new();
    events.extend(both(issued, by(A, Role::Caseworker)));
    events.extend(both(reissued, by(A, Role::Caseworker)));
    events.extend(both(in_error, by(A, Role::Lead)));
    events.extend([
        (redeemed, by(B, Role::Caseworker)),
        (
            VoucherEvent::VoucherNameWithheld {},
            by(A, Role::Caseworker),
        ),
        (VoucherEvent::VoucherValidityEnded {}, Actor::Clock),
    ]);
    events
}

pub(crate) fn voucher_acts() -> Vec<(VoucherActEvent, Actor)> {
    let here = VoucherActEvent::VoucherIssuedHere(VoucherIssuedHere {
        voucher: VOUCHER,
        institution: A,
        author: ACCOUNT,
        record: Some(RECORD),
        issued_on: day(),
        agreement: agreement(),
        theme: Need::SocialNetwork,
        next: Some(station("Offener Treff")),
        required: 2,
        optional: 1,
        valid_until: last_day(),
        shows_her_name: true,
        disclosure: Some(disclosure(1, &[Item::Identity])),
    });
    let redeemed = |erased| {
        VoucherActEvent::VoucherRedeemedHere(VoucherRedeemedHere {
            voucher: VOUCHER,
            institution: B,
            author: ACCOUNT,
            record: Some(RECORD),
            on: day(),
            theme: Need::SocialNetwork,
            remaining: Remaining {
                required: 1,
                optional: 1,
            },
            disclosure: Some(disclosure(2, &[Item::Identity])),
            identity: Some(part(erased, identity())),
        })
    };
    let reissued = VoucherActEvent::VoucherReissuedHere {};
    let marked = VoucherActEvent::VoucherMarkedInErrorHere {};
    let noticed = VoucherActEvent::VoucherNoticeReceived {
        notice: Notice::ConsentWithdrawn,
        on: day(),
    };
    let read = VoucherActEvent::VoucherNoticeAcknowledgedHere {};
    let mut events = vec![
        (here, by(A, Role::Caseworker)),
        (reissued, by(A, Role::Caseworker)),
        (marked, by(A, Role::Lead)),
        (noticed, Actor::Seam),
        (read, by(B, Role::Caseworker)),
    ];
    events.extend(both(redeemed, by(B, Role::Caseworker)));
    events
}
