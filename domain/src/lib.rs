//! The words and rules of referral slips: what may happen, to whom, under which consent.
//! Pure: no clock, no randomness, no database, no HTTP, no German interface text.

pub mod access;
pub mod accounts;
mod aggregate;
mod agreement;
pub mod clients;
pub mod codes;
pub mod consents;
mod entered_day;
mod erasable;
pub mod evidence;
pub mod handovers;
mod ids;
pub mod institutions;
mod language;
mod meta;
pub mod network;
mod refusal;
#[cfg(feature = "schema")]
mod schema;
pub mod service_chain;
pub mod slips;
mod spelled;
pub mod statistics;
pub mod stored;
pub mod table;
mod text;
pub mod vocabulary;
pub mod vouchers;
pub mod working_days;

pub use aggregate::{IdOf, Stream, StreamEvent};
pub use agreement::{AgreedBy, Agreement};
pub use entered_day::EnteredDay;
pub use erasable::{Erasable, KnownOr};
pub use ids::{
    AccountId, EvidenceId, HandoverId, IdError, InstitutionId, NetworkId, PathId, RecordId,
    ReleaseId, ServiceId, SlipId, VoucherId,
};
pub use language::{Language, NoLanguage};
pub use meta::{Actor, Instruction, Meta, Now, Staff};
pub use refusal::Refusal;
pub use text::{Letters, Line, Note, Text, TextError, optional_text};
