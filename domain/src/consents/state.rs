//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CopyHeld, Item, Permit, Route};
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
pub(super) struct Entry {
    pub(super) route: Route,
    pub(super) item: Item,
    pub(super) standing: Standing,
}

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub(super) version: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) releases: Vec<(Route, Standing)>,
    pub(super) released: Vec<(Route, HandoverId, Message)>,
    pub(super) copies: Vec<CopyHeld>,
    pub(super) on_vouchers: BTreeSet<(VoucherId, InstitutionId)>,
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
        self.granted().next().is_some()
    }

    /// Everything that is granted, with its last day.
    fn granted(&self) -> impl Iterator<Item = (Route, Date)> {
        let items = self.entries.iter().map(|e| (e.route, e.standing));
        let all = items.chain(self.releases.iter().copied());
        all.filter_map(|(route, standing)| match standing {
            Standing::Granted { until, .. } => Some((route, until)),
            _ => None,
        })
    }

    /// The first day on which something that is granted ends.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        self.granted().map(|(_, until)| until).min()
    }

    /// Routes on which something granted is over on this day.
    #[must_use]
    pub fn expired(&self, today: Date) -> BTreeSet<Route> {
        let over = self.granted().filter(|(_, until)| *until < today);
        over.map(|(route, _)| route).collect()
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
}
