//! RecordPaperReturn and ReceiveHerWord: what came back on paper or from her own mouth. It is her
//! doing, so no consent stands between, and no office is asked.

use serde::{Deserialize, Serialize};

use super::{Message, Slip, SlipEvent};
use crate::optional_text;
use crate::vocabulary::Experience;
use crate::{Erasable, Note, Refusal};

/// What she says about the help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HerWord {
    /// In one word.
    pub experience: Experience,
    /// In her own words.
    #[serde(default, deserialize_with = "optional_text")]
    pub words: Option<Note>,
}

/// Her own words, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The text.
    pub words: Note,
}

crate::erasable::hidden! { Words }

/// What a return strip says, or what she says without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperReturn {
    /// What the strip says.
    pub message: Message,
    /// A remark on it.
    pub words: Option<Note>,
}

impl From<Message> for PaperReturn {
    fn from(message: Message) -> Self {
        Self {
            message,
            words: None,
        }
    }
}

impl Slip {
    /// By a sender that may reduce benefits nothing that lies on her side is entered, however it came (below
    /// the hand-over's table).
    pub(super) fn record_paper_return(
        request: &PaperReturn,
        by_benefits_office: bool,
    ) -> Result<Vec<SlipEvent>, Refusal> {
        if by_benefits_office && request.message.lies_on_her_side() {
            return Err(Refusal::HerSideNotEntered);
        }
        Ok(vec![SlipEvent::PaperReturnRecorded {
            message: request.message,
            counselling: sealed(request.words.as_ref()),
        }])
    }

    /// The seam, at the sender: her own word, from any of her stations or her page.
    pub fn receive_her_word(&self, word: &HerWord) -> Result<SlipEvent, Refusal> {
        self.issued().ok_or(Refusal::NotFound)?;
        Ok(SlipEvent::HerWordReceived {
            experience: word.experience,
            counselling: sealed(word.words.as_ref()),
        })
    }
}

fn sealed(words: Option<&Note>) -> Option<Erasable<Words>> {
    words.cloned().map(|words| Erasable::Known(Words { words }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instruction;
    use crate::consents::Item;
    use crate::consents::tests_support::{now, route, staff_of};
    use crate::slips::SlipCommand;
    use crate::slips::tests_support::issued_slip;
    use crate::vocabulary::{Outcome, RejectionReason};

    #[test]
    fn an_office_that_may_reduce_benefits_enters_nothing_that_lies_on_her_side() {
        let (slip, _) = issued_slip([(Item::Need, true)]);
        let enters = |message: Message, by_benefits_office| {
            let what = SlipCommand::RecordPaperReturn {
                request: message.into(),
                by_benefits_office,
            };
            let by = staff_of(route().sender);
            slip.decide(&Instruction {
                by,
                now: now(),
                what,
            })
        };
        let reasons = RejectionReason::ALL.iter();
        let reasons = reasons.map(|&reason| Message::Reason { reason });
        let outcomes = Outcome::ALL.iter();
        let outcomes = outcomes.map(|&outcome| Message::Outcome { outcome });
        let mut refused = 0;
        for message in reasons.chain(outcomes).chain([Message::Arrived]) {
            assert!(enters(message, false).is_ok(), "{message:?}");
            if message.lies_on_her_side() {
                assert_eq!(enters(message, true), Err(Refusal::HerSideNotEntered));
                refused += 1;
            } else {
                assert!(enters(message, true).is_ok(), "{message:?}");
            }
        }
        assert!(refused > 4);
    }

    #[test]
    fn she_brings_the_strip_though_she_allowed_no_feedback() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let order = Instruction {
            by: staff_of(route().sender),
            now: now(),
            what: SlipCommand::RecordPaperReturn {
                request: Message::Arrived.into(),
                by_benefits_office: true,
            },
        };
        for event in slip.decide(&order).unwrap() {
            slip.evolve(&event);
        }
        let word = HerWord {
            experience: Experience::GotHelp,
            words: None,
        };
        assert!(slip.receive_her_word(&word).is_ok());
        assert_eq!(
            Slip::default().receive_her_word(&word),
            Err(Refusal::NotFound)
        );
    }
}
