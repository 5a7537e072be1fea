//! Casework: every command of the product, from loading to the one append. Pages, the API and the
//! simulation all come through here; rules are in `domain`, bytes in `event_store`.

pub mod access;
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
mod work;

pub use clock::{Clock, DemoClock, Draw, SettableClock, SystemDraw};
pub use consents::{
    Asked, AskedRelease, RecordClient, RecordConsent, RecordRelease, WithdrawConsent,
    WithdrawEverything, WithdrawFrom,
};
pub use desk::{Desk, Key, KeyError};
pub use failure::Failure;
pub use handovers::{
    Accept, Acknowledge, Assign, Conclude, DeclineFeedback, EnterHandoverInError, Forward,
    GiveFeedback, HandoverStep, HandoverView, Hold, InsteadAt, LinkSlip, Opened, PassOnHerWord,
    PlaceShown, Plain, PlainStep, PrintedInstead, RecordArrival, Reject, Reopen, RetractFeedback,
    StaffMember,
};
pub use setup::{Hardness, NewAccount};
pub use sign_in::SignedIn;
pub use slips::{
    EnterSlipInError, IssueSlip, PrintedSlip, RecordPaperReturn, ReissueSlip, ReviveSlip,
    WhichClient, WithdrawSlip,
};
