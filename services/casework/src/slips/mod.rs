//! The sender's side: issuing, printing, reading and withdrawing a slip.

mod issue;
mod print;
pub(crate) mod read;
mod withdraw;

pub use issue::{IssueSlip, WhichClient};
pub use print::PrintedSlip;
pub use withdraw::WithdrawSlip;
