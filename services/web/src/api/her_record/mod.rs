//! What can be done with a record: found again, put right, protected, restricted, held, copied, erased.

pub(crate) mod child_copy;
pub(crate) mod copy;
pub(crate) mod erase;
pub(crate) mod papers;
pub(crate) mod rectify;
pub(crate) mod search;
pub(crate) mod steps;
