//! Her record at an institution, her consents and releases from confidentiality.

mod her_word;
mod record;
mod record_client;
mod release;
mod withdraw;
mod withdraw_release;

pub use domain::consents::{Asked, AskedRelease};
pub use record::RecordConsent;
pub use record_client::RecordClient;
pub use release::RecordRelease;
pub use withdraw::{WithdrawConsent, WithdrawEverything, WithdrawFrom};
pub use withdraw_release::WithdrawRelease;
