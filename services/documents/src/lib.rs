//! Printed papers: a view struct goes in, the bytes of a PDF come out.
//! Knows no database, no request and no rule; what may stand on a paper is the caller's decision.
//! Every PDF is exported as PDF/UA-1 and PDF/A-2a; typst refuses what it can check of both.

mod error;
mod legible;
mod press;
mod qr;
mod redacted;
mod referral_slip;

pub use error::DocumentError;
pub use press::Imprint;
pub use referral_slip::{
    Code, Destination, Disclosed, Feedback, FeedbackItem, ReferralSlip, ReturnStrip, Sender,
    Whereabouts, referral_slip,
};
