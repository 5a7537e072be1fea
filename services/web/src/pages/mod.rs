//! What each page shows: plain view structs, already worded, one file per page beside its template.
//! They hold personal content and therefore never derive `Debug`; forms name their fields here.
mod arrival;
mod asked;
mod chain;
mod frame;
mod handover;
mod issue;
mod issued;
mod message;
mod parts;
mod sign_in;
mod slip_by_code;
mod start;
mod statistics;
mod voucher;
mod worklist;

pub(crate) use arrival::WithoutSlipPage;
pub(crate) use asked::{AskedPart, AskedText};
pub(crate) use chain::AgreedChain;
pub(crate) use frame::{Frame, SignedIn, navigation};
pub(crate) use handover::HandoverPage;
pub(crate) use issue::{IssuePage, KnownPerson, SentOn, Shareable};
pub(crate) use issued::{CallBack, IssuedPage};
pub(crate) use message::{Problem, StaticPage};
pub(crate) use parts::{
    Badge, Choice, ChoiceGroup, Fact, FieldErrors, HistoryLine, Link, Proposed, TICKED, Tell, Tone,
};
pub(crate) use sign_in::{ResumePage, SignInPage};
pub(crate) use slip_by_code::SlipByCodePage;
pub use start::waiting_room;
pub(crate) use start::{DemoUser, StartSignedIn, StartSignedOut, Task};
pub(crate) use statistics::{
    ComparisonPage, Drawn, Newest, PeriodPage, ReleaseEntry, StatisticsPage, Table,
};
pub(crate) use voucher::{NewVoucherPage, RedeemPage, VoucherPage};
pub(crate) use worklist::{Paging, WorklistEntry, WorklistPage, WorklistPartPage, WorklistSection};
