//! The receiving office's side: from the code on the counter to the feedback that she allows.

mod acknowledge;
mod arrive_without_slip;
mod code;
mod colleagues;
mod forward;
mod notify;
mod open;
mod read;
mod step;
mod tell;
mod where_instead;

pub use acknowledge::Acknowledge;
pub use arrive_without_slip::{LinkSlip, RecordArrival};
pub use colleagues::StaffMember;
pub use forward::Forward;
pub(crate) use notify::{ToldAt, notify, notify_others};
pub use open::{Arrived, Opened};
pub use read::{HandoverView, Incoming};
pub use step::HandoverStep;
pub use where_instead::{PlaceShown, PrintedInstead};
