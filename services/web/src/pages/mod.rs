//! What each page shows: plain view structs, already worded, one file per page beside its template.
//! They hold personal content and therefore never derive `Debug`; forms name their fields here.
mod arrival;
mod asked;
mod chain;
mod data_protection;
mod frame;
mod handover;
mod issue;
mod issued;
mod message;
mod own_entry;
mod parts;
pub mod persons;
#[cfg(test)]
mod samples;
mod sign_in;
mod slip_by_code;
mod start;
mod statistics;
mod steps;
mod telling;
mod voucher;
mod worklist;

pub use arrival::{WithoutSlipForm, WithoutSlipPage};
pub use asked::{AskedPart, AskedText};
pub use chain::{AgreedChain, ChainForm, ChainPage};
pub use data_protection::{
    DataProtectionPage, Figure, HeldRecord, KeptForm, KeptRecord, KindRule, LinesPage, LinesShown,
    NumberedForm, PeriodForm, ProcessingPage, RulesForm, RulesPage,
};
pub use frame::{Frame, NavLink, SignedIn, navigation};
pub use handover::{HandoverPage, Notices, RareSteps};
pub use issue::{Forwarding, IssueForm, IssuePage, KnownPerson, Shareable};
pub use issued::{
    CallBackStep, ConfirmStep, IssuedPage, PaperReturnForm, PaperReturnStep, ReissueForm,
    ReissueStep, ReviveForm, ReviveStep,
};
pub use message::{Message, Problem, StaticPage, StaticSection};
pub use own_entry::{OwnEntryForm, OwnEntryPage};
pub use parts::{
    Badge, Choice, ChoiceGroup, Fact, FieldError, FieldErrors, HiddenField, HistoryLine, Link,
    Proposed, TICKED, Tell, Tone,
};
pub use sign_in::{ResumePage, SignInForm, SignInPage};
pub use slip_by_code::{ArrivalForm, SlipByCodePage};
pub use start::{DemoUser, StartSignedIn, StartSignedOut, Task, TourStop, waiting_room};
pub use statistics::{
    ComparisonPage, Drawn, Newest, PeriodPage, ReleaseEntry, StatisticsPage, Table,
};
pub use steps::{
    AssignForm, AssignStep, ConcludeForm, ConcludeStep, HoldForm, HoldStep, LinkForm, LinkStep,
    PlainForm, PlainStep, RejectForm, RejectStep,
};
pub use telling::{
    DeclineForm, DeclineStep, EverythingForm, EverythingStep, FeedbackForm, FeedbackStep,
    HerWordForm, HerWordStep, ReleaseStep, RetractForm, RetractStep, TakeBackForm, TakeBackStep,
};
pub use voucher::{NewVoucherPage, RedeemPage, VoucherForm, VoucherPage, VoucherStepForm};
pub use worklist::{Paging, WorklistEntry, WorklistPage, WorklistPartPage, WorklistSection};
