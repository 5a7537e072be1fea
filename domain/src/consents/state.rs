//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::standing::Entry;
use super::{ConsentEvent, CopyHeld, Item, Permit, Route, Standing};
use crate::slips::Message;
use crate::{HandoverId, InstitutionId, PathId, RecordId, Refusal, VoucherId};

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    version: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) releases: Vec<(Route, Standing)>,
    released: Vec<(Route, HandoverId, Message)>,
    pub(super) copies: Vec<CopyHeld>,
    pub(super) on_vouchers: BTreeSet<(VoucherId, Route)>,
    pub(super) asked_with: Vec<(Route, RecordId)>,
    pub(super) stations: Vec<(InstitutionId, RecordId)>,
    pub(super) linked: BTreeSet<PathId>,
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

    /// Whether she let a message of this kind cross on this route, at one moment.
    #[must_use]
    pub fn released_once(&self, route: Route, item: Item) -> bool {
        let mut released = self.released.iter();
        released.any(|(r, _, message)| (*r, message.item()) == (route, item))
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        let mut releases = self.releases.iter().rev();
        releases.find(|(r, _)| *r == route).map(|(_, s)| *s)
    }

    /// Whether anything is granted at all.
    #[must_use]
    pub fn grants_anything(&self) -> bool {
        let granted = |standing: &Standing| matches!(standing, Standing::Granted { .. });
        !self.released.is_empty()
            || self.entries.iter().any(|entry| granted(&entry.standing))
            || self.releases.iter().any(|(_, standing)| granted(standing))
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ConsentEvent) {
        self.version += 1;
        match event {
            ConsentEvent::ConsentRecorded {
                route,
                record,
                decisions,
                given_on,
                expires_on,
                ..
            } => {
                self.ask_with(*route, *record);
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
                self.released
                    .retain(|(r, _, message)| r != route || !items.contains(&message.item()));
            }
            ConsentEvent::ReleaseRecorded {
                route,
                record,
                given_on,
                expires_on,
                ..
            } => {
                self.ask_with(*route, *record);
                let (from, until) = (*given_on, *expires_on);
                self.put_release(*route, Standing::Granted { from, until });
            }
            ConsentEvent::ReleaseWithdrawn { route, .. } => {
                self.put_release(*route, Standing::Withdrawn);
            }
            ConsentEvent::MessageReleased {
                route,
                handover,
                message,
            } => self.released.push((*route, *handover, *message)),
            ConsentEvent::EverythingWithdrawn { .. } => {
                self.end(Standing::Withdrawn, |_, _| true);
                self.released.clear();
            }
            ConsentEvent::ConsentExpired { route, on, .. } => {
                self.end(Standing::Expired, |r, until| r == *route && until < *on);
            }
            ConsentEvent::StationJoined {
                institution,
                record,
                ..
            } => self.stations.push((*institution, *record)),
            ConsentEvent::StationLeft {
                institution,
                record,
            } => self.stations.retain(|at| *at != (*institution, *record)),
            ConsentEvent::PathLinked { path } => {
                self.linked.insert(*path);
            }
            ConsentEvent::CopyHanded {
                items,
                handover,
                route,
            } => self.copies.push(CopyHeld {
                handover: *handover,
                route: *route,
                items: items.clone(),
            }),
            ConsentEvent::VoucherCopyHanded { voucher, route, .. } => {
                self.on_vouchers.insert((*voucher, *route));
            }
        }
    }

    /// Ends what is granted, by its route and its last day.
    fn end(&mut self, with: Standing, ends: impl Fn(Route, Date) -> bool) {
        let items = self.entries.iter_mut().map(|e| (e.route, &mut e.standing));
        let releases = self.releases.iter_mut().map(|(route, s)| (*route, s));
        for (route, standing) in items.chain(releases) {
            match standing {
                Standing::Granted { until, .. } if ends(route, *until) => *standing = with,
                _ => {}
            }
        }
    }

    fn ask_with(&mut self, route: Route, record: RecordId) {
        self.asked_with.retain(|(r, _)| *r != route);
        self.asked_with.push((route, record));
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
