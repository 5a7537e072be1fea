//! The sealed event log: positions, guards, keys, read-model rows; on SQLite and PostgreSQL.
//! It does not know what a slip is. Parameters reach the drivers sealed or hashed only; the binary
//! caps the log level of `tokio_postgres` all the same, because that prints parameters at debug.

mod append;
mod attempts;
mod body;
mod codes;
mod commit;
mod engine;
mod erase;
mod erasing;
mod erasure_list;
mod error;
mod event;
mod floor;
mod flush;
mod head;
mod idempotency;
mod ids;
mod kept;
mod key_file;
mod keys;
mod look;
mod migration;
mod network;
mod open;
mod own_events;
mod owners;
mod pack;
mod private_file;
mod projector;
mod purge;
mod queue;
mod read;
mod replay;
mod seal;
mod signed_checkpoint;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod tree;
mod url;
mod verify;
mod wiped;
mod writer;

pub use append::{
    Append, AppendError, Appended, CodeChange, CodeEntry, CodeHash, CodeState, Guard, Idempotency,
    NoCodeHash, Replayed, StreamWrite,
};
#[doc(hidden)]
pub use append::{Checks, Probe};
pub use attempts::{Attempt, Attempts};
pub use erase::Erasure;
pub use error::StoreError;
pub use event::{DraftError, ERASED, EventDraft, Recorded};
pub use ids::{Day, NetworkId, OwnerId, PartClass, Position, StreamId};
pub use kept::Events;
pub use key_file::{KeyEncryption, KeyFault, KeyFile, KeyFileError};
pub use own_events::{CHECKPOINT_GIVEN_UP, KEYS_ENDED};
#[cfg(feature = "testing")]
pub use projector::DumpedRow;
pub use projector::{
    FoldError, Found, IndexEntry, ListPage, NoRowPlace, PageOfRows, Placed, Projection, Projector,
    ProjectorError, ReadModel, RowCounts, RowOrder, RowPlace, Rows, StateGroup, Subject,
};
pub use purge::Purge;
pub use read::{Sight, Sought};
pub use replay::ReplayedErasures;
pub use signed_checkpoint::{AgainstCheckpoint, CheckpointError, CheckpointKey, SignedCheckpoint};
pub use store::{Store, StoreOptions};
pub use tree::TreeHead;
pub use url::{PostgresUrl, StoreUrl};
pub use verify::{StoreReport, VerifyError, Violation};
