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
#[cfg(test)]
mod withdrawals;
mod worklist;

pub use arrival::WithoutSlipPage;
pub use asked::{AskedPart, AskedText};
pub use chain::AgreedChain;
pub use frame::{Frame, SignedIn, navigation};
pub use handover::HandoverPage;
pub use issue::{Forwarding, IssuePage, KnownPerson, Shareable};
pub use issued::{CallBack, IssuedPage};
pub use message::{Problem, StaticPage};
pub use parts::{
    Badge, Choice, ChoiceGroup, Fact, FieldErrors, HiddenField, HistoryLine, Link, Proposed,
    TICKED, Tell, Tone,
};
pub use sign_in::{ResumePage, SignInPage};
pub use slip_by_code::SlipByCodePage;
pub use start::{DemoUser, StartSignedIn, StartSignedOut, Task, waiting_room};
pub use statistics::{
    ComparisonPage, Drawn, Newest, PeriodPage, ReleaseEntry, StatisticsPage, Table,
};
pub use voucher::{NewVoucherPage, RedeemPage, VoucherPage};
pub use worklist::{Paging, WorklistEntry, WorklistPage, WorklistPartPage, WorklistSection};
