//! How much her paper says: a bag is searched. And HideSender: from now on the sender appears under the
//! network's neutral name, whatever was written when the slip was issued (rule 11).

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
    /// then her paper is discreet too until she chooses anew.
    #[must_use]
    pub fn hide_sender(&self, discreet: bool) -> Option<SlipEvent> {
        let issued = self.issued()?;
        let says_more = discreet && issued.paper == Some(Paper::Plain);
        (issued.sender != Sender::Neutral || says_more)
            .then_some(SlipEvent::SlipSenderHidden { discreet })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::slips::tests_support::issued_slip;
    use crate::vocabulary::Need;

    fn slip() -> Slip {
        issued_slip([(Item::Need, true)]).0
    }

    #[test]
    fn a_paper_says_no_more_than_is_safe_unless_she_chooses() {
        let issued = slip().issued().unwrap().clone();
        let mut neutral = issued.clone();
        neutral.sender = Sender::Neutral;
        let about = |need| Issued {
            need,
            ..issued.clone()
        };
        for (issued, hides, says) in [
            (issued.clone(), false, Paper::Plain),
            (issued.clone(), true, Paper::Discreet),
            (neutral, false, Paper::Discreet),
            (about(Need::Violence), false, Paper::Discreet),
            (about(Need::Addiction), false, Paper::Discreet),
            (about(Need::Pregnancy), false, Paper::Discreet),
            (about(Need::Debts), false, Paper::Plain),
        ] {
            assert_eq!(issued.paper_says(hides), says, "{:?}", issued.need);
            for chosen in [Paper::Plain, Paper::Discreet] {
                let paper = Some(chosen);
                assert_eq!(
                    Issued {
                        paper,
                        ..issued.clone()
                    }
                    .paper_says(hides),
                    chosen
                );
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
        slip.evolve(&SlipEvent::SlipReissued {
            valid_until: slip.issued().unwrap().valid_until,
            appointment: None,
            code_hashes: vec![],
            paper: Some(Paper::Plain),
            code: None,
        });
        assert_eq!(slip.issued().unwrap().paper_says(true), Paper::Plain);
        assert_eq!(slip.hide_sender(false), None);
        slip.evolve(&slip.hide_sender(true).unwrap());
        assert_eq!(slip.issued().unwrap().paper_says(true), Paper::Discreet);
        assert_eq!(Slip::default().hide_sender(true), None);
    }
}
