//! What a read model is: the rows that an event changes, and a pure fold.

use crate::{
    event::Recorded,
    ids::{Day, OwnerId, Position, StreamId},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{fmt, sync::Arc};

/// One disposable view of the log.
pub trait ReadModel: Send + Sync + 'static {
    /// A row; it is stored as a JSON object whose sensitive members are sealed like an event's.
    type Row: Serialize + DeserializeOwned + Send;

    /// The model's stored name.
    const NAME: &'static str;

    /// Whether the network's clocks look for its open rows by their day: see [`crate::Rows::due`].
    const CLOCKED: bool = false;

    /// How many bytes a row takes at least, so that rows with and without a part look alike: a power of
    /// two that most rows of the model need not exceed.
    const ROOM: usize = 128;

    /// For how many index entries there is room at least, likewise.
    const INDEXED: usize = 0;

    /// The rows that this event changes. Events whose core is erased are not asked about.
    fn subjects(event: &Recorded) -> Vec<Subject>;

    /// Under what else a row is found or counted: see [`crate::Rows::look_up`] and [`crate::Rows::tally`].
    #[must_use]
    fn index(_: &Self::Row) -> Vec<IndexEntry> {
        vec![]
    }

    /// The row after this event; `None` = no row.
    fn fold(
        subject: &Subject,
        row: Option<Self::Row>,
        event: &Recorded,
    ) -> Result<Option<Placed<Self::Row>>, FoldError>;
}

/// What a row is about. It is stored as a keyed hash only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject(Vec<u8>);

impl Subject {
    /// A stream, the usual subject.
    #[must_use]
    pub fn of_stream(stream: StreamId) -> Self {
        Self(stream.as_bytes().to_vec())
    }

    /// Anything that has a name.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject")
    }
}

/// A row and the place where it is found.
pub struct Placed<R> {
    /// The row.
    pub row: R,
    /// The stream whose keys seal it: it is gone with that stream's owner.
    pub sealed_with: StreamId,
    /// The list that it stands in: an owner and a text, stored as a hash under that owner's key.
    pub listed: Option<(OwnerId, String)>,
    /// The day that it is sorted by.
    pub day: Option<Day>,
    /// Whether something is to be done.
    pub state: StateGroup,
}

/// A text by which a row is found or counted, among all rows of the owner of its list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexEntry {
    /// The text, stored as a hash like a list's.
    pub text: String,
    /// The day by which what has this text is sorted, and on which it counts.
    pub day: Day,
}

/// A row and its place, without the model's type.
pub(crate) struct PlacedRow {
    pub(crate) row: Value,
    pub(crate) sealed_with: StreamId,
    pub(crate) listed: Option<(OwnerId, String)>,
    pub(crate) day: Option<Day>,
    pub(crate) state: StateGroup,
    pub(crate) index: Vec<IndexEntry>,
    /// Whether the network's clocks look after it.
    pub(crate) clocked: bool,
    /// How many bytes it takes at least.
    pub(crate) room: usize,
    /// For how many index entries there is room at least.
    pub(crate) indexed: usize,
}

/// Whether something is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum StateGroup {
    /// Going on.
    Open = 0,
    /// Waiting for somebody.
    Due = 1,
    /// Over.
    Closed = 2,
}

impl StateGroup {
    pub(crate) fn from_number(number: i64) -> Option<Self> {
        [Self::Open, Self::Due, Self::Closed]
            .into_iter()
            .find(|state| i64::from(*state as u8) == number)
    }
}

/// An event that a fold does not understand. The text names no content.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct FoldError(pub String);

/// A read model without its type, as a projector runs it.
#[derive(Clone)]
pub struct Projection {
    pub(crate) name: &'static str,
    pub(crate) model: Arc<dyn ErasedModel>,
}

impl Projection {
    /// The projection of a read model.
    #[must_use]
    pub fn of<M: ReadModel>() -> Self {
        Self {
            name: M::NAME,
            model: Arc::new(Typed::<M>(std::marker::PhantomData)),
        }
    }
}

pub(crate) trait ErasedModel: Send + Sync {
    fn subjects(&self, event: &Recorded) -> Vec<Subject>;

    fn fold(
        &self,
        subject: &Subject,
        row: Option<Value>,
        event: &Recorded,
    ) -> Result<Option<PlacedRow>, FoldError>;
}

struct Typed<M>(std::marker::PhantomData<fn() -> M>);

impl<M: ReadModel> ErasedModel for Typed<M> {
    fn subjects(&self, event: &Recorded) -> Vec<Subject> {
        M::subjects(event)
    }

    fn fold(
        &self,
        subject: &Subject,
        row: Option<Value>,
        event: &Recorded,
    ) -> Result<Option<PlacedRow>, FoldError> {
        // serde's messages may quote values: only the fact is passed on.
        let unreadable = |_| FoldError("a stored row does not read as the model's row".to_owned());
        let row = row.map(serde_json::from_value).transpose();
        let Some(placed) = M::fold(subject, row.map_err(unreadable)?, event)? else {
            return Ok(None);
        };
        let index = M::index(&placed.row);
        let row = serde_json::to_value(placed.row).ok();
        let row = row.filter(Value::is_object);
        Ok(Some(PlacedRow {
            row: row.ok_or_else(|| FoldError("a row must be a JSON object".to_owned()))?,
            sealed_with: placed.sealed_with,
            listed: placed.listed,
            day: placed.day,
            state: placed.state,
            index,
            clocked: M::CLOCKED,
            room: M::ROOM,
            indexed: M::INDEXED,
        }))
    }
}

/// Why a read model stands still.
#[derive(Debug, thiserror::Error)]
pub enum ProjectorError {
    /// Its fold refused an event.
    #[error("read model {model} stops at position {}: {reason}", .position.get())]
    Fold {
        /// Which.
        model: &'static str,
        /// Where.
        position: Position,
        /// Why, in the fold's words.
        reason: FoldError,
    },
    /// It seals a row with a stream that has no keys.
    #[error("read model {model} seals a row with stream {stream}, which has no events")]
    NoKeys {
        /// Which.
        model: String,
        /// The stream.
        stream: StreamId,
    },
    /// Another rebuild of the same model began later.
    #[error("another rebuild of read model {model} took over")]
    Superseded {
        /// Which.
        model: &'static str,
    },
    /// Its rows or lists are not what the log says.
    #[error("read model {model} says other than the log: {what}")]
    Differs {
        /// Which.
        model: &'static str,
        /// In what, without content.
        what: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::StoreError),
}
