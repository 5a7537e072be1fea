//! Releases put into pictures, sentences and tables: pure, from the frozen figures only.
//!
//! ```text
//! Release -> Told { flow, network, sentences, tables, method } -> page, comparison, paper
//! ```
//!
//! What a release does not show is not in it, so nothing here can tell more than it. Every figure is
//! said with "etwa", because every figure carries noise.

mod chain;
mod comparison;
mod method;
mod overview;
mod pages;
mod paper;
mod pictures;
mod places;
mod reaching;
mod sentences;
mod tables;
mod told;

pub use chain::{ChainTold, chain_told};
pub use comparison::comparison;
pub use overview::{PeriodReleases, choices, entries, next_due, own_counts, periods};
pub use pages::{agreed, kinds, newest, period};
pub use paper::report;
pub use places::Offices;
pub use told::{Released, Told, told};

#[cfg(test)]
pub(crate) mod tests;
