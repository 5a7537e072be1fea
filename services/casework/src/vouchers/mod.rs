//! Vouchers: issued for a theme, redeemed where she wants. What an institution does with one is
//! written twice in one append: into the voucher's stream, which is hers, and into a stream of the
//! institution's own, which alone feeds its views.

mod acknowledge_notice;
mod enter_in_error;
mod issue;
mod open;
mod own_acts;
mod print;
mod read;
mod redeem;
mod reissue;

pub use acknowledge_notice::AcknowledgeVoucherNotice;
pub use enter_in_error::EnterVoucherInError;
pub use issue::{Bearer, IssueVoucher, StationAt};
pub(crate) use open::show;
pub(crate) use own_acts::{notify, notify_others};
pub use print::{PrintedStation, PrintedVoucher};
pub use redeem::RedeemVoucher;
pub(crate) use reissue::can_be_reissued;
