//! The consent's table, row by row: where one item stands on one route, and what a command makes of it.

use super::{ConsentCommand, Standing};
use crate::table::table;

/// Where an item stands, or a release from confidentiality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Stage {
    /// It was never put to her.
    Blank,
    /// She said yes.
    Granted,
    /// She said no.
    Refused,
    /// She said yes once and took it back.
    Withdrawn,
    /// She said yes once, and the last day passed.
    Expired,
}

table! {
    /// A command without its particulars. Recording her word is two: her yes and her no.
    pub enum Act in Stage,
    /// Every row. A release for one message lies beside what stands; withdrawing everything is answered the
    /// same whether there was anything or not, so that nobody learns which.
    TABLE:
    Grant              Caseworker [Blank Granted Refused Withdrawn Expired] => Granted;
    Refuse             Caseworker [Blank Granted Refused Withdrawn Expired] => Refused;
    RecordRelease      Caseworker [Blank Granted Refused Withdrawn Expired] => Granted;
    ReleaseMessage     Caseworker [Blank Granted Refused Withdrawn Expired] => same;
    Withdraw           Caseworker [Granted] => Withdrawn;
    WithdrawRelease    Caseworker [Granted] => Withdrawn;
    WithdrawEverything Caseworker [Granted] => Withdrawn again [Refused Withdrawn Expired];
    Expire             Clock      [Granted] => Expired;
}

impl Stage {
    /// Every stage.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The stage of what is known of an item.
    #[must_use]
    pub const fn of(standing: Option<Standing>) -> Self {
        match standing {
            None => Self::Blank,
            Some(Standing::Granted { .. }) => Self::Granted,
            Some(Standing::Refused) => Self::Refused,
            Some(Standing::Withdrawn) => Self::Withdrawn,
            Some(Standing::Expired) => Self::Expired,
        }
    }
}

impl ConsentCommand {
    /// Which row of the table this command is; her word on several items is a row for each, and they are
    /// given by the same people.
    #[must_use]
    pub fn act(&self) -> Act {
        match self {
            Self::Record(command) if command.asked.decisions.values().any(|granted| *granted) => {
                Act::Grant
            }
            Self::Record(_) => Act::Refuse,
            Self::RecordRelease(_) => Act::RecordRelease,
            Self::ReleaseMessage(_) => Act::ReleaseMessage,
            Self::Withdraw(_) => Act::Withdraw,
            Self::WithdrawRelease(_) => Act::WithdrawRelease,
            Self::WithdrawEverything(_) => Act::WithdrawEverything,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_its_row() {
        assert_eq!(TABLE.len(), Act::Expire as usize + 1);
        for row in TABLE {
            assert_eq!(row.command.row().command, row.command);
        }
    }
}
