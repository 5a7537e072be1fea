//! Account: staff sign-in. The user name is found by keyed hash; the password only as argon2id.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Role;
use crate::{AccountId, InstitutionId, Instruction, Line, Refusal};

/// What can be done with an account.
#[derive(Debug, Clone)]
pub enum AccountCommand {
    /// Open it.
    Open(Opening),
}

/// A new account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Its id.
    pub account: AccountId,
    /// The user name.
    pub user: Line,
    /// How colleagues read the person's name.
    pub display_name: Line,
    /// The password's argon2id hash in PHC form.
    pub password_hash: String,
    /// What it is for.
    pub role: Role,
    /// For which institution it acts.
    pub institution: InstitutionId,
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opening")
            .field("account", &self.account)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// An event of an account's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum AccountEvent {
    /// The account exists.
    AccountOpened(Opening),
}

/// An account as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account(Option<Opening>);

/// Proof that an account belongs to an institution; only [`Account::colleague`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    account: AccountId,
    institution: InstitutionId,
}

impl Colleague {
    /// The account.
    #[must_use]
    pub const fn account(self) -> AccountId {
        self.account
    }

    /// The institution for which it acts.
    #[must_use]
    pub const fn institution(self) -> InstitutionId {
        self.institution
    }
}

impl Account {
    /// Whose colleague this is, if it works on cases.
    #[must_use]
    pub fn colleague(&self) -> Option<Colleague> {
        let opening = self.0.as_ref()?;
        opening.role.does_casework().then_some(Colleague {
            account: opening.account,
            institution: opening.institution,
        })
    }

    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<AccountCommand>,
    ) -> Result<Vec<AccountEvent>, Refusal> {
        let AccountCommand::Open(opening) = &instruction.what;
        if instruction.by.function != Role::Operator {
            return Err(Refusal::NotYourRole);
        }
        if self.0.is_some() {
            return Err(Refusal::AlreadyThere);
        }
        Ok(vec![AccountEvent::AccountOpened(opening.clone())])
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &AccountEvent) {
        let AccountEvent::AccountOpened(opening) = event;
        self.0 = Some(opening.clone());
    }
}

crate::aggregate::aggregate!(Account, AccountCommand, "account", AccountEvent);
crate::aggregate::stored!(
    AccountEvent,
    AccountId,
    AccountId::bytes,
    [AccountOpened = "AccountOpened",]
);

#[cfg(test)]
pub(crate) mod tests_support;

#[cfg(test)]
mod tests {
    use super::tests_support::{colleague, opening};
    use super::*;
    use crate::consents::tests_support::{now, staff_of};

    const WEBER: AccountId = AccountId::from_bytes([4; 16]);
    const HERE: InstitutionId = InstitutionId::from_bytes([1; 16]);

    #[test]
    fn only_an_operator_opens_accounts_and_each_once() {
        let mut order = Instruction {
            by: staff_of(HERE),
            now: now(),
            what: AccountCommand::Open(opening(WEBER, HERE, Role::Caseworker)),
        };
        let mut account = Account::default();
        assert_eq!(account.decide(&order), Err(Refusal::NotYourRole));
        order.by.function = Role::Operator;
        for event in account.decide(&order).unwrap() {
            account.evolve(&event);
        }
        assert_eq!(account.decide(&order), Err(Refusal::AlreadyThere));
    }

    #[test]
    fn debug_shows_no_name_and_no_hash() {
        let shown = format!("{:?}", opening(WEBER, HERE, Role::Caseworker));
        assert!(!shown.contains("eber") && !shown.contains("argon"));
    }

    #[test]
    fn a_colleague_works_on_cases() {
        assert_eq!(colleague(WEBER, HERE).account(), WEBER);
        assert_eq!(colleague(WEBER, HERE).institution(), HERE);
        for role in [Role::Coordinator, Role::PrivacyOfficer, Role::Operator] {
            let mut account = Account::default();
            account.evolve(&AccountEvent::AccountOpened(opening(WEBER, HERE, role)));
            assert_eq!(account.colleague(), None, "{role}");
        }
        assert_eq!(Account::default().colleague(), None);
    }
}
