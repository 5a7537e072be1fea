//! What each page shows: plain view structs, already worded, one file per page beside its template.
//! They hold personal content and therefore never derive `Debug`; forms name their fields here.
mod data_protection;
mod frame;
mod handover;
mod issue;
mod issued;
mod message;
mod parts;
pub mod persons;
#[cfg(test)]
mod samples;
mod sign_in;
mod slip_by_code;
mod start;
mod voucher;
mod worklist;

pub use data_protection::{
    DataProtectionPage, Figure, KeptForm, KeptRecord, KindRule, ProcessingPage, RulesForm,
    RulesPage,
};
pub use frame::{Frame, NavLink, SignedIn, navigation};
pub use handover::{
    ConcludeForm, ConcludeStep, FeedbackForm, FeedbackStep, HandoverPage, HoldForm, HoldStep,
    Notice, PlainForm, PlainStep, RejectForm, RejectStep,
};
pub use issue::{ConsentText, IssueForm, IssuePage, KnownPerson, Shareable};
pub use issued::{ConfirmStep, IssuedPage};
pub use message::{Message, Problem, StaticPage, StaticSection};
pub use parts::{
    Badge, Choice, ChoiceGroup, Fact, FieldError, FieldErrors, HiddenField, HistoryLine, Link,
    TICKED, Tell, Tone,
};
pub use sign_in::{ResumePage, SignInForm, SignInPage};
pub use slip_by_code::{ArrivalForm, SlipByCodePage};
pub use start::{DemoUser, StartSignedIn, StartSignedOut, Task, TourStop, waiting_room};
pub use voucher::{NewVoucherPage, RedeemPage, VoucherForm, VoucherPage, VoucherStepForm};
pub use worklist::{WorklistEntry, WorklistPage, WorklistSection};
