//! The receiving office's side: from the code on the counter to the feedback that she allows.

mod accept;
mod acknowledge;
mod code;
mod conclude;
mod give_feedback;
mod open;
mod read;
mod reject;
mod tell;

pub use accept::Accept;
pub use acknowledge::Acknowledge;
pub use conclude::Conclude;
pub use give_feedback::GiveFeedback;
pub use open::Opened;
pub use read::HandoverView;
pub use reject::{InsteadAt, Reject};
