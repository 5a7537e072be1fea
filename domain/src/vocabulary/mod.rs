//! The field's codes: stable strings, whose labels are translated elsewhere.

mod codes;
mod institution_kinds;
mod needs;
mod outcomes;
mod reasons;
mod roles;

pub use codes::UnknownWord;
pub(crate) use codes::words;
pub use institution_kinds::{Field, InstitutionKind};
pub use needs::Need;
pub use outcomes::{Experience, HoldReason, Outcome};
pub use reasons::{RejectionReason, Side};
pub use roles::Role;
