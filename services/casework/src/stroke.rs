//! One thing that the clock does.

use domain::Refusal;

use crate::perform::{Attempts, Done};
use crate::work::Transaction;
use crate::{Desk, Failure};

/// One append of its own, decided anew when others were faster.
pub(crate) trait Stroke: Sync {
    /// Loads, decides and writes; gives the stream that is written last, or none if there is nothing
    /// to do any more.
    fn decide(
        &self,
        work: &mut Transaction<'_>,
    ) -> impl Future<Output = Result<Option<[u8; 16]>, Failure>> + Send;
}

impl Desk {
    /// One thing that fails does not stop the others; the next hour tries it again.
    pub(crate) async fn tried<S: Stroke>(&self, stroke: &S) -> bool {
        match self.strike_one(stroke).await {
            Ok(done) => done,
            Err(failure) => {
                tracing::error!(%failure, "the clock is left behind");
                false
            }
        }
    }

    /// Whether there was something to do, and it was done.
    pub(crate) async fn strike_one<S: Stroke>(&self, stroke: &S) -> Result<bool, Failure> {
        let mut attempts = Attempts::deciding_anew();
        loop {
            let mut work = Transaction::at(self);
            let decided = stroke.decide(&mut work).await;
            let principal = match decided {
                Ok(Some(principal)) => principal,
                // What is erased is over.
                Ok(None) | Err(Failure::Refused(Refusal::Erased)) => return Ok(false),
                Err(failure) => return Err(failure),
            };
            let commit = work.commit(principal, "struck", None).await;
            if let Some(done) = attempts.settled(self, commit).await? {
                return Ok(matches!(done, Done::Now));
            }
        }
    }
}
