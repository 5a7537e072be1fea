//! What anybody may try, with small numbers that each command reads in its own way.

use domain::vocabulary::Role;
use proptest::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    NextDays,
    RecordClient,
    Ask,
    WithdrawItems,
    WithdrawEverything,
    ReleaseMessage,
    RecordRelease,
    WithdrawRelease,
    Issue,
    Reissue,
    HideSender,
    WithdrawSlip,
    Revive,
    SlipInError,
    PaperReturn,
    Present,
    PresentAndAccept,
    LookUp,
    Arrive,
    Link,
    Accept,
    Reject,
    Hold,
    Resume,
    Forward,
    Conclude,
    EndOnHerWord,
    Reopen,
    HandoverInError,
    Tell,
    Retract,
    Decline,
    PassOnHerWord,
    RequestCallBack,
    SettleCallBack,
    ReadNotices,
    Assign,
    IssueVoucher,
    Redeem,
    ReissueVoucher,
    VoucherInError,
    Identify,
    Rectify,
    Protect,
    Restrict,
    Confide,
    KeepUntil,
    LiftHold,
    RequestErasure,
    KeepRecord,
    EraseRecord,
    Join,
}

const WEIGHTS: &[(u32, What)] = &[
    (4, What::NextDays),
    (1, What::RecordClient),
    (9, What::Ask),
    (3, What::WithdrawItems),
    (2, What::WithdrawEverything),
    (4, What::ReleaseMessage),
    (3, What::RecordRelease),
    (3, What::WithdrawRelease),
    (9, What::Issue),
    (2, What::Reissue),
    (3, What::HideSender),
    (2, What::WithdrawSlip),
    (2, What::Revive),
    (1, What::SlipInError),
    (2, What::PaperReturn),
    (7, What::Present),
    (7, What::PresentAndAccept),
    (3, What::LookUp),
    (3, What::Arrive),
    (8, What::Link),
    (6, What::Accept),
    (3, What::Reject),
    (3, What::Hold),
    (6, What::Resume),
    (3, What::Forward),
    (4, What::Conclude),
    (2, What::EndOnHerWord),
    (3, What::Reopen),
    (2, What::HandoverInError),
    (9, What::Tell),
    (4, What::Retract),
    (2, What::Decline),
    (2, What::PassOnHerWord),
    (2, What::RequestCallBack),
    (3, What::SettleCallBack),
    (2, What::ReadNotices),
    (2, What::Assign),
    (4, What::IssueVoucher),
    (9, What::Redeem),
    (2, What::ReissueVoucher),
    (2, What::VoucherInError),
    (1, What::Identify),
    (1, What::Rectify),
    (1, What::Protect),
    (2, What::Restrict),
    (1, What::Confide),
    (2, What::KeepUntil),
    (2, What::LiftHold),
    (1, What::RequestErasure),
    (1, What::KeepRecord),
    (1, What::EraseRecord),
    (1, What::Join),
];

impl What {
    /// Whether it is done on the receiving side; she releases a message at that desk, too.
    pub(crate) const fn is_the_receiving_offices(self) -> bool {
        matches!(
            self,
            Self::ReleaseMessage
                | Self::Present
                | Self::PresentAndAccept
                | Self::LookUp
                | Self::Arrive
                | Self::Link
                | Self::Accept
                | Self::Reject
                | Self::Hold
                | Self::Resume
                | Self::Forward
                | Self::Conclude
                | Self::EndOnHerWord
                | Self::Reopen
                | Self::HandoverInError
                | Self::Tell
                | Self::Retract
                | Self::Decline
                | Self::PassOnHerWord
                | Self::RequestCallBack
                | Self::ReadNotices
                | Self::Assign
                | Self::Redeem
        )
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Op {
    pub(crate) what: What,
    /// Whether it is tried on anything at all, or where it may well be taken.
    pub(crate) blind: bool,
    /// Nobody: whoever it belongs to. Somebody: a stray office tries.
    pub(crate) stray: Option<u8>,
    pub(crate) role: Role,
    /// Of whom, if it is not said by the thing.
    pub(crate) person: u8,
    /// Which of two colleagues.
    pub(crate) colleague: u8,
    /// Which thing, the latest first.
    pub(crate) at: usize,
    /// Which institution, message, reason.
    pub(crate) other: u8,
    /// Which items, how many days.
    pub(crate) mask: u16,
}

pub(crate) fn any() -> impl Strategy<Value = Op> {
    let what = prop::strategy::Union::new_weighted(
        WEIGHTS.iter().map(|(w, what)| (*w, Just(*what))).collect(),
    );
    let role = prop_oneof![
        12 => Just(Role::Caseworker),
        4 => Just(Role::Lead),
        1 => prop::sample::select(Role::ALL),
    ];
    let stray = prop_oneof![
        9 => Just(None),
        1 => (0..8_u8).prop_map(Some),
    ];
    let blind = prop::bool::weighted(0.25);
    (
        what,
        blind,
        stray,
        role,
        0..6_u8,
        0..2_u8,
        0..4_usize,
        0..8_u8,
        any_mask(),
    )
        .prop_map(
            |(what, blind, stray, role, person, colleague, at, other, mask)| Op {
                what,
                blind,
                stray,
                role,
                person,
                colleague,
                at,
                other,
                mask,
            },
        )
}

/// Rather more yes than no, so that things happen.
fn any_mask() -> impl Strategy<Value = u16> {
    prop_oneof![2 => proptest::num::u16::ANY, 1 => Just(u16::MAX)]
}
