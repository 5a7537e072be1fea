//! Printed papers: a view struct goes in, the bytes of a PDF come out.
//! Knows no database, no request and no rule; what may stand on a paper is the caller's decision.
//! Every PDF is exported as PDF/UA-1 and PDF/A-2a; typst refuses what it can check of both.

#[macro_use]
mod redacted;

mod code;
mod consent_form;
mod error;
mod faces;
mod file_note;
mod her_data;
mod legible;
mod parts;
mod path_report;
mod press;
mod referral_slip;
mod voucher;
mod where_instead;

pub use code::Code;
pub use consent_form::{
    ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Said, Signature,
};
pub use error::DocumentError;
pub use file_note::FileNote;
pub use her_data::{HerData, Section};
pub use legible::unprintable;
pub use parts::{Destination, Entry, Row, Whereabouts};
pub use path_report::{PathReport, ReportPicture, ReportTable};
pub use press::{Imprint, Paper, Template, VirtualFile, print};
pub use referral_slip::{
    Expected, Feedback, FeedbackItem, NoSummons, ReferralSlip, ReturnStrip, Sender,
};
pub use voucher::{Visits, Voucher};
pub use where_instead::WhereInstead;

#[cfg(test)]
mod tests;
