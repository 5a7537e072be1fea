//! What can go wrong with the store itself, in sentences for an operator.

use crate::ids::{OwnerId, Position, StreamId};
use std::path::PathBuf;

/// A fault of the database, the keys or the caller; never a refusal of the domain.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database failed: {0}")]
    Database(String),
    /// The schema is older than this program.
    #[error(
        "the database schema is at version {found}, this program needs {needed}: run `migrate`"
    )]
    SchemaBehind {
        /// The version of the database.
        found: u32,
        /// The version of this program.
        needed: u32,
    },
    /// The schema is newer than this program.
    #[error(
        "the database schema is at version {found}, this program knows only {known}: use the newer program"
    )]
    SchemaAhead {
        /// The version of the database.
        found: u32,
        /// The version of this program.
        known: u32,
    },
    /// The database has the form of before the first release.
    #[error(
        "this database was begun before the first release, in a form that is no longer read: begin a new one (a demo's data folder can simply be deleted)"
    )]
    OldForm,
    /// A migration failed or was changed after it was applied.
    #[error("the migration failed: {0}")]
    Migration(String),
    /// The key file does not open the keys in this database.
    #[error("the key file does not belong to this database: {0}")]
    WrongKeyFile(String),
    /// The list of erasures cannot be read or written, so nothing is erased.
    #[error("the list of erasures {} cannot be used: {what}", .path.display())]
    ErasureList {
        /// Which file.
        path: PathBuf,
        /// Why, without content.
        what: String,
    },
    /// The store's address is not understood.
    #[error("{0}")]
    Url(String),
    /// Something that the store wrote does not read back.
    #[error("the log is damaged at position {}: {what}", .position.get())]
    Damaged {
        /// Where.
        position: Position,
        /// What, in a sentence.
        what: String,
    },
    /// A row or key that the store wrote does not read back.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// A stream was named that has no events yet.
    #[error("stream {0} has not been opened")]
    UnknownStream(StreamId),
    /// The owner's keys are gone.
    #[error("the keys of owner {0} are erased")]
    Erased(OwnerId),
    /// The caller asked for what cannot be.
    #[error("invalid use of the store: {0}")]
    Invalid(&'static str),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        // The driver's own text is only "db error"; the server's message names no parameter,
        // its detail would ("Key (...)=(...) already exists").
        let text = error.as_db_error().map_or_else(
            || error.to_string(),
            |db| format!("{} ({})", db.message(), db.code().code()),
        );
        Self::Database(text)
    }
}
