//! Keys that were unwrapped a moment ago, so that a page's reading unwraps each of them once.

use crate::{ids::NetworkId, network::Network, seal::Secret};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long an unwrapped key is kept: long enough to spare a key service a page's calls.
const KEPT: Duration = Duration::from_secs(5);

/// Unwrapped keys, each with the moment when it was unwrapped.
#[derive(Default)]
pub(super) struct Opened {
    /// By the number of the owner's key.
    owners: HashMap<i64, (Instant, Secret)>,
    /// Every reading and every append needs them, so they are kept for as long as the program runs.
    networks: HashMap<NetworkId, Arc<Network>>,
    /// When those that are no longer used were dropped.
    swept: Option<Instant>,
}

impl Opened {
    pub(super) fn get(&self, id: i64, now: Instant) -> Option<&Secret> {
        let (since, secret) = self.owners.get(&id)?;
        (now.duration_since(*since) < KEPT).then_some(secret)
    }

    /// Drops old ones as often as they become old, not with each new one: there may be thousands.
    pub(super) fn keep(&mut self, id: i64, now: Instant, secret: Secret) {
        let since = *self.swept.get_or_insert(now);
        if now.duration_since(since) >= KEPT {
            self.owners
                .retain(|_, (since, _)| now.duration_since(*since) < KEPT);
            self.swept = Some(now);
        }
        self.owners.insert(id, (now, secret));
    }

    pub(super) fn network(&self, id: NetworkId) -> Option<Arc<Network>> {
        self.networks.get(&id).cloned()
    }

    pub(super) fn keep_network(&mut self, network: Arc<Network>) {
        self.networks.insert(network.id, network);
    }

    pub(super) fn clear(&mut self) {
        self.owners.clear();
        self.networks.clear();
    }
}
