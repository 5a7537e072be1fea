//! Casework: every command of the product, from loading to the one append. Pages, the API and the
//! simulation all come through here; rules are in `domain`, bytes in `event_store`.

pub mod access;
mod clock;
pub mod consent_texts;
mod consents;
mod desk;
mod failure;
mod handovers;
mod setup;
mod sign_in;
mod slips;
pub mod verify;
mod work;

pub use clock::{Clock, DemoClock, Draw, SettableClock, SystemDraw};
pub use consents::{Asked, RecordClient, RecordConsent, WithdrawConsent};
pub use desk::{Desk, Key, KeyError};
pub use failure::Failure;
pub use handovers::{
    Accept, Acknowledge, Conclude, GiveFeedback, HandoverView, InsteadAt, Opened, Reject,
};
pub use setup::{Hardness, NewAccount};
pub use sign_in::SignedIn;
pub use slips::{IssueSlip, PrintedSlip, WhichClient, WithdrawSlip};
