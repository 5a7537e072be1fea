//! Erasure: one record at her wish, all of them at once, or when its time is over. Each institution is
//! its own controller; what is erased is verified first, and the log keeps no word of whose it was.

mod everywhere;
mod gone;
mod record;
mod retention;

pub use everywhere::EraseEverywhere;
pub(crate) use everywhere::FinishErasure;
pub(crate) use gone::paths_of;
pub use record::EraseRecord;
pub(crate) use retention::EndRetention;
