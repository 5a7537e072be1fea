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
mod paper;
mod pictures;
mod places;
mod reaching;
mod sentences;
mod tables;
mod told;

pub(crate) use chain::{ChainTold, chain_told};
pub(crate) use comparison::comparison;
pub(crate) use overview::{
    PeriodReleases, ReleaseEntry, choices, entries, next_due, own_counts, periods,
};
pub(crate) use paper::report;
pub(crate) use pictures::Drawn;
pub(crate) use places::Offices;
pub(crate) use tables::Table;
pub(crate) use told::{Released, Told, told};

#[cfg(test)]
pub(crate) mod tests;
