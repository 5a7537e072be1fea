//! One generation of a read model, and how its rows and lists are called.

use crate::{ids::OwnerId, network::Network};
use unicode_normalization::UnicodeNormalization as _;

/// The text of the list in which the network's clocks find what is open and has a day.
const CLOCK: &str = "clock";

/// A generation of one read model in one network.
#[derive(Clone, Copy)]
pub(crate) struct Generation<'a> {
    pub(crate) network: &'a Network,
    pub(crate) model: &'a str,
    pub(crate) number: u64,
    /// Makes of a row's place its number in this generation.
    mask: i64,
}

impl<'a> Generation<'a> {
    pub(crate) fn new(network: &'a Network, model: &'a str, number: u64) -> Self {
        let mask = network.tags.tag(&[b"generation", &number.to_be_bytes()]);
        Self {
            network,
            model,
            number,
            mask,
        }
    }

    pub(super) fn row_id(&self, order: i64) -> i64 {
        order ^ self.mask
    }

    /// The name of this owner's list. The text is trimmed, lower-cased and brought to NFC.
    pub(super) fn list(&self, owner: OwnerId, text: &str) -> i64 {
        let text: String = text.trim().to_lowercase().nfc().collect();
        let model = self.model.as_bytes();
        let pieces: [&[u8]; 4] = [b"list", model, owner.as_bytes(), text.as_bytes()];
        self.network.tags.tag(&pieces)
    }

    /// The name of the list of the network's clocks.
    pub(super) fn clock(&self) -> i64 {
        self.list(self.network.id.owner(), CLOCK)
    }

    /// How the rows of an owner are found when it is erased.
    pub(crate) fn owner_tag(&self, owner: OwnerId) -> i64 {
        let number = self.number.to_be_bytes();
        let pieces: [&[u8]; 3] = [b"rows of", owner.as_bytes(), &number];
        self.network.tags.tag(&pieces)
    }
}
