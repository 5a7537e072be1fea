//! The sender's side: issuing, reading, printing and withdrawing a slip.

pub(crate) mod issue;
pub(crate) mod paper;
pub(crate) mod read;
pub(crate) mod withdraw;
