//! The tables of the design, written down a second time by hand, and tried out cell by cell: every
//! command, in every stage, by every role, at the own institution and elsewhere. What a guard adds
//! to a row stands beside the rule itself.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod case;
mod consent;
mod handover;
mod handover_commands;
mod page;
mod slip;
mod voucher;
