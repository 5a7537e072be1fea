//! Printed papers: a view struct goes in, the bytes of a PDF come out.
//! Knows no database, no request and no rule; what may stand on a paper is the caller's decision.
//! Every PDF is exported as PDF/UA-1 and PDF/A-2a; typst refuses what it can check of both.

mod code;
mod consent_form;
mod destination;
mod entry;
mod error;
mod faces;
mod file_note;
mod her_data;
mod legible;
mod path_report;
mod press;
mod qr;
mod redacted;
mod referral_slip;
mod voucher;
mod where_instead;

pub use code::Code;
pub use consent_form::{
    ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Said, Signature,
    consent_form,
};
pub use destination::{Destination, Whereabouts};
pub use entry::{Entry, Row};
pub use error::DocumentError;
pub use file_note::{FileNote, file_note};
pub use her_data::{HerData, Section, her_data};
pub use legible::unprintable;
pub use path_report::{PathReport, ReportPicture, ReportTable, path_report};
pub use press::Imprint;
pub use referral_slip::{
    Disclosed, Expected, Feedback, FeedbackItem, NoSummons, ReferralSlip, ReturnStrip, Sender,
    referral_slip,
};
pub use voucher::{Visits, Voucher, voucher};
pub use where_instead::{WhereInstead, where_instead};

#[cfg(test)]
mod tests;
