//! The sender's side: issuing, printing, reading and changing a slip.

mod announce;
mod issue;
mod print;
pub(crate) mod read;
mod reissue_open;
mod step;

pub use issue::{Agreed, IssueSlip, WhichClient};
pub use print::PrintedSlip;
pub use reissue_open::{OpenPapers, ReissueOpenSlips};
pub use step::SlipStep;
