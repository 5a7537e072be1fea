//! Lock-outs: failed attempts per subject, known by a keyed hash only.

use crate::{Store, StoreError, ids::NetworkId, seal};
use async_recursion::async_recursion as boxed;

/// Whether a subject may try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attempt {
    /// It may.
    Free,
    /// Not before this second (Unix time).
    LockedUntil(i64),
}

/// Counts failed attempts.
#[derive(Clone, Copy, Debug)]
pub struct Attempts<'a> {
    store: &'a Store,
}

impl Store {
    /// The lock-outs in this store.
    #[must_use]
    pub fn attempts(&self) -> Attempts<'_> {
        Attempts { store: self }
    }
}

impl Attempts<'_> {
    /// Whether somebody may try now for whom all these subjects count.
    #[boxed]
    pub async fn check(
        &self,
        network: NetworkId,
        subjects: &[&[u8]],
        now_seconds: i64,
    ) -> Result<Attempt, StoreError> {
        if subjects.is_empty() {
            return Ok(Attempt::Free);
        }
        let mut session = self.store.engine.read().await?;
        let sql = "SELECT locked_until FROM lockout WHERE subject = ANY($1)";
        let subjects = subjects
            .iter()
            .map(|subject| self.subject(network, subject));
        let subjects: Vec<i64> = subjects.collect();
        let mut until = i64::MIN;
        for row in session.query(sql, &[subjects.into()]).await? {
            until = until.max(row.number(0)?);
        }
        Ok(attempt(until, now_seconds))
    }

    /// Counts a failure. With `limit` failures, each within the window of the one before, the
    /// subject is locked for a window; afterwards it starts from nothing.
    #[boxed]
    pub async fn failed(
        &self,
        network: NetworkId,
        subject: &[u8],
        now_seconds: i64,
        limit: u32,
        window_seconds: i64,
    ) -> Result<Attempt, StoreError> {
        let mut session = self.store.engine.begin().await?;
        let subject = self.subject(network, subject);
        let until = now_seconds.saturating_add(window_seconds);
        let row = session
            .first(
                "INSERT INTO lockout \
                 (subject, failures, counted_until, locked_until) \
                 VALUES ($1, 1, $3, 0) ON CONFLICT (subject) DO UPDATE SET \
                 failures = CASE WHEN lockout.counted_until <= $2 THEN 1 \
                            ELSE lockout.failures + 1 END, \
                 counted_until = excluded.counted_until \
                 RETURNING failures, locked_until",
                &[subject.into(), now_seconds.into(), until.into()],
            )
            .await?
            .ok_or_else(|| StoreError::Corrupt("the lock-out row has gone".to_owned()))?;
        let (failures, mut locked_until) = (row.number(0)?, row.number(1)?);
        if failures >= i64::from(limit) {
            locked_until = until;
            let sql = "UPDATE lockout SET locked_until = $2 WHERE subject = $1";
            session
                .execute(sql, &[subject.into(), until.into()])
                .await?;
        }
        session.commit().await?;
        Ok(attempt(locked_until, now_seconds))
    }

    /// Forgets the failures of a subject that succeeded.
    #[boxed]
    pub async fn cleared(&self, network: NetworkId, subject: &[u8]) -> Result<(), StoreError> {
        let mut session = self.store.engine.begin().await?;
        let sql = "DELETE FROM lockout WHERE subject = $1";
        let params = [self.subject(network, subject).into()];
        session.execute(sql, &params).await?;
        session.commit().await
    }

    fn subject(self, network: NetworkId, subject: &[u8]) -> i64 {
        let hash = seal::keyed_hash(&self.store.secrets.lockout, &[network.as_bytes(), subject]);
        seal::tag(&hash)
    }
}

fn attempt(locked_until: i64, now_seconds: i64) -> Attempt {
    if locked_until > now_seconds {
        Attempt::LockedUntil(locked_until)
    } else {
        Attempt::Free
    }
}
