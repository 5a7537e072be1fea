//! Where she was, and which other paths are hers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Consent, ConsentEvent, Item, Route, Standing, TakenBack};
use crate::{InstitutionId, PathId, RecordId};

impl Consent {
    /// Her stations, in the order in which she came to them.
    #[must_use]
    pub fn stations(&self) -> &[(InstitutionId, RecordId)] {
        &self.stations
    }

    /// She has a record at this institution: one more of her stations, unless it is one.
    #[must_use]
    pub fn join(
        &self,
        institution: InstitutionId,
        record: RecordId,
        on: Date,
    ) -> Option<ConsentEvent> {
        let joined = ConsentEvent::StationJoined {
            institution,
            record,
            on,
        };
        (!self.stations.contains(&(institution, record))).then_some(joined)
    }

    /// These records of hers go: their institutions are no stations any more.
    #[must_use]
    pub fn leave(&self, goes: impl Fn(RecordId) -> bool) -> Vec<ConsentEvent> {
        let leaving = self.stations.iter().filter(|(_, record)| goes(*record));
        let left = leaving.map(|&(institution, record)| ConsentEvent::StationLeft {
            institution,
            record,
        });
        left.collect()
    }

    /// Another path turned out to be hers: what she took back there counts here, unless that is known.
    #[must_use]
    pub fn link(&self, path: PathId, there: &Self) -> Option<ConsentEvent> {
        let linked = ConsentEvent::PathLinked {
            path,
            taken_back: there.taken_back(),
        };
        (!self.linked.contains(&path)).then_some(linked)
    }

    /// Other paths that turned out to be hers.
    #[must_use]
    pub const fn linked(&self) -> &BTreeSet<PathId> {
        &self.linked
    }

    /// Everything that she took back on this path: for another that turns out to be hers.
    #[must_use]
    pub fn taken_back(&self) -> Vec<TakenBack> {
        self.word.taken_back()
    }

    /// Whether what she took back on another path of hers stands against what she allows on this one.
    #[must_use]
    pub fn is_taken_back_on(&self, other: &Self, route: Route, item: Item) -> bool {
        let mut linked = self.word.clone();
        for back in other.taken_back() {
            linked.taken_back_there(&back);
        }
        linked.standing(route, item) == Some(Standing::Withdrawn)
    }

    /// The latest route on which she was asked about this recipient: for an office that holds a
    /// hand-over whose slip the sender has erased.
    #[must_use]
    pub fn route_to(&self, recipient: InstitutionId) -> Option<Route> {
        let mut latest = self.word.asked_routes().rev();
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
                .word
                .asked_routes()
                .any(|route| route.sender == institution || route.recipient == institution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HandoverId;
    use crate::consents::CopyHeld;
    use crate::consents::tests_support::{day, path, route};
    use crate::slips::tests_support::consent;

    const HELD: HandoverId = HandoverId::from_bytes([11; 16]);
    const THIRD: InstitutionId = InstitutionId::from_bytes([9; 16]);

    fn copied(items: impl IntoIterator<Item = Item>) -> Consent {
        let mut consent = consent([(Item::Identity, true)]);
        consent.evolve(&ConsentEvent::CopyHanded(CopyHeld {
            items: items.into_iter().collect(),
            handover: HELD,
            route: route(),
        }));
        consent
    }

    #[test]
    fn who_holds_a_copy_of_what_she_takes_back_is_known() {
        let consent = copied([Item::Identity, Item::Need]);
        let holders = |item, route| consent.copied(route, &[item].into());
        assert_eq!(holders(Item::Need, route()), [HELD].into());
        assert_eq!(holders(Item::Child, route()), [].into());
        let back = Route {
            sender: route().recipient,
            recipient: route().sender,
        };
        assert_eq!(holders(Item::Need, back), [].into());
        let from_another = Route {
            sender: THIRD,
            ..route()
        };
        assert_eq!(holders(Item::Need, from_another), [].into());
        assert_eq!(consent.copies().len(), 1);
    }

    #[test]
    fn her_stations_are_those_with_a_record_and_both_ends_of_a_consent() {
        let mut consent = copied([]);
        assert!(consent.names(route().sender) && consent.names(route().recipient));
        assert!(!consent.names(THIRD));
        let record = RecordId::from_bytes([6; 16]);
        let joined = consent.join(THIRD, record, day()).unwrap();
        consent.evolve(&joined);
        assert!(consent.names(THIRD));
        assert_eq!(consent.join(THIRD, record, day()), None);
        assert_eq!(consent.stations(), [(THIRD, record)]);
        assert_eq!(consent.leave(|other| other != record), []);
        let left = consent.leave(|other| other == record);
        consent.evolve(&left[0]);
        assert_eq!((left.len(), consent.stations()), (1, &[][..]));
    }

    #[test]
    fn another_path_of_hers_is_linked_once() {
        let mut consent = Consent::default();
        let linked = consent.link(path(), &Consent::default()).unwrap();
        for _ in 0..2 {
            consent.evolve(&linked);
        }
        assert_eq!(consent.link(path(), &Consent::default()), None);
        assert_eq!(consent.linked(), &[path()].into());
    }

    #[test]
    fn the_latest_route_to_an_office_is_found_without_its_slip() {
        let consent = consent([(Item::Identity, false)]);
        assert_eq!(consent.route_to(route().recipient), Some(route()));
        assert_eq!(consent.route_to(THIRD), None);
    }
}
