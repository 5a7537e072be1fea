//! The owner that stands for a network itself.

use crate::ids::{NetworkId, OwnerId};

/// The owner of what belongs to no institution and nobody: it is never erased.
pub(crate) fn network_owner(network: NetworkId) -> OwnerId {
    OwnerId::from_bytes(*network.as_bytes())
}
