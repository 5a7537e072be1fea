//! Casework: every command of the product, from loading to the one append. Pages, the API and the
//! simulation all come through here; rules are in `domain`, bytes in `event_store`.

pub mod access;
mod client_file;
mod clients;
mod clock;
mod clock_strikes;
mod codes;
mod consents;
mod data_protection;
mod days;
mod desk;
mod erasure;
mod evidence;
mod failure;
mod file_note;
mod handovers;
mod own;
mod own_codes;
mod owners;
mod perform;
mod places;
mod senders;
mod setup;
mod sign_in;
mod slips;
mod stations;
pub mod statistics;
mod stroke;
mod usable;
pub mod verify;
mod vouchers;
mod work;

pub use client_file::ClientFile;
pub use clients::{
    AnswerChildCopy, ChangeClient, ClientChange, FoundClients, HerData, RectifyClient, her_data,
};
pub use clock::{Clock, DemoClock, Draw, SettableClock, SystemDraw};
pub use clock_strikes::{Struck, StruckMidnight};
pub use consents::{
    Asked, AskedRelease, RecordClient, RecordConsent, RecordRelease, WithdrawConsent,
    WithdrawEverything, WithdrawFrom, WithdrawRelease,
};
pub use data_protection::{
    DataProtection, DataProtectionParts, HeldHere, KeptHere, Numbered, Verdict,
};
pub use days::day;
pub use desk::{Desk, Key, KeyError};
pub use erasure::{EraseEverywhere, EraseRecord};
pub use failure::Failure;
pub use file_note::{FileNote, NoteOn, Noted, NotedEvent};
pub use handovers::{
    Acknowledge, Arrived, Forward, HandoverStep, HandoverView, Incoming, LinkSlip, Opened,
    PlaceShown, PrintedInstead, RecordArrival, StaffMember,
};
pub use own_codes::HowSaid;
pub use path_statistics::chain::ChainFault;
pub use perform::{Answer, UseCase};
pub use places::Place;
pub use setup::{
    AdoptRules, AdoptServiceChain, AmendEntry, EnterInstitution, FoundNetwork, Hardness, KeepEntry,
    NewAccount, OpenAccount, OwnEntry,
};
pub use sign_in::SignedIn;
pub use slips::{
    Agreed, IssueSlip, OpenPapers, PrintedSlip, ReissueOpenSlips, SlipStep, WhichClient,
};
pub use statistics::{ListedRelease, ReleaseState, ReviseRelease};
pub use vouchers::{
    AcknowledgeVoucherNotice, Bearer, EnterVoucherInError, IssueVoucher, PrintedStation,
    PrintedVoucher, RedeemVoucher, StationAt,
};
