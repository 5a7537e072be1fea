//! The receiving office's side: from the code on the counter to the feedback that she allows.

mod acknowledge;
mod arrive_without_slip;
mod code;
mod colleagues;
mod correct;
mod forward;
mod give_feedback;
mod notify;
mod open;
mod read;
mod request_call_back;
mod step;
mod steps;
mod tell;
mod where_instead;

pub use acknowledge::Acknowledge;
pub(crate) use acknowledge::her_word;
pub use arrive_without_slip::{LinkSlip, RecordArrival};
pub use colleagues::StaffMember;
pub use correct::{EnterHandoverInError, RetractFeedback};
pub use forward::Forward;
pub use give_feedback::{GiveFeedback, PassOnHerWord};
pub(crate) use notify::{ToldAt, notify, notify_others};
pub use open::{Arrived, Opened};
pub use read::{HandoverView, Incoming};
pub use request_call_back::RequestCallBack;
pub use step::HandoverStep;
pub use steps::{
    Accept, Assign, Conclude, DeclineFeedback, Hold, InsteadAt, Plain, PlainStep, Reject, Reopen,
};
pub use where_instead::{PlaceShown, PrintedInstead};
