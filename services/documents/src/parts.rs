//! What several papers print: rows and dated sentences, and where she goes next.

use serde::Serialize;

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

/// Where she goes.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// The institution.
    pub institution: String,
    /// The service there.
    pub service: String,
    /// The person to ask for.
    pub contact_person: Option<String>,
    /// When it is open, worded.
    pub opening_hours: Option<String>,
    /// How she gets there.
    pub whereabouts: Whereabouts,
}

/// How she reaches the destination. A protected institution has no field for an address.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Whereabouts {
    /// A place that may be written down.
    Address {
        /// Street and town; may have several lines.
        address: String,
        /// The telephone, if there is one.
        phone: Option<String>,
    },
    /// The address is never written; she calls first.
    CallFirst {
        /// The telephone.
        phone: String,
    },
}

redacted_debug!(Destination, Entry, Row, Whereabouts);
