//! OpenAccount: who may sign in, for which institution and as what.

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::accounts::{Account, AccountCommand, Opening};
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Line, Refusal};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// An account to be opened.
#[derive(Clone, Serialize)]
pub struct NewAccount {
    /// The user name.
    pub user: Line,
    /// How colleagues read the person's name.
    pub display_name: Line,
    /// What it is for.
    pub role: Role,
    /// For which institution it acts.
    pub institution: InstitutionId,
    /// The password's argon2id hash, see [`Hardness::hash`].
    pub password_hash: String,
}

/// How much work a password hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hardness {
    /// OWASP's recommendation for argon2id: 19 MiB, two passes.
    Real,
    /// Little memory, one pass: for the demo's generated passwords, which are printed anyway.
    Demo,
}

impl Hardness {
    /// The hash in PHC form; takes tens of milliseconds at [`Hardness::Real`], so off the reactor.
    pub fn hash(self, password: &str, salt: [u8; 16]) -> Result<String, Failure> {
        let (memory_kib, passes) = match self {
            Self::Real => (19 * 1024, 2),
            Self::Demo => (1024, 1),
        };
        let unreadable = Failure::Unreadable { kind: "password" };
        let Ok(params) = Params::new(memory_kib, passes, 1, None) else {
            return Err(unreadable);
        };
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(|_| unreadable)
    }
}

/// An account is opened; a user name is given once.
#[derive(Serialize)]
pub struct OpenAccount<'a> {
    /// Its id.
    pub account: AccountId,
    /// What it is.
    pub new: &'a NewAccount,
}

impl UseCase for OpenAccount<'_> {
    type Answer = AccountId;
    const OUTCOME: &'static str = "account-opened";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.account;
        let (store, network, user) = (&work.desk.store, work.desk.network, &self.new.user);
        let taken = read_models::accounts::by_user(store, network, user.as_str()).await?;
        if taken.is_some_and(|taken| taken.account != id) {
            return Err(Refusal::AlreadyThere.into());
        }
        let mut account: Account = work.load(id).await?;
        let what = AccountCommand::Open(Opening {
            account: self.account,
            user: self.new.user.clone(),
            display_name: self.new.display_name.clone(),
            password_hash: self.new.password_hash.clone(),
            role: self.new.role,
            institution: self.new.institution,
        });
        work.decide(id, &mut account, what)?;
        Ok(id.into())
    }
}
