//! A network, and its log as one transaction or one reading sees it.

use crate::{
    engine::Session,
    ids::{NetworkId, Position, StreamId},
    seal::{PartKey, TagKey},
};

/// A network as its rows know it.
pub(crate) struct Network {
    /// Stands for it in all tables.
    pub(crate) number: i64,
    pub(crate) id: NetworkId,
    /// Names rows.
    pub(crate) tags: TagKey,
    /// Seals headers, answers, targets and lists.
    pub(crate) headers: PartKey,
}

impl Network {
    /// The number of the event at a position: nobody without the key sees the order of events.
    pub(crate) fn event_id(&self, position: Position) -> i64 {
        self.tags.tag(&[b"event", &position.get().to_be_bytes()])
    }

    /// The place of an event: nobody without the key sees which events are of one stream.
    pub(crate) fn slot(&self, stream: StreamId, version: u64) -> i64 {
        let version = version.to_be_bytes();
        self.tags.tag(&[b"slot", stream.as_bytes(), &version])
    }
}

#[cfg(test)]
impl Network {
    /// A network whose keys are no secret.
    pub(crate) fn of_test(id: NetworkId) -> Self {
        let key = |material| zeroize::Zeroizing::new([material; 32]);
        Self {
            number: 1,
            id,
            tags: TagKey::new(&key(0x05)),
            headers: PartKey::new(&key(0x06)),
        }
    }
}

/// Where something is read or written, and of which network.
pub(crate) struct Log<'s> {
    pub(crate) session: &'s mut Session,
    pub(crate) network: &'s Network,
}

impl Session {
    /// What it sees of this network.
    pub(crate) fn of<'s>(&'s mut self, network: &'s Network) -> Log<'s> {
        let session = self;
        Log { session, network }
    }
}
