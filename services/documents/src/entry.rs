//! Rows and dated sentences, as file notes and copies of her data list them.

use serde::Serialize;

use crate::redacted::redacted_debug;

/// What something is, and what it says.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// What happened on a day.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The day, worded.
    pub date: String,
    /// What happened.
    pub sentence: String,
}

redacted_debug!(Row, Entry);
