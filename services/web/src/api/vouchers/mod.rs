//! Counselling vouchers: what the own institution did with them, and nothing else.

pub(crate) mod issue;
pub(crate) mod read;
pub(crate) mod steps;
