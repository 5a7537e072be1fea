//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ConsentEvent, CopyHeld, Item, Permit, Route};
use crate::slips::Message;
use crate::{HandoverId, InstitutionId, PathId, RecordId, Refusal, VoucherId};

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
    /// Granted once, and the last day passed.
    Expired,
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
    releases: Vec<(Route, Standing)>,
    released: Vec<(Route, HandoverId, Message)>,
    pub(super) copies: Vec<CopyHeld>,
    pub(super) on_vouchers: BTreeSet<(VoucherId, InstitutionId)>,
    stations: Vec<(InstitutionId, RecordId)>,
    linked: BTreeSet<PathId>,
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
            once: None,
        }
    }

    /// Her word for this one message, if she gave it.
    #[must_use]
    pub fn permit_once(
        &self,
        path: PathId,
        handover: HandoverId,
        message: Message,
    ) -> Option<Permit> {
        self.released
            .iter()
            .find(|(_, h, m)| (*h, *m) == (handover, message))
            .map(|(route, ..)| Permit {
                consent: path,
                version: self.version,
                route: *route,
                items: [message.item()].into(),
                once: Some((handover, message)),
            })
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        let mut releases = self.releases.iter().rev();
        releases.find(|(r, _)| *r == route).map(|(_, s)| *s)
    }

    /// Her stations, in the order in which she came to them.
    #[must_use]
    pub fn stations(&self) -> &[(InstitutionId, RecordId)] {
        &self.stations
    }

    /// Other paths that turned out to be hers.
    #[must_use]
    pub const fn linked(&self) -> &BTreeSet<PathId> {
        &self.linked
    }

    /// Whether anything is granted at all.
    #[must_use]
    pub fn grants_anything(&self) -> bool {
        let granted = |standing: &Standing| matches!(standing, Standing::Granted { .. });
        self.entries.iter().any(|entry| granted(&entry.standing))
            || self.releases.iter().any(|(_, standing)| granted(standing))
    }

    /// Routes on which something granted is over on this day.
    #[must_use]
    pub fn expired(&self, today: Date) -> BTreeSet<Route> {
        let over = |s: Standing| matches!(s, Standing::Granted { until, .. } if until < today);
        let items = self
            .entries
            .iter()
            .map(|entry| (entry.route, entry.standing));
        items
            .chain(self.releases.iter().copied())
            .filter(|(_, standing)| over(*standing))
            .map(|(route, _)| route)
            .collect()
    }

    /// The latest route on which she was asked about this recipient: for an office that holds a
    /// hand-over whose slip the sender has erased.
    #[must_use]
    pub fn route_to(&self, recipient: InstitutionId) -> Option<Route> {
        let mut latest = self.entries.iter().rev().map(|entry| entry.route);
        latest.find(|route| route.recipient == recipient)
    }

    /// Whether this institution is one of her stations: it has a record of hers, or stands at one
    /// end of a consent.
    #[must_use]
    pub fn names(&self, institution: InstitutionId) -> bool {
        self.stations
            .iter()
            .any(|(station, _)| *station == institution)
            || self
                .entries
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
            ConsentEvent::ReleaseRecorded {
                route,
                given_on,
                expires_on,
                ..
            } => self.put_release(
                *route,
                Standing::Granted {
                    from: *given_on,
                    until: *expires_on,
                },
            ),
            ConsentEvent::ReleaseWithdrawn { route, .. } => {
                self.put_release(*route, Standing::Withdrawn);
            }
            ConsentEvent::MessageReleased {
                route,
                handover,
                message,
            } => self.released.push((*route, *handover, *message)),
            ConsentEvent::EverythingWithdrawn { .. } => {
                self.end(Standing::Withdrawn, |_| true);
            }
            ConsentEvent::ConsentExpired { route } => {
                self.end(Standing::Expired, |r| r == *route);
            }
            ConsentEvent::StationJoined {
                institution,
                record,
                ..
            } => self.stations.push((*institution, *record)),
            ConsentEvent::PathLinked { path } => {
                self.linked.insert(*path);
            }
            ConsentEvent::CopyHanded {
                items,
                handover,
                recipient,
            } => self.copies.push(CopyHeld {
                handover: *handover,
                recipient: *recipient,
                items: items.clone(),
            }),
            ConsentEvent::VoucherCopyHanded {
                voucher, recipient, ..
            } => {
                self.on_vouchers.insert((*voucher, *recipient));
            }
        }
    }

    /// Ends everything that is granted on these routes.
    fn end(&mut self, with: Standing, on: impl Fn(Route) -> bool) {
        let items = self.entries.iter_mut().map(|e| (e.route, &mut e.standing));
        let releases = self.releases.iter_mut().map(|(route, s)| (*route, s));
        for (route, standing) in items.chain(releases) {
            if on(route) && matches!(standing, Standing::Granted { .. }) {
                *standing = with;
            }
        }
    }

    fn put_release(&mut self, route: Route, standing: Standing) {
        self.releases.retain(|(r, _)| *r != route);
        self.releases.push((route, standing));
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
