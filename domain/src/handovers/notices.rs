//! Notices: what an office must hear because it holds a copy. They say what and when, never who.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The sender took the slip back.
    SlipWithdrawn,
    /// She took back what this office's copy rests on.
    ConsentWithdrawn,
    /// Her data was corrected where it came from.
    Rectified,
}

impl Handover {
    /// The seam, at the receiving office: a notice, if it holds this hand-over. What is marked as
    /// an error still holds copies, so it hears too.
    #[must_use]
    pub fn notify(&self, notice: Notice, on: Date) -> Option<HandoverEvent> {
        let held = self.held()?;
        (!held.notices.contains(&(notice, on)))
            .then_some(HandoverEvent::NoticeReceived { notice, on })
    }

    pub(super) fn acknowledge_notice(&self) -> Vec<HandoverEvent> {
        let open = self.held().is_some_and(|held| !held.notices.is_empty());
        let read = open.then_some(HandoverEvent::NoticeAcknowledged {});
        read.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::day;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{arrived, order};

    #[test]
    fn a_notice_reaches_who_holds_and_is_read_once() {
        assert_eq!(Handover::Blank.notify(Notice::SlipWithdrawn, day()), None);
        let (mut handover, _) = arrived([(Item::Need, true)], false);
        let notice = handover.notify(Notice::SlipWithdrawn, day()).unwrap();
        handover.evolve(&notice);
        assert_eq!(handover.notify(Notice::SlipWithdrawn, day()), None);
        let read = order(HandoverCommand::AcknowledgeNotice);
        for event in handover.decide(&read).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(handover.decide(&read), Ok(vec![]));
    }
}
