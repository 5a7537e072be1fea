//! Commands are carried out here, each once per key; and whatever is appended is decided anew when others
//! were faster.

use std::pin::Pin;

use async_recursion::async_recursion as boxed;
use domain::codes::PresentedCode;
use domain::{
    AccountId, HandoverId, InstitutionId, RecordId, Refusal, ReleaseId, SlipId, Staff, VoucherId,
};
use event_store::{AppendError, Appended, Position, Replayed};
use serde::Serialize;

use crate::work::Work;
use crate::{Desk, Failure, Key};

/// How often something is decided anew when others were faster.
const ATTEMPTS: usize = 8;

/// A command: decided against fresh state at each attempt, answered by the stream it is about.
pub trait UseCase: Serialize + Sync {
    /// What the caller learns.
    type Answer: Answer;
    /// The outcome's code, kept with the idempotency key.
    const OUTCOME: &'static str;

    /// The same, where it depends on what was asked.
    fn outcome(&self) -> &'static str {
        Self::OUTCOME
    }

    /// The code that came with it: wrong ones are counted, and rest after too many.
    fn code(&self) -> Option<PresentedCode> {
        None
    }

    /// What is known beforehand of the streams that the decision looks at: they are read at once.
    fn streams(&self, _: Staff, _network: [u8; 16]) -> Vec<[u8; 16]> {
        vec![]
    }

    /// Loads, decides and writes; gives the stream that the answer is about.
    fn decide(&self, work: &mut Work<'_>)
    -> impl Future<Output = Result<[u8; 16], Failure>> + Send;
}

/// An answer that can be given again, of which the log keeps nothing but the stream that it is about.
pub trait Answer: Send {
    /// The answer about this stream.
    fn about(stream: [u8; 16]) -> Self;
}

impl Answer for () {
    fn about(_: [u8; 16]) {}
}

macro_rules! answers {
    ($($id:ty),+) => {$(
        impl Answer for $id {
            fn about(stream: [u8; 16]) -> Self {
                stream.into()
            }
        }
    )+};
}

answers!(
    AccountId,
    HandoverId,
    InstitutionId,
    RecordId,
    ReleaseId,
    SlipId,
    VoucherId
);

/// A decision that is being made.
type Deciding<'c> = Pin<Box<dyn Future<Output = Result<[u8; 16], Failure>> + Send + 'c>>;

/// A command of any kind: how one is carried out is compiled once, and not for each kind.
trait Decides: Sync {
    fn decide<'c>(&'c self, work: &'c mut Work<'_>) -> Deciding<'c>;
}

impl<U: UseCase> Decides for U {
    fn decide<'c>(&'c self, work: &'c mut Work<'_>) -> Deciding<'c> {
        Box::pin(UseCase::decide(self, work))
    }
}

impl Desk {
    /// Carries out a command once per key.
    #[boxed]
    pub async fn perform<U: UseCase>(
        &self,
        by: Staff,
        command: &U,
        key: &Key,
    ) -> Result<U::Answer, Failure> {
        let outcome = command.outcome();
        let unreadable = |_| Failure::Unreadable { kind: outcome };
        let said = serde_json::to_vec(&(outcome, command)).map_err(unreadable)?;
        let streams = command.streams(by, *self.network.as_bytes());
        let done = self.carry_out(by, (command, streams), (outcome, &said), key);
        let about = match command.code() {
            None => done.await?,
            Some(code) => {
                self.check_attempts(by, &code).await?;
                let done = done.await;
                self.count_if_unknown(by, &code, done).await?
            }
        };
        Ok(U::Answer::about(about))
    }

    #[boxed]
    async fn carry_out(
        &self,
        by: Staff,
        (command, streams): (&dyn Decides, Vec<[u8; 16]>),
        (outcome, said): (&'static str, &[u8]),
        key: &Key,
    ) -> Result<[u8; 16], Failure> {
        let actor = by.account.bytes();
        let idempotency = self
            .store
            .idempotency(self.network, &actor, key.text(), said);
        let mut attempts = Attempts::deciding_anew();
        loop {
            let mut work = Work::of(self, by);
            let replayed = work.begin(&idempotency, streams.clone()).await?;
            if let Some(Replayed { position, .. }) = replayed {
                return self.answered(position).await;
            }
            let decided = command.decide(&mut work).await;
            let id = match decided {
                Err(failure) => return Err(self.noting(&work, failure).await?),
                Ok(id) => id,
            };
            let commit = work.commit(id, outcome, Some(idempotency)).await;
            match attempts.settled(self, commit).await? {
                Some(Done::Before(position)) => return self.answered(position).await,
                Some(_) => return Ok(id),
                None => {}
            }
        }
    }

    /// What a command that was carried out before is about: its stream holds the last event of that append.
    async fn answered(&self, position: Position) -> Result<[u8; 16], Failure> {
        self.settle(position).await?;
        let event = self.store.at(self.network, position).await?;
        // Done, and erased since: there is nothing of that name any more.
        let event = event.ok_or(Refusal::NotFound)?;
        Ok(*event.stream.as_bytes())
    }
}

/// What became of an attempt.
pub(crate) enum Done {
    /// It was appended, and the next screen shows it.
    Now,
    /// The same command was carried out before.
    Before(Position),
    /// There was nothing to append.
    Nothing,
}

/// The attempts that are left.
pub(crate) struct Attempts {
    left: usize,
    /// Whether a command is decided again, so that what was erased meanwhile has its answer then.
    decides_anew: bool,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            left: ATTEMPTS,
            decides_anew: false,
        }
    }
}

impl Attempts {
    /// Those of what is decided anew each time.
    pub(crate) fn deciding_anew() -> Self {
        Self {
            decides_anew: true,
            ..Self::default()
        }
    }

    /// What became of this one; none when others were faster, or another controller erased what was read a
    /// moment ago: then it is decided anew.
    pub(crate) async fn settled(
        &mut self,
        desk: &Desk,
        commit: Result<Option<Appended>, AppendError>,
    ) -> Result<Option<Done>, Failure> {
        self.left -= 1;
        match commit {
            Ok(None) => Ok(Some(Done::Nothing)),
            Ok(Some(Appended::Replayed { position, .. })) => Ok(Some(Done::Before(position))),
            Ok(Some(Appended::Committed { last, .. })) => {
                desk.settle(last).await?;
                Ok(Some(Done::Now))
            }
            Err(
                AppendError::Conflict { .. }
                | AppendError::GuardMoved { .. }
                | AppendError::CodeTaken,
            ) if self.left > 0 => Ok(None),
            Err(AppendError::Erased { .. }) if self.decides_anew && self.left > 0 => Ok(None),
            Err(error) => Err(Failure::of_append(error)),
        }
    }
}
