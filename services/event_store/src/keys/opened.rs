//! Owner keys that were unwrapped a moment ago, so that a page's reading unwraps each of them once.

use crate::{ids::KeyId, seal::Secret};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

/// How long an unwrapped owner key is kept: long enough to spare a key service a page's calls.
const KEPT: Duration = Duration::from_secs(5);
/// Unwrapped owner keys, each with the moment when it was unwrapped.
#[derive(Default)]
pub(super) struct Opened {
    keys: HashMap<KeyId, (Instant, Secret)>,
    /// When those that are no longer used were dropped.
    swept: Option<Instant>,
}

impl Opened {
    pub(super) fn get(&self, id: KeyId, now: Instant) -> Option<&Secret> {
        let (since, secret) = self.keys.get(&id)?;
        (now.duration_since(*since) < KEPT).then_some(secret)
    }

    /// Drops old ones as often as they become old, not with each new one: there may be thousands.
    pub(super) fn keep(&mut self, id: KeyId, now: Instant, secret: Secret) {
        let since = *self.swept.get_or_insert(now);
        if now.duration_since(since) >= KEPT {
            self.keys
                .retain(|_, (since, _)| now.duration_since(*since) < KEPT);
            self.swept = Some(now);
        }
        self.keys.insert(id, (now, secret));
    }

    pub(super) fn clear(&mut self) {
        self.keys.clear();
    }
}
