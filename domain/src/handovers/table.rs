//! The hand-over's table: the receiving office's side, row by row.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Act, HandoverCommand, Held};
use crate::table::{Row, table};
use crate::{Refusal, Staff};

/// Where a hand-over stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, Serialize, Deserialize,
)]
pub enum Stage {
    /// Nothing yet.
    Blank,
    /// The office knows that she may come.
    Announced,
    /// She arrived.
    Acknowledged,
    /// The office takes her on.
    Accepted,
    /// The office waits for something.
    OnHold,
    /// The office could not take her on.
    Rejected,
    /// The office sent her on.
    Forwarded,
    /// The work is done.
    Concluded,
    /// She ended it.
    EndedByHer,
    /// It should never have been written.
    InError,
    /// Its slip was linked to an arrival that was recorded before.
    Linked,
}

/// Every row. `LinkSlip` is written in the arrival's stream, `LinkTo` in the stream that the slip
/// would have opened.
pub const TABLE: &[Row<Act, Stage>] = table! { Act, Stage:
    Announce          OtherSide    [Blank] => Announced;
    Acknowledge       Caseworker   [Blank Announced InError] => Acknowledged
        again [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer];
    RecordArrival     Caseworker   [Blank] => Acknowledged;
    LinkSlip          Caseworker   [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
    LinkTo            Caseworker   [Blank Announced] => Linked;
    Accept            Caseworker   [Acknowledged] => Accepted again [Accepted];
    Reject            Caseworker   [Announced Acknowledged] => Rejected;
    Hold              Caseworker   [Accepted] => OnHold;
    Resume            Caseworker   [OnHold] => Accepted;
    Forward           Caseworker   [Acknowledged Accepted OnHold Rejected] => Forwarded;
    Conclude          Caseworker   [Accepted OnHold] => Concluded;
    EndOnHerWord      Caseworker   [Announced Acknowledged Accepted OnHold] => EndedByHer;
    Reopen            Caseworker   [Rejected Concluded Forwarded EndedByHer] => before;
    EnterInError      AuthorOrLead [Announced Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => InError;
    GiveFeedback      Caseworker   [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
    RetractFeedback   AuthorOrLead [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
    DeclineFeedback   Caseworker   [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
    PassOnHerWord     Caseworker   [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
    AcknowledgeNotice Caseworker   [Announced Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer InError] => same;
    Assign            Caseworker   [Announced Acknowledged Accepted OnHold] => same;
    RequestCallBack   Caseworker   [Acknowledged Accepted OnHold Rejected Forwarded Concluded EndedByHer] => same;
};

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Announced, acknowledged, accepted, on hold: somebody has to do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Announced | Self::Acknowledged | Self::Accepted | Self::OnHold
        )
    }

    /// Why a command that is not taken in this stage is refused.
    #[must_use]
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Blank | Self::Linked => Refusal::NotFound,
            Self::Announced => Refusal::HandoverNotAcknowledged,
            Self::Acknowledged => Refusal::HandoverNotAccepted,
            Self::Accepted => Refusal::HandoverAccepted,
            Self::OnHold => Refusal::HandoverOnHold,
            Self::Rejected | Self::Forwarded | Self::Concluded => Refusal::HandoverClosed,
            Self::EndedByHer => Refusal::HandoverEndedByHer,
            Self::InError => Refusal::EnteredInError,
        }
    }
}

impl Act {
    /// The row of this command.
    #[must_use]
    pub fn row(self) -> &'static Row<Self, Stage> {
        // The rows stand in the order of the commands; the test below says so.
        &TABLE[self as usize]
    }
}

impl Held {
    /// Whether the table lets this member of staff give the command now: what a page may offer. A
    /// guard of the command may still refuse its particulars.
    #[must_use]
    pub fn offers(&self, act: Act, by: Staff) -> bool {
        let row = act.row();
        self.institution == by.institution
            && row.is_taken_in(self.phase.stage())
            && row.by.permits(by, self.author).is_ok()
    }
}

impl HandoverCommand {
    /// Which row of the table this command is.
    #[must_use]
    pub fn act(&self) -> Act {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;
    use crate::consents::Item;
    use crate::handovers::tests_support::{arrived, colleague, order};
    use crate::vocabulary::Role;

    #[test]
    fn each_command_has_its_row() {
        assert_eq!(TABLE.len(), Act::RequestCallBack as usize + 1);
        for row in TABLE {
            assert_eq!(row.command.row().command, row.command);
        }
    }

    #[test]
    fn a_page_offers_what_the_table_takes_and_an_error_only_to_its_author_or_the_lead() {
        let (handover, _) = arrived([(Item::Need, true)], true);
        let held = handover.held().unwrap();
        let author = order(HandoverCommand::Accept).by;
        assert!(held.offers(Act::Hold, author));
        assert!(!held.offers(Act::Resume, author) && !held.offers(Act::Accept, author));
        assert!(held.offers(Act::EnterInError, author));
        let mut other = colleague(HandoverCommand::Accept).by;
        assert!(held.offers(Act::Hold, other) && !held.offers(Act::EnterInError, other));
        other.function = Role::Lead;
        assert!(held.offers(Act::EnterInError, other));
        other.institution = InstitutionId::from_bytes([77; 16]);
        assert!(!held.offers(Act::Hold, other));
    }
}
