//! Her way so far, as a station knows it itself: nobody passes on what nobody told it.

use super::{Held, Phase};
use crate::InstitutionId;
use crate::institutions::Sender;
use crate::slips::Waypoint;

impl Held {
    /// Where she was before she left this office, as far as it knows itself: who sent her, the stations that
    /// it was shown, and it. Of one at which she is only announced nothing is known.
    #[must_use]
    pub fn known_way(&self) -> Vec<Waypoint> {
        if self.arrived_on.is_none() || self.phase == Phase::InError {
            return Vec::new();
        }
        let sender = self.sender.and_then(Sender::office);
        let untold = |station: &InstitutionId| !self.way.iter().any(|at| at.station == *station);
        let station = |station| Waypoint {
            station,
            ticked: false,
        };
        let before = self.way.iter().copied();
        let known = before.chain(sender.filter(untold).map(station));
        let shown = known.filter(|at| !self.hidden.contains(&at.station));
        shown.chain([station(self.institution)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::route;
    use crate::handovers::HandoverEvent;
    use crate::handovers::tests_support::{announce, arrived};

    fn station(id: u8, ticked: bool) -> Waypoint {
        Waypoint {
            station: InstitutionId::from_bytes([id; 16]),
            ticked,
        }
    }

    /// Stations, and whether a tick shows them although they hide.
    fn known(held: &Held) -> Vec<(InstitutionId, bool)> {
        let way = held.known_way();
        way.iter().map(|at| (at.station, at.ticked)).collect()
    }

    #[test]
    fn a_station_knows_who_sent_her_what_it_was_shown_and_itself() {
        let (handover, _) = arrived([(Item::Need, true)], false);
        let mut held = handover.held().unwrap().clone();
        let (a, b) = (route().sender, route().recipient);
        // Given the sender's name, then it and itself.
        assert_eq!(known(&held), [(a, false), (b, false)]);
        // Given stations before, a shelter by its tick among them, then these first; the sender once.
        held.way = vec![
            station(7, true),
            station(8, false),
            Waypoint {
                station: a,
                ticked: false,
            },
        ];
        let [shelter, other] = [7, 8].map(|id| InstitutionId::from_bytes([id; 16]));
        assert_eq!(
            known(&held),
            [(shelter, true), (other, false), (a, false), (b, false)]
        );
        // When one of them hides, then it is passed on no more, whatever was ticked.
        held.evolve(&HandoverEvent::StationHidden { station: shelter });
        assert_eq!(known(&held), [(other, false), (a, false), (b, false)]);
    }

    #[test]
    fn a_neutral_sender_is_no_station_that_anybody_knows() {
        let (handover, _) = arrived([(Item::Need, true)], false);
        let mut held = handover.held().unwrap().clone();
        held.evolve(&HandoverEvent::HandoverSenderHidden {});
        assert_eq!(known(&held), [(route().recipient, false)]);
    }

    #[test]
    fn where_she_is_only_announced_or_was_never_nothing_is_known() {
        let (announced, _) = announce([(Item::Announce, true)]);
        assert_eq!(known(announced.held().unwrap()), []);
        let (handover, _) = arrived([(Item::Need, true)], false);
        let mut held = handover.held().unwrap().clone();
        held.phase = Phase::InError;
        assert_eq!(known(&held), []);
    }
}
