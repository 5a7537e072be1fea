//! Her word on being counted. It covers the days on which it held; taken back, it covers nothing any more:
//! a later release counts her nowhere, and an earlier one stays as it is. That it expired takes nothing
//! from the days before.

use std::collections::BTreeMap;

use domain::consents::{Consent, ConsentEvent, Decision, Item, Route};
use domain::{InstitutionId, PathId};
use jiff::civil::Date;

/// What she agreed to on one path.
#[derive(Default)]
pub(super) struct Agreed {
    said: Consent,
    /// What she allowed, with its days.
    spans: BTreeMap<Route, Vec<(Date, Date)>>,
}

/// What she agreed to, by path.
pub(super) type ByPath = BTreeMap<PathId, Agreed>;

impl Agreed {
    pub(super) fn follow(&mut self, event: &ConsentEvent) {
        // That it is over takes nothing from the days before.
        if !matches!(event, ConsentEvent::ConsentExpired { .. }) {
            self.said.evolve(event);
        }
        if let ConsentEvent::ConsentRecorded {
            route,
            decisions,
            given_on,
            expires_on,
            ..
        } = event
        {
            let yes = |d: &Decision| d.item == Item::Statistics && d.granted;
            if decisions.iter().any(yes) {
                let spans = self.spans.entry(*route).or_default();
                spans.push((*given_on, *expires_on));
            }
        }
        let said = &self.said;
        self.spans.retain(|route, spans| {
            // What she took back, or refused later, covers no day any more.
            let stands =
                |(from, _): &(Date, Date)| !said.was_revoked(*route, Item::Statistics, *from);
            spans.retain(stands);
            !spans.is_empty()
        });
    }

    /// Whether what happened between these two on that day may be counted.
    pub(super) fn covers(&self, route: Route, day: Date) -> bool {
        self.spans.get(&route).is_some_and(|spans| held(spans, day))
    }

    /// Whether what she did at this institution on that day may be counted: it asked her, or she was sent
    /// to it by one that did.
    pub(super) fn covers_at(&self, institution: InstitutionId, day: Date) -> bool {
        let its = self
            .spans
            .iter()
            .filter(|(route, _)| route.sender == institution || route.recipient == institution);
        its.into_iter().any(|(_, spans)| held(spans, day))
    }
}

fn held(spans: &[(Date, Date)], day: Date) -> bool {
    spans.iter().any(|(from, to)| *from <= day && day <= *to)
}
