//! The rows of a table of transitions: who gives a command, from which stages, to which one. What a
//! row cannot say, a guard of the command says in a file of its own.

use crate::{AccountId, Refusal, Staff};

/// Who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Any caseworker of the institution whose stream it is.
    Caseworker,
    /// Who made the entry, or the lead of that institution.
    AuthorOrLead,
    /// The other side of the seam: the stream belongs to somebody else.
    OtherSide,
    /// A day that passed.
    Clock,
}

/// Where a command leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To<S> {
    /// To this stage.
    Stage(S),
    /// Nothing moves.
    Same,
    /// Back to where it was before it was closed.
    Before,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<C: 'static, S: 'static> {
    /// The command.
    pub command: C,
    /// Who gives it.
    pub by: By,
    /// The stages in which it is taken.
    pub from: &'static [S],
    /// Where it leads.
    pub to: To<S>,
    /// Stages in which it was done already: the same answer again, and nothing happens.
    pub again: &'static [S],
}

impl<C: Copy + PartialEq, S: Copy + PartialEq> Row<C, S> {
    /// Whether the command was carried out before.
    pub fn is_done_in(&self, stage: S) -> bool {
        self.again.contains(&stage)
    }

    /// Whether the command is taken in this stage.
    pub fn is_taken_in(&self, stage: S) -> bool {
        self.from.contains(&stage)
    }
}

impl By {
    /// Whether this member of staff may give the command at all; the institution is checked by
    /// whoever knows whose stream it is.
    pub fn permits(self, by: Staff, author: Option<AccountId>) -> Result<(), Refusal> {
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        match self {
            Self::Caseworker | Self::OtherSide => Ok(()),
            Self::AuthorOrLead if by.function.leads() || author == Some(by.account) => Ok(()),
            Self::AuthorOrLead => Err(Refusal::OnlyAuthorOrLead),
            Self::Clock => Err(Refusal::NotYourRole),
        }
    }
}

/// Writes rows as they stand in the design's tables, and the commands of which they are: each is the
/// place of its row. Where a command is an enum with a variant for each row, only the rows.
macro_rules! table {
    ($(#[$of_command:meta])* pub enum $command:ident in $stage:ident, $(#[$of_table:meta])* $table:ident:
        $($name:ident $by:ident $from:tt => $to:ident $(again $again:tt)?;)+) => {
        $(#[$of_command])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the command of its name")]
        pub enum $command { $($name),+ }

        impl $command {
            /// The row of this command.
            #[must_use]
            pub const fn row(self) -> &'static $crate::table::Row<Self, $stage> {
                &$table[self as usize]
            }
        }

        $(#[$of_table])*
        pub const $table: &[$crate::table::Row<$command, $stage>] = $crate::table::table! {
            $command, $stage: $($name $by $from => $to $(again $again)?;)+
        };
    };
    ($command:ident, $stage:ident: $($name:ident $by:ident [$($from:ident)*] => $to:ident $(again [$($again:ident)*])?;)+) => {
        &[$($crate::table::Row {
            command: $command::$name,
            by: $crate::table::By::$by,
            from: &[$($stage::$from),*],
            to: $crate::table::table!(@to $stage $to),
            again: &[$($($stage::$again),*)?],
        }),+]
    };
    (@to $stage:ident same) => { $crate::table::To::Same };
    (@to $stage:ident before) => { $crate::table::To::Before };
    (@to $stage:ident $to:ident) => { $crate::table::To::Stage($stage::$to) };
}

pub(crate) use table;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{route, staff_of};
    use crate::vocabulary::Role;

    #[test]
    fn casework_is_for_caseworkers_and_leads() {
        for role in Role::ALL {
            let mut by = staff_of(route().sender);
            by.function = *role;
            let works = matches!(role, Role::Caseworker | Role::Lead);
            for row in [By::Caseworker, By::OtherSide] {
                assert_eq!(row.permits(by, None).is_ok(), works, "{role}");
            }
            let leads = matches!(role, Role::Lead);
            assert_eq!(By::AuthorOrLead.permits(by, None).is_ok(), leads, "{role}");
            let wrote = By::AuthorOrLead.permits(by, Some(by.account));
            assert_eq!(wrote.is_ok(), works, "{role}");
            assert_eq!(By::Clock.permits(by, None), Err(Refusal::NotYourRole));
        }
    }
}
