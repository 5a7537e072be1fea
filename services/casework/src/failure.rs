//! Why a command gave no answer: the domain refused it, or the machine failed.

use domain::Refusal;
use domain::stored::Unread;
use event_store::{AppendError, DraftError, ProjectorError, StoreError};
use path_statistics::chain::ChainFault;

/// A command without an answer. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The domain said no; this is a fact with a name.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The same idempotency key came with another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// Others changed the same things again and again; trying once more helps.
    #[error("too many others at the same time")]
    Busy,
    /// A text makes no sense as a service chain.
    #[error("no service chain")]
    NoServiceChain(#[from] ChainFault),
    /// Something stored could not be read.
    #[error("something stored of {kind} could not be read")]
    Unreadable {
        /// The kind of stream.
        kind: &'static str,
    },
    /// A stored event is none that this program can read.
    // Not by its name: that says what she did, and an address stands beside it in the log.
    #[error("a stored event cannot be read")]
    Unread(#[from] Unread),
    /// An event could not be written.
    #[error("an event could not be drafted")]
    Draft(#[from] DraftError),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// The read models failed.
    #[error("the read models failed")]
    Projector(#[from] ProjectorError),
}

impl Failure {
    /// What an append's error means to a command; conflicts are retried before they come here.
    pub(crate) fn of_append(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { .. }
            | AppendError::GuardMoved { .. }
            | AppendError::CodeTaken => Self::Busy,
            AppendError::KeyReused => Self::KeyReused,
            AppendError::Erased { .. } => Self::Refused(Refusal::Erased),
            AppendError::Store(error) => Self::Store(error),
        }
    }
}
