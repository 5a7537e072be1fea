//! How much her paper says: a bag is searched. And HideSender: from now on the sender appears under the
//! network's neutral name, whatever was written when the slip was issued (rule 11), and the paper under way
//! gives nothing of hers any more: whoever kept it, or a picture of it, would follow her by its code.

use super::{Issued, Slip, SlipEvent};
use crate::institutions::Sender;

crate::vocabulary::words! {
    /// How much her paper says.
    Paper, "wording of the paper" {
        /// Where she goes, why, and what the station may know.
        Plain = "plain",
        /// Day, time and the call-back line; the code says the rest to its addressee.
        Discreet = "discreet",
    }
}

impl Issued {
    /// How much the paper says: as she chose; where she did not, no more than is safe wherever somebody
    /// hides, she or an office, or the need alone says too much.
    #[must_use]
    pub fn paper_says(&self, somebody_hides: bool) -> Paper {
        let unsafe_word =
            somebody_hides || self.sender == Sender::Neutral || self.need.is_protected();
        self.paper.unwrap_or(if unsafe_word {
            Paper::Discreet
        } else {
            Paper::Plain
        })
    }
}

impl Slip {
    /// The neutral name instead of the sender's own: by the office's choice, or because she is in danger;
    /// then her paper is discreet too until she chooses anew, and one that never named the sender is as
    /// outdated as one that did. Both outdate the paper alike, so that a code that gives nothing tells
    /// nobody of a danger.
    ///
    /// An institution that hides as a whole outdates no paper: its name is looked up whenever it is shown
    /// (`Sender::shown`), nobody looks for one of its people more than before, and thousands would need
    /// new papers on one day.
    #[must_use]
    pub fn hide_sender(&self, discreet: bool) -> Option<SlipEvent> {
        let issued = self.issued()?;
        let named = issued.sender != Sender::Neutral;
        let says_more = !issued.paper_outdated || issued.paper == Some(Paper::Plain);
        (named || discreet && says_more).then_some(SlipEvent::SlipSenderHidden { discreet })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;
    use crate::consents::Item;
    use crate::consents::tests_support::route;
    use crate::slips::tests_support::{her, issued_slip, live};
    use crate::slips::{Copy, SlipIssued, SlipReissued, Station};
    use crate::vocabulary::Need;

    fn slip() -> Slip {
        issued_slip([(Item::Need, true)]).0
    }

    #[test]
    fn a_paper_says_no_more_than_is_safe_unless_she_chooses() {
        let issued = slip().issued().unwrap().clone();
        let but = |change: fn(&mut SlipIssued)| {
            let mut issued = issued.clone();
            change(&mut issued.written);
            issued
        };
        let neutral = but(|written| written.sender = Sender::Neutral);
        for (issued, hides, says) in [
            (issued.clone(), false, Paper::Plain),
            (issued.clone(), true, Paper::Discreet),
            (neutral, false, Paper::Discreet),
            (but(|it| it.need = Need::Violence), false, Paper::Discreet),
            (but(|it| it.need = Need::Addiction), false, Paper::Discreet),
            (but(|it| it.need = Need::Pregnancy), false, Paper::Discreet),
            (but(|it| it.need = Need::Debts), false, Paper::Plain),
        ] {
            assert_eq!(issued.paper_says(hides), says, "{:?}", issued.need);
            for chosen in [Paper::Plain, Paper::Discreet] {
                let mut issued = issued.clone();
                issued.written.paper = Some(chosen);
                assert_eq!(issued.paper_says(hides), chosen);
            }
        }
    }

    #[test]
    fn a_sender_is_hidden_once_and_danger_takes_back_what_she_chose_before() {
        let mut slip = slip();
        for (discreet, written) in [(false, true), (false, false), (true, false)] {
            let event = slip.hide_sender(discreet);
            assert_eq!(event.is_some(), written);
            if let Some(event) = &event {
                slip.evolve(event);
            }
            assert_eq!(slip.issued().unwrap().sender, Sender::Neutral);
        }
        slip.evolve(&SlipEvent::SlipReissued(SlipReissued {
            valid_until: slip.issued().unwrap().valid_until,
            appointment: None,
            code_hashes: vec![],
            paper: Some(Paper::Plain),
            code: None,
        }));
        assert_eq!(slip.issued().unwrap().paper_says(true), Paper::Plain);
        assert_eq!(slip.hide_sender(false), None);
        slip.evolve(&slip.hide_sender(true).unwrap());
        assert_eq!(slip.issued().unwrap().paper_says(true), Paper::Discreet);
        assert_eq!(slip.hide_sender(true), None, "once");
        assert_eq!(Slip::default().hide_sender(true), None);
    }

    fn new_paper(slip: &Slip) -> SlipEvent {
        SlipEvent::SlipReissued(SlipReissued {
            valid_until: slip.issued().unwrap().valid_until,
            appointment: None,
            code_hashes: vec![],
            paper: None,
            code: None,
        })
    }

    #[test]
    fn a_paper_is_outdated_by_either_cause_until_another_takes_its_place() {
        let ended = SlipEvent::SlipValidityEnded {};
        let revived = |slip: &Slip| SlipEvent::SlipRevived {
            valid_until: slip.issued().unwrap().valid_until,
        };
        for discreet in [true, false] {
            for over in [false, true] {
                let mut slip = slip();
                assert!(!slip.issued().unwrap().paper_outdated);
                if over {
                    slip.evolve(&ended);
                }
                slip.evolve(&slip.hide_sender(discreet).unwrap());
                assert!(slip.issued().unwrap().paper_outdated);
                if over {
                    // The paper in her hand holds again, and is as old as before.
                    slip.evolve(&revived(&slip));
                    assert!(slip.issued().unwrap().paper_outdated);
                }
                slip.evolve(&new_paper(&slip));
                let issued = slip.issued().unwrap();
                assert!(!issued.paper_outdated);
                assert_eq!(issued.sender, Sender::Neutral);
            }
        }
    }

    #[test]
    fn danger_outdates_a_paper_that_never_named_the_sender_and_an_own_choice_does_not() {
        let mut slip = slip();
        slip.evolve(&slip.hide_sender(false).unwrap());
        slip.evolve(&new_paper(&slip));
        assert_eq!(slip.hide_sender(false), None);
        slip.evolve(&slip.hide_sender(true).unwrap());
        assert!(slip.issued().unwrap().paper_outdated);
    }

    #[test]
    fn an_outdated_paper_gives_nothing_of_hers_until_another_takes_its_place() {
        let items = [
            Item::Identity,
            Item::Contact,
            Item::Need,
            Item::Reason,
            Item::WaySoFar,
        ];
        let (mut slip, consent) = issued_slip(items.map(|item| (item, true)));
        let (b, permit) = (route().recipient, live(&consent));
        let last = slip.issued().unwrap().valid_until;
        let way = [Station {
            station: InstitutionId::from_bytes([9; 16]),
            protected: false,
        }];
        let given = |slip: &Slip| {
            let present = slip.present(b, last, &permit, &her(), &way).unwrap();
            let linked = slip.present_later(b, last, &permit, &her(), &way).unwrap();
            [present, linked]
        };
        for arrival in given(&slip) {
            assert!(arrival.copy.identity.is_some() && arrival.copy.disclosure.is_some());
        }
        slip.evolve(&slip.hide_sender(true).unwrap());
        for over in [false, true] {
            if over {
                slip.evolve(&SlipEvent::SlipValidityEnded {});
            }
            // Also for an arrival that is entered late.
            for arrival in given(&slip).iter().take(if over { 1 } else { 2 }) {
                assert_eq!(arrival.copy, Copy::default());
                assert_eq!(arrival.sender, Sender::Neutral);
                assert_eq!(arrival.service_name, slip.issued().unwrap().service_name);
            }
        }
        slip.evolve(&SlipEvent::SlipReissued(SlipReissued {
            valid_until: last,
            appointment: None,
            code_hashes: vec![],
            paper: None,
            code: None,
        }));
        let [present, _] = given(&slip);
        assert!(present.copy.identity.is_some() && present.copy.disclosure.is_some());
    }
}
