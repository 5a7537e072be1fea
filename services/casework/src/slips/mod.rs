//! The sender's side: issuing, printing, reading and changing a slip.

mod announce;
mod change;
mod issue;
mod print;
pub(crate) mod read;
mod reissue_open;
mod withdraw;

pub use change::{
    EnterSlipInError, HideSender, RecordPaperReturn, ReissueSlip, ReviveSlip, SettleCallBack,
};
pub use issue::{Agreed, IssueSlip, WhichClient};
pub use print::PrintedSlip;
pub use reissue_open::{OpenPapers, ReissueOpenSlips};
pub use withdraw::WithdrawSlip;
