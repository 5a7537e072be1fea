//! One fictitious account, shared by the rules' tests.

use super::{Account, AccountEvent, Colleague, Opening};
use crate::consents::tests_support::line;
use crate::vocabulary::Role;
use crate::{AccountId, InstitutionId};

pub(crate) fn opening(account: AccountId, institution: InstitutionId, role: Role) -> Opening {
    Opening {
        account,
        user: line("m.weber"),
        display_name: line("M. Weber"),
        password_hash: "$argon2id$".into(),
        role,
        institution,
    }
}

pub(crate) fn colleague(account: AccountId, institution: InstitutionId) -> Colleague {
    let mut opened = Account::default();
    let opening = opening(account, institution, Role::Caseworker);
    opened.evolve(&AccountEvent::AccountOpened(opening));
    opened.colleague().unwrap()
}
