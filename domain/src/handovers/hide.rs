//! The seam, at the receiving office: from now on the sender, or a station before, appears under the
//! network's neutral name. Why is not written down: an office chooses so, or she is in danger.

use super::{Handover, HandoverEvent};
use crate::InstitutionId;

impl Handover {
    /// The sender of this hand-over is shown neutrally, if the office holds it and reads another name.
    #[must_use]
    pub fn hide_sender(&self) -> Option<HandoverEvent> {
        let named = self.held()?.sender?.office().is_some();
        named.then_some(HandoverEvent::HandoverSenderHidden {})
    }

    /// A station is shown no more among the way so far that the office reads.
    #[must_use]
    pub fn hide_station(&self, station: InstitutionId) -> Option<HandoverEvent> {
        let shown = !self.held()?.hidden.contains(&station);
        shown.then_some(HandoverEvent::StationHidden { station })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::route;
    use crate::handovers::tests_support::{announce, arrived};
    use crate::institutions::Sender;

    #[test]
    fn whoever_holds_reads_the_neutral_name_from_then_on() {
        assert_eq!(Handover::Blank.hide_sender(), None);
        for mut held in [
            arrived([(Item::Need, true)], false).0,
            announce([(Item::Announce, true)]).0,
        ] {
            let sender = held.held().unwrap().sender;
            assert_eq!(sender, Some(Sender::Office(route().sender)));
            held.evolve(&held.hide_sender().unwrap());
            assert_eq!(held.held().unwrap().sender, Some(Sender::Neutral));
            assert_eq!(held.hide_sender(), None);
        }
    }

    #[test]
    fn a_station_is_hidden_once() {
        let (mut held, _) = arrived([(Item::Need, true)], false);
        let hidden = held.hide_station(route().sender).unwrap();
        held.evolve(&hidden);
        assert_eq!(held.hide_station(route().sender), None);
        assert_eq!(Handover::Blank.hide_station(route().sender), None);
    }
}
