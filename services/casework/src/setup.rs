//! Setting up a network: its names, its institutions and their entries, its accounts.

mod adopt_rules;
mod enter_institution;
mod found_network;
mod keep_entry;
mod open_account;

pub use open_account::{Hardness, NewAccount};
