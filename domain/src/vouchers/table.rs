//! The voucher's table, row by row, as far as the product goes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::VoucherCommand;
use crate::Refusal;
use crate::table::table;

/// Where a voucher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, Serialize, Deserialize)]
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

table! {
    /// A command without its particulars.
    pub enum Act in Stage,
    /// Every row. Redeeming the last required station fulfils it.
    TABLE:
    Issue        Caseworker   [Blank] => Issued;
    Redeem       Caseworker   [Issued Active Fulfilled] => Active;
    Reissue      Caseworker   [Issued Active Fulfilled] => same;
    EndValidity  Clock        [Issued Active Fulfilled] => ValidityEnded;
    EnterInError AuthorOrLead [Issued Active Fulfilled ValidityEnded] => InError;
}

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

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
