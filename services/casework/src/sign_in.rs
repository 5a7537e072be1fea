//! Signing in with user name and password; wrong attempts are counted, and no answer tells whether
//! the user name exists.

use argon2::Argon2;
use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash;
use async_recursion::async_recursion as boxed;
use domain::{Line, Refusal, Staff};
use event_store::Attempt;
use jiff::Timestamp;

use crate::{Desk, Failure, Hardness};

/// Wrong passwords before a user name rests, and for how long.
const ATTEMPTS: u32 = 10;
const REST_SECONDS: i64 = 15 * 60;

/// A member of staff who signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The account with its role and institution.
    pub staff: Staff,
    /// How colleagues read the name.
    pub display_name: Line,
}

impl Desk {
    /// The account behind user name and password.
    #[boxed]
    pub async fn sign_in(&self, user: &str, password: &str) -> Result<SignedIn, Failure> {
        let now = self.now().at.as_second();
        let subject = format!("sign-in/{}", user.trim().to_lowercase());
        let attempts = self.store.attempts();
        let attempt = attempts
            .check(self.network, &[subject.as_bytes()], now)
            .await?;
        if let Attempt::LockedUntil(until) = attempt {
            return Err(locked(until).into());
        }
        let found = read_models::accounts::by_user(&self.store, self.network, user).await?;
        // An unknown user costs the same work as a wrong password.
        let hash = match &found {
            Some(account) => account.password_hash.clone(),
            None => Hardness::Real.hash("", [0; 16])?,
        };
        let password = password.to_owned();
        let fits = tokio::task::spawn_blocking(move || verify(&password, &hash))
            .await
            .unwrap_or(false);
        if let Some(account) = found.filter(|_| fits) {
            attempts.cleared(self.network, subject.as_bytes()).await?;
            return Ok(SignedIn {
                staff: Staff {
                    account: account.account,
                    institution: account.institution,
                    function: account.role,
                },
                display_name: account.display_name,
            });
        }
        let attempt = attempts
            .failed(
                self.network,
                subject.as_bytes(),
                now,
                ATTEMPTS,
                REST_SECONDS,
            )
            .await?;
        Err(match attempt {
            Attempt::LockedUntil(until) => locked(until).into(),
            Attempt::Free => Refusal::SignInFailed.into(),
        })
    }
}

pub(crate) fn locked(until: i64) -> Refusal {
    Refusal::CodeLocked {
        until: Timestamp::from_second(until).unwrap_or(Timestamp::MAX),
    }
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}
