//! What is handed to an append and what comes back.

use crate::{
    StoreError,
    event::EventDraft,
    ids::{Day, NetworkId, OwnerId, PartClass, Position, StreamId, from_hex},
};
use futures::future::BoxFuture;
use std::{fmt, str::FromStr};

/// Everything that becomes true together, in one transaction.
#[derive(Debug)]
pub struct Append {
    /// The log.
    pub network: NetworkId,
    /// Today; raised to the day of the last event when the clock went back.
    pub recorded_on: Day,
    /// The events, stream by stream, each stream once.
    pub writes: Vec<StreamWrite>,
    /// Streams that must not have moved since the decision.
    pub guards: Vec<Guard>,
    /// Codes that open or close with the events.
    pub codes: Vec<CodeChange>,
    /// Owners whose keys and rows go with the events, which may not be sealed for them.
    pub erase: Vec<OwnerId>,
    /// Parts that go with the events: one class of one stream, whoever owns its keys. A stream
    /// without events has none; a stream's core goes only with its owner.
    pub shred: Vec<(StreamId, PartClass)>,
    /// The command's key, so that a repeated command has one effect and one answer.
    pub idempotency: Option<Idempotency>,
    /// The answer's code, stored in the clear with the key: never personal data.
    pub outcome: String,
}

impl Append {
    pub(crate) fn erases(&self) -> bool {
        !self.erase.is_empty() || !self.shred.is_empty()
    }
}

/// Events for one stream.
#[derive(Debug)]
pub struct StreamWrite {
    /// The stream.
    pub stream: StreamId,
    /// How many events the decision saw in it; 0 opens it.
    pub expected: u64,
    /// Whose keys seal it; required when it opens, later only checked.
    pub owner: Option<OwnerId>,
    /// The events in their order.
    pub events: Vec<EventDraft>,
}

/// A stream that was read, not written.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// The stream.
    pub stream: StreamId,
    /// How many events the decision saw in it.
    pub expected: u64,
}

/// A change of the code table.
#[derive(Clone, Copy, Debug)]
pub enum CodeChange {
    /// A new code leads to a stream.
    Open {
        /// The code's keyed hash.
        hash: CodeHash,
        /// Where it leads.
        target: StreamId,
    },
    /// A known code changes its state; `Open` revives it.
    Close {
        /// The code's keyed hash.
        hash: CodeHash,
        /// What it is from now on.
        state: CodeState,
    },
}

impl CodeChange {
    pub(crate) const fn hash(&self) -> &CodeHash {
        match self {
            Self::Open { hash, .. } | Self::Close { hash, .. } => hash,
        }
    }
}

/// The keyed hash of a code; only this is stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodeHash(pub(crate) [u8; 32]);

impl fmt::Display for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// A text that is no keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a code's keyed hash has 64 hexadecimal digits")]
pub struct NoCodeHash;

impl FromStr for CodeHash {
    type Err = NoCodeHash;

    /// Reads the hash back from the core of the event that opened the code.
    fn from_str(text: &str) -> Result<Self, NoCodeHash> {
        from_hex(text).map(Self).ok_or(NoCodeHash)
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash")
    }
}

/// Whether a code still leads somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CodeState {
    /// It does.
    Open = 0,
    /// Another code took its place.
    Replaced = 1,
    /// Somebody had it blocked.
    Blocked = 2,
    /// Its time is over.
    Expired = 3,
}

/// A code as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeEntry {
    /// Where it leads.
    pub target: StreamId,
    /// Whether it still does.
    pub state: CodeState,
}

/// The keyed hashes of an idempotency key and of the command that came with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Idempotency {
    pub(crate) token: [u8; 32],
    pub(crate) command: [u8; 32],
}

/// What an append did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Appended {
    /// The events are durable.
    Committed {
        /// Where the first stands (the head, when there was no event).
        position: Position,
        /// Where the last stands.
        last: Position,
    },
    /// The same command had been answered before; nothing was written.
    Replayed {
        /// The answer's code.
        outcome: String,
        /// Where the last event of that append stands.
        position: Position,
    },
}

/// A command's earlier answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replayed {
    /// The answer's code.
    pub outcome: String,
    /// Where the last event of that append stands.
    pub position: Position,
}

/// Why nothing was appended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendError {
    /// A written stream has moved since it was read.
    #[error("stream {stream} has moved since it was read")]
    Conflict {
        /// Which.
        stream: StreamId,
    },
    /// A guarded stream has moved since it was read.
    #[error("the guarded stream {stream} has moved since it was read")]
    GuardMoved {
        /// Which.
        stream: StreamId,
    },
    /// The idempotency key came with another command before.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The code already exists.
    #[error("the code exists already")]
    CodeTaken,
    /// The stream's owner is erased, or this class of it is shredded.
    #[error("the keys that seal stream {stream} are erased")]
    Erased {
        /// Which.
        stream: StreamId,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether appends look at expected versions and guards.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Checks {
    /// Always, outside tests.
    #[default]
    On,
    /// Never: proves that a race test would catch a store that forgets them.
    Off,
}

/// Lets a test hold appends and rebuilds where races happen.
pub trait Probe: Send + Sync + 'static {
    /// Before the append asks for the network's lock.
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Everything is written, the lock is held, nothing is committed.
    fn before_commit(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// A projector has written rows, its checkpoint is held, nothing is committed.
    fn before_rows(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// One of the statements of a reading was answered, and another may follow.
    fn while_reading(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// A rebuilt generation stands beside the live one and is about to take its place.
    fn before_swap(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// The probe that holds nothing.
pub(crate) struct NoProbe;

impl Probe for NoProbe {}
