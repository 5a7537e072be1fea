//! The value that only a live consent produces, and the trace that its use leaves in the log.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Item, Route};
use crate::slips::Message;
use crate::{HandoverId, PathId};

/// Proof that items live in a consent at one version of its stream. It has no public constructor
/// and cannot be deserialised: whoever holds one got it from [`super::Consent::permit`] or
/// [`super::Consent::live`], and whoever appends under it guards the stream at that version.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Permit {
    pub(super) consent: PathId,
    pub(super) version: u64,
    pub(super) route: Route,
    pub(super) items: BTreeSet<Item>,
    /// What lives as far as the sender knows: it is not told what she takes back elsewhere.
    pub(super) known: BTreeSet<Item>,
    /// She released exactly this message for exactly this hand-over.
    pub(super) once: Option<(HandoverId, Message)>,
}

impl Permit {
    /// Whether it is no standing consent, but her word for this one message.
    #[must_use]
    pub fn is_for_this_once(&self, handover: HandoverId, message: Message) -> bool {
        self.once == Some((handover, message))
    }

    /// Whether it is her word for this one message, whatever the hand-over is called there.
    #[must_use]
    pub fn releases(&self, message: Message) -> bool {
        self.once.is_some_and(|(_, released)| released == message)
    }

    /// Whether the item lives.
    #[must_use]
    pub fn covers(&self, item: Item) -> bool {
        self.items.contains(&item)
    }

    /// Whether the item lives as far as the sender knows: what it may write, print and be refused.
    #[must_use]
    pub fn is_known_to_cover(&self, item: Item) -> bool {
        self.known.contains(&item)
    }

    /// Without some of the items.
    #[must_use]
    pub fn without(mut self, gone: impl Fn(Item) -> bool) -> Self {
        self.items.retain(|item| !gone(*item));
        self
    }

    /// From whom to whom it holds.
    #[must_use]
    pub const fn route(&self) -> Route {
        self.route
    }

    /// The path whose consent this is.
    #[must_use]
    pub const fn path(&self) -> PathId {
        self.consent
    }

    /// The trace of a disclosure of those of `items` that live; none when nothing does.
    #[must_use]
    pub fn disclosure(&self, items: &BTreeSet<Item>) -> Option<Disclosure> {
        let items: BTreeSet<Item> = self.items.intersection(items).copied().collect();
        (!items.is_empty()).then_some(Disclosure {
            consent: self.consent,
            version: self.version,
            items,
        })
    }
}

/// Which items were disclosed under which version of which consent; `laufzettel verify` proves it
/// again from the log. It names no institution: the receiving office's core holds only an alias.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    consent: PathId,
    version: u64,
    items: BTreeSet<Item>,
}

impl Disclosure {
    /// The path whose consent was used.
    #[must_use]
    pub const fn consent(&self) -> PathId {
        self.consent
    }

    /// The number of events that the consent stream had.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The items that were disclosed.
    #[must_use]
    pub const fn items(&self) -> &BTreeSet<Item> {
        &self.items
    }
}
