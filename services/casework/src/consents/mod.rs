//! Her record at an institution and her consents.

mod record;
mod record_client;
mod withdraw;

pub use record::{Asked, RecordConsent};
pub use record_client::RecordClient;
pub use withdraw::WithdrawConsent;
