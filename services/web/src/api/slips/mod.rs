//! The sender's side: issuing, reading, printing, changing and withdrawing a slip.

pub(crate) mod issue;
pub(crate) mod read;
pub(crate) mod steps;
