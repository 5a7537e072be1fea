//! The slip's table: the sender's side, row by row.

use jiff::civil::Date;

use super::{Slip, SlipCommand};
use crate::table::{Row, table};
use crate::{Refusal, Staff};

/// Where a slip stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// A command without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the command of its name")]
pub enum Act {
    Issue,
    Reissue,
    HideSender,
    Withdraw,
    EndValidity,
    Revive,
    EnterInError,
    ReceiveFeedback,
    ReceiveRetraction,
    ReceiveHerWord,
    RecordPaperReturn,
    ReceiveCallBack,
    SettleCallBack,
}

/// Every row.
pub const TABLE: &[Row<Act, Stage>] = table! { Act, Stage:
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
};

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = &[
        Self::Blank,
        Self::Issued,
        Self::Withdrawn,
        Self::ValidityEnded,
        Self::InError,
    ];

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

impl Act {
    /// The row of this command.
    #[must_use]
    pub fn row(self) -> &'static Row<Self, Stage> {
        // The rows stand in the order of the commands; the test below says so.
        &TABLE[self as usize]
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
