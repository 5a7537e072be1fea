//! Where she goes next, as slip, voucher and „Hier geht es weiter" print it.

use serde::Serialize;

use crate::redacted::redacted_debug;

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

redacted_debug!(Destination, Whereabouts);
