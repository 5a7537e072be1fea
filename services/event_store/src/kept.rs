//! Streams that the network itself owns, such as its rules and its members, as they were read last: nearly every
//! command reads them, they seldom move, and as a network's keys are never erased, nothing in them ever goes. So only
//! what came since is asked for.

use crate::{
    event::Recorded,
    ids::{NetworkId, StreamId},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The events of one stream, in their order.
pub type Events = Arc<[Recorded]>;

/// About how many sealed bytes are kept open; then it begins anew.
const MOST: usize = 4 << 20;

/// What is kept. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Streams>>);

#[derive(Default)]
struct Streams {
    events: HashMap<(NetworkId, StreamId), Events>,
    bytes: usize,
}

impl Kept {
    pub(crate) fn get(&self, network: NetworkId, stream: StreamId) -> Option<Events> {
        self.streams().events.get(&(network, stream)).cloned()
    }

    /// `bytes`: how many were sealed of what is new.
    pub(crate) fn keep(&self, network: NetworkId, stream: StreamId, events: &Events, bytes: usize) {
        let mut streams = self.streams();
        if streams.bytes.saturating_add(bytes) > MOST {
            *streams = Streams::default();
        }
        streams.bytes += bytes;
        streams.events.insert((network, stream), Arc::clone(events));
    }

    /// Of a stream that is not as it was read, as after a restore beneath a running server, nothing is kept.
    pub(crate) fn forget(&self, network: NetworkId, stream: StreamId) {
        self.streams().events.remove(&(network, stream));
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
