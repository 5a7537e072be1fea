//! Chains: texts that make no sense, ways against every run there is, figures of releases.

mod against_runs;
mod reading;
mod released;
mod texts;
