//! Her word on being counted. It covers the days on which it held; taken back, it covers nothing any more:
//! a later release counts her nowhere, and an earlier one stays as it is. That it expired takes nothing
//! from the days before.

use std::collections::BTreeMap;

use domain::consents::{ConsentEvent, Item, Route};
use domain::{InstitutionId, PathId};
use jiff::civil::Date;

/// What she agreed to on one path.
#[derive(Default)]
pub(super) struct Agreed {
    by_route: BTreeMap<Route, Vec<(Date, Date)>>,
}

/// What she agreed to, by path.
pub(super) type ByPath = BTreeMap<PathId, Agreed>;

impl Agreed {
    pub(super) fn follow(&mut self, event: &ConsentEvent) {
        match event {
            ConsentEvent::ConsentRecorded {
                route,
                decisions,
                given_on,
                expires_on,
                ..
            } => {
                let asked = decisions.iter().find(|d| d.item == Item::Statistics);
                match asked.map(|decision| decision.granted) {
                    Some(true) => {
                        let days = self.by_route.entry(*route).or_default();
                        days.push((*given_on, *expires_on));
                    }
                    Some(false) => drop(self.by_route.remove(route)),
                    None => {}
                }
            }
            ConsentEvent::ConsentWithdrawn { route, items, .. }
                if items.contains(&Item::Statistics) =>
            {
                self.by_route.remove(route);
            }
            ConsentEvent::EverythingWithdrawn { .. } => self.by_route.clear(),
            _ => {}
        }
    }

    /// Whether what happened between these two on that day may be counted.
    pub(super) fn covers(&self, route: Route, day: Date) -> bool {
        self.by_route
            .get(&route)
            .is_some_and(|spans| held(spans, day))
    }

    /// Whether what she did at this institution on that day may be counted: it asked her, or she was sent
    /// to it by one that did.
    pub(super) fn covers_at(&self, institution: InstitutionId, day: Date) -> bool {
        let its = self
            .by_route
            .iter()
            .filter(|(route, _)| route.sender == institution || route.recipient == institution);
        its.into_iter().any(|(_, spans)| held(spans, day))
    }
}

fn held(spans: &[(Date, Date)], day: Date) -> bool {
    spans.iter().any(|(from, to)| *from <= day && day <= *to)
}
