//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ConsentEvent, Item, Permit, Route};
use crate::{InstitutionId, PathId, Refusal};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Granted from a day to a day, both included.
    Granted {
        /// The day of her word.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// Put to her and refused.
    Refused,
    /// Granted once and taken back.
    Withdrawn,
}

impl Standing {
    fn lives_on(self, day: Date) -> bool {
        matches!(self, Self::Granted { from, until } if from <= day && day <= until)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    route: Route,
    item: Item,
    standing: Standing,
}

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    version: u64,
    entries: Vec<Entry>,
}

impl Consent {
    /// The number of events that made this state: what an append guards.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Where an item stands on a route, if it was ever put to her.
    #[must_use]
    pub fn standing(&self, route: Route, item: Item) -> Option<Standing> {
        self.entries
            .iter()
            .find(|e| e.route == route && e.item == item)
            .map(|e| e.standing)
    }

    /// All of `items`, or the refusal that names the first that does not live.
    pub fn permit(
        &self,
        path: PathId,
        route: Route,
        items: &BTreeSet<Item>,
        today: Date,
    ) -> Result<Permit, Refusal> {
        let permit = self.live(path, route, items, today);
        match items.iter().find(|item| !permit.covers(**item)) {
            Some(&item) => Err(Refusal::ConsentMissing { item }),
            None => Ok(permit),
        }
    }

    /// Those of `wanted` that live; what does not live stays blank, and nothing fails (rule 3).
    #[must_use]
    pub fn live(&self, path: PathId, route: Route, wanted: &BTreeSet<Item>, today: Date) -> Permit {
        let lives = |item: &Item| {
            self.standing(route, *item)
                .is_some_and(|s| s.lives_on(today))
        };
        Permit {
            consent: path,
            version: self.version,
            route,
            items: wanted.iter().copied().filter(lives).collect(),
        }
    }

    /// The latest route on which she was asked about this recipient: for an office that holds a
    /// hand-over whose slip the sender has erased.
    #[must_use]
    pub fn route_to(&self, recipient: InstitutionId) -> Option<Route> {
        let mut latest = self.entries.iter().rev().map(|entry| entry.route);
        latest.find(|route| route.recipient == recipient)
    }

    /// Whether this institution is one of her stations under these consents.
    #[must_use]
    pub fn names(&self, institution: InstitutionId) -> bool {
        self.entries
            .iter()
            .any(|e| e.route.sender == institution || e.route.recipient == institution)
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ConsentEvent) {
        self.version += 1;
        match event {
            ConsentEvent::ConsentRecorded {
                route,
                decisions,
                given_on,
                expires_on,
                ..
            } => {
                for decision in decisions {
                    let standing = if decision.granted {
                        Standing::Granted {
                            from: *given_on,
                            until: *expires_on,
                        }
                    } else {
                        Standing::Refused
                    };
                    self.put(*route, decision.item, standing);
                }
            }
            ConsentEvent::ConsentWithdrawn { route, items, .. } => {
                for item in items {
                    self.put(*route, *item, Standing::Withdrawn);
                }
            }
            ConsentEvent::CopyHanded { .. } => {}
        }
    }

    fn put(&mut self, route: Route, item: Item, standing: Standing) {
        self.entries.retain(|e| e.route != route || e.item != item);
        self.entries.push(Entry {
            route,
            item,
            standing,
        });
    }
}
