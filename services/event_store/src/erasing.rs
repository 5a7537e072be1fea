//! What is to be erased, and what the list says of it.

use crate::{
    erasure_list::{Kept, Listed},
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
};

/// What one transaction erases.
#[derive(Default)]
pub(crate) struct Erase<'a> {
    pub(crate) owners: &'a [OwnerId],
    /// One class of one stream each.
    pub(crate) parts: &'a [(StreamId, PartClass)],
    pub(crate) day: Day,
}

impl Erase<'_> {
    /// The lines that say so.
    pub(crate) fn listed(&self, network: NetworkId) -> Vec<Listed> {
        let day = self.day;
        let owners = self.owners.iter().map(|owner| Kept::Owner(*owner));
        let parts = self.parts.iter().map(|(stream, class)| Kept::Part {
            stream: *stream,
            class: *class as u8,
        });
        let all = owners.chain(parts);
        all.map(|what| Listed { network, day, what }).collect()
    }

    /// Whether a part of this class of this stream, sealed for this owner, is among it.
    pub(crate) fn takes(&self, stream: StreamId, class: PartClass, owner: OwnerId) -> bool {
        self.owners.contains(&owner) || self.parts.contains(&(stream, class))
    }
}
