//! Casework: every command of the product, from loading to the one append. Pages, the API and the
//! simulation all come through here; rules are in `domain`, bytes in `event_store`.

pub mod access;
mod client_file;
mod clock;
mod codes;
pub mod consent_texts;
mod consents;
mod desk;
mod failure;
mod handovers;
mod setup;
mod sign_in;
mod slips;
mod stations;
pub mod verify;
mod vouchers;
mod work;

pub use client_file::ClientFile;
pub use clock::{Clock, DemoClock, Draw, SettableClock, SystemDraw};
pub use consents::{
    Asked, AskedRelease, RecordClient, RecordConsent, RecordRelease, WithdrawConsent,
    WithdrawEverything, WithdrawFrom, WithdrawRelease,
};
pub use desk::{Desk, Key, KeyError};
pub use failure::Failure;
pub use handovers::{
    Accept, Acknowledge, Assign, Conclude, DeclineFeedback, EnterHandoverInError, Forward,
    GiveFeedback, HandoverStep, HandoverView, Hold, InsteadAt, LinkSlip, Opened, PassOnHerWord,
    Plain, PlainStep, RecordArrival, Reject, Reopen, RetractFeedback,
};
pub use setup::{Hardness, NewAccount};
pub use sign_in::SignedIn;
pub use slips::{
    EnterSlipInError, IssueSlip, PrintedSlip, RecordPaperReturn, ReissueSlip, ReviveSlip,
    WhichClient, WithdrawSlip,
};
pub use vouchers::{
    Bearer, EnterVoucherInError, IssueVoucher, PrintedStation, PrintedVoucher, RedeemVoucher,
    StationAt,
};
