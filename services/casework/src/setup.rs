//! Setting up a network: its names, its institutions and their entries, its accounts, what its
//! members agreed on.

mod adopt_rules;
mod adopt_service_chain;
mod amend_entry;
mod enter_institution;
mod found_network;
mod keep_entry;
mod open_account;

pub use adopt_rules::AdoptRules;
pub use adopt_service_chain::AdoptServiceChain;
pub use amend_entry::{AmendEntry, OwnEntry};
pub use enter_institution::EnterInstitution;
pub use found_network::FoundNetwork;
pub use keep_entry::KeepEntry;
pub use open_account::{Hardness, NewAccount, OpenAccount};
