//! How the consents of a path change with each event.

use super::state::{Entry, Standing};
use super::{Consent, ConsentEvent, CopyHeld, Item, Route};

impl Consent {
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
