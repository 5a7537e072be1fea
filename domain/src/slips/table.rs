//! The slip's table: the sender's side, row by row.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Slip, SlipCommand};
use crate::table::table;
use crate::{Refusal, Staff};

/// Where a slip stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, Serialize, Deserialize)]
pub enum Stage {
    /// Nothing yet.
    Blank,
    /// It is out.
    Issued,
    /// The sender took it back.
    Withdrawn,
    /// Its last day passed.
    ValidityEnded,
    /// It should never have been written.
    InError,
}

table! {
    /// A command without its particulars.
    pub enum Act in Stage,
    /// Every row.
    TABLE:
    Issue             Caseworker   [Blank] => Issued;
    Reissue           Caseworker   [Issued] => Issued;
    HideSender        Caseworker   [Issued Withdrawn ValidityEnded InError] => same;
    Withdraw          Caseworker   [Issued ValidityEnded] => Withdrawn again [Withdrawn];
    EndValidity       Clock        [Issued] => ValidityEnded;
    Revive            Caseworker   [ValidityEnded] => Issued;
    EnterInError      AuthorOrLead [Issued Withdrawn ValidityEnded] => InError;
    ReceiveFeedback   OtherSide    [Issued Withdrawn ValidityEnded InError] => same;
    ReceiveRetraction OtherSide    [Issued Withdrawn ValidityEnded InError] => same;
    ReceiveHerWord    OtherSide    [Issued Withdrawn ValidityEnded InError] => same;
    RecordPaperReturn Caseworker   [Issued Withdrawn ValidityEnded InError] => same;
    ReceiveCallBack   OtherSide    [Issued Withdrawn ValidityEnded InError] => same;
    SettleCallBack    Caseworker   [Issued Withdrawn ValidityEnded InError] => same;
}

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Why a command that is not taken in this stage is refused.
    #[must_use]
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Blank => Refusal::NotFound,
            Self::Issued => Refusal::SlipNotOver,
            Self::Withdrawn => Refusal::SlipIsWithdrawn,
            Self::ValidityEnded => Refusal::SlipValidityEnded,
            Self::InError => Refusal::EnteredInError,
        }
    }
}

impl Slip {
    /// Whether the table lets this member of staff give the command on this day: what a page may
    /// offer. A guard of the command may still refuse its particulars.
    #[must_use]
    pub fn offers(&self, act: Act, by: Staff, today: Date) -> bool {
        let row = act.row();
        self.of(by.institution)
            .is_ok_and(|issued| row.by.permits(by, Some(issued.author)).is_ok())
            && row.is_taken_in(self.stage_on(today))
    }
}

impl SlipCommand {
    /// Which row of the table this command is.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Issue(_) => Act::Issue,
            Self::Reissue(..) => Act::Reissue,
            Self::HideSender => Act::HideSender,
            Self::Withdraw => Act::Withdraw,
            Self::Revive(_) => Act::Revive,
            Self::EnterInError(_) => Act::EnterInError,
            Self::RecordPaperReturn { .. } => Act::RecordPaperReturn,
            Self::SettleCallBack => Act::SettleCallBack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_its_row() {
        assert_eq!(TABLE.len(), Act::SettleCallBack as usize + 1);
        for row in TABLE {
            assert_eq!(row.command.row().command, row.command);
        }
    }
}
