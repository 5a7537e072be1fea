//! Her word on each path, as far as the log has come.

use std::collections::{BTreeMap, BTreeSet};

use domain::consents::{Consent, ConsentEvent, Disclosure, Item, Route};
use domain::slips::Message;
use domain::{HandoverId, PathId};
use event_store::StreamId;
use jiff::civil::Date;

/// The consents of all paths.
#[derive(Default)]
pub(super) struct HerWord {
    consents: BTreeMap<StreamId, Consent>,
    /// Paths of which an event was erased: what she said there is unknown.
    unknown: BTreeSet<StreamId>,
    /// Messages that she released and that did not cross yet; each lets one cross.
    released: Vec<Released>,
}

/// One message that she lets cross once.
#[derive(PartialEq, Eq)]
pub(super) struct Released {
    pub(super) path: PathId,
    pub(super) route: Route,
    pub(super) handover: HandoverId,
    pub(super) message: Message,
}

/// How a disclosure stands to her word.
#[derive(PartialEq, Eq)]
pub(super) enum Standing {
    /// She allows it.
    Lives,
    /// She does not.
    Dead(Item),
    /// What she said is erased.
    Erased,
}

impl HerWord {
    pub(super) fn forget(&mut self, stream: StreamId) {
        self.consents.remove(&stream);
        self.released
            .retain(|one| one.path.bytes() != *stream.as_bytes());
        self.unknown.insert(stream);
    }

    pub(super) fn follow(&mut self, stream: StreamId, event: &ConsentEvent) {
        if self.unknown.contains(&stream) {
            return;
        }
        if let ConsentEvent::MessageReleased(said) = event {
            self.released.push(Released {
                path: PathId::from_bytes(*stream.as_bytes()),
                route: said.route,
                handover: said.handover,
                message: said.message,
            });
        }
        self.consents.entry(stream).or_default().evolve(event);
    }

    /// What her standing consent says of a disclosure on this route and day.
    pub(super) fn standing(
        &self,
        route: Route,
        disclosure: &Disclosure,
        day: Date,
    ) -> Result<Standing, &'static str> {
        let path = disclosure.consent();
        let stream = StreamId::from_bytes(path.bytes());
        if self.is_unknown(path) {
            return Ok(Standing::Erased);
        }
        let consent = self.consents.get(&stream);
        let consent = consent.ok_or("a disclosure without a consent")?;
        if disclosure.version() > consent.version() {
            return Err("a disclosure under a consent that did not exist yet");
        }
        let live = consent.live(path, route, disclosure.items(), day);
        let mut items = disclosure.items().iter().copied();
        Ok(items
            .find(|item| !live.covers(*item))
            .map_or(Standing::Lives, Standing::Dead))
    }

    /// Whether what she said on this path is erased.
    pub(super) fn is_unknown(&self, path: PathId) -> bool {
        self.unknown.contains(&StreamId::from_bytes(path.bytes()))
    }

    /// Whether she released this one message; then it is used up.
    pub(super) fn use_up(&mut self, message: &Released) -> bool {
        let found = self.released.iter().position(|one| one == message);
        found.map(|at| self.released.swap_remove(at)).is_some()
    }
}
