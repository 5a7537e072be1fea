//! What holds of all sources and templates together.

mod withdrawals;
