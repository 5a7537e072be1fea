//! The voucher's table, row by row, as far as the product goes.

use jiff::civil::Date;

use super::VoucherCommand;
use crate::Refusal;
use crate::table::{Row, table};

/// Where a voucher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Stage {
    /// Nothing yet.
    Blank,
    /// She has it.
    Issued,
    /// She used it.
    Active,
    /// Every required station was visited; the optional ones stay open.
    Fulfilled,
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
    Redeem,
    Reissue,
    EndValidity,
    EnterInError,
}

/// Every row. Redeeming the last required station fulfils it.
pub const TABLE: &[Row<Act, Stage>] = table! { Act, Stage:
    Issue        Caseworker   [Blank] => Issued;
    Redeem       Caseworker   [Issued Active Fulfilled] => Active;
    Reissue      Caseworker   [Issued Active Fulfilled] => same;
    EndValidity  Clock        [Issued Active Fulfilled] => ValidityEnded;
    EnterInError AuthorOrLead [Issued Active Fulfilled ValidityEnded] => InError;
};

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = &[
        Self::Blank,
        Self::Issued,
        Self::Active,
        Self::Fulfilled,
        Self::ValidityEnded,
        Self::InError,
    ];

    /// Why a command that is not taken in this stage is refused.
    #[must_use]
    pub fn refusal(self, last_day: Option<Date>) -> Refusal {
        match (self, last_day) {
            (Self::InError, _) => Refusal::EnteredInError,
            (Self::ValidityEnded, Some(valid_until)) => Refusal::VoucherExpired { valid_until },
            _ => Refusal::NotFound,
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

impl VoucherCommand {
    /// Which row of the table this command is.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Issue(_) => Act::Issue,
            Self::Redeem { .. } => Act::Redeem,
            Self::Reissue(_) => Act::Reissue,
            Self::EnterInError { .. } => Act::EnterInError,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_its_row() {
        assert_eq!(TABLE.len(), Act::EnterInError as usize + 1);
        for row in TABLE {
            assert_eq!(row.command.row().command, row.command);
        }
    }
}
