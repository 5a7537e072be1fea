//! SQLite: one writer, a few readers, each on a thread where it may block.
//! A connection travels into the blocking call and back, so that a dropped future never shares it.

mod session;

use super::migrations;
use crate::{StoreError, private_file};
use rusqlite::{Connection, ErrorCode, config::DbConfig};
use session::Scope;
pub(crate) use session::SqliteSession;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::{Mutex, OwnedMutexGuard};

const READERS: usize = 4;
/// Statements that a connection keeps prepared: more than there are.
const PREPARED: usize = 256;
/// Settings of every connection. `secure_delete` overwrites the bytes of destroyed keys.
const SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// Settings of the one connection of a play. Its pages, 64 MiB of them, are kept.
const SETTINGS_OF_A_PLAY: &str = "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;";

#[derive(Clone)]
pub(crate) struct Sqlite {
    writer: Arc<Mutex<Connection>>,
    /// Empties the write-ahead log without keeping the writer from others. In a play, the writer itself.
    flusher: Arc<Mutex<Connection>>,
    /// The writer itself where one thing is done after the other.
    readers: Arc<Vec<Arc<Mutex<Connection>>>>,
    next_reader: Arc<AtomicUsize>,
    /// Steps of a play since the beginning.
    steps: Arc<AtomicUsize>,
    place: Place,
}

/// Where statements run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a thread where they may block: for servers.
    Apart,
    /// Where they are asked for, on one connection, many steps in one transaction, and nothing is waited for
    /// until it lies on the disk: for a program that does one thing after the other and begins anew when it
    /// is interrupted.
    Here,
}

impl Sqlite {
    pub(crate) async fn open(path: &Path, place: Place) -> Result<Self, StoreError> {
        let path = path.to_owned();
        blocking(move || {
            create_private(&path)?;
            let connect = || -> Result<_, StoreError> {
                let connection = Connection::open(&path)?;
                connection.execute_batch(SETTINGS)?;
                rusqlite::vtab::array::load_module(&connection)?;
                connection.set_prepared_statement_cache_capacity(PREPARED);
                // Otherwise a statement is prepared anew for each value that it compares with.
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
                if place == Place::Here {
                    connection.execute_batch(SETTINGS_OF_A_PLAY)?;
                }
                Ok(Arc::new(Mutex::new(connection)))
            };
            let writer = connect()?;
            let flusher = match place {
                Place::Apart => connect()?,
                Place::Here => Arc::clone(&writer),
            };
            let readers = match place {
                Place::Apart => (0..READERS).map(|_| connect()).collect::<Result<_, _>>()?,
                Place::Here => vec![Arc::clone(&writer)],
            };
            Ok(Self {
                writer,
                flusher,
                readers: Arc::new(readers),
                next_reader: Arc::default(),
                steps: Arc::default(),
                place,
            })
        })
        .await
    }

    pub(crate) fn is_of_a_play(&self) -> bool {
        self.place == Place::Here
    }

    pub(crate) async fn begin(&self) -> Result<SqliteSession, StoreError> {
        let scope = match self.place {
            Place::Apart => Scope::Transaction,
            Place::Here => Scope::Step,
        };
        let guard = Arc::clone(&self.writer).lock_owned().await;
        let mut session = self.session(guard, scope);
        session
            .with(move |connection| scope.begin(connection))
            .await?;
        Ok(session)
    }

    pub(crate) async fn snapshot(&self) -> Result<SqliteSession, StoreError> {
        let scope = match self.place {
            Place::Apart => Scope::Snapshot,
            // Nobody else writes.
            Place::Here => Scope::Statements,
        };
        let mut session = self.session(self.reader().await, scope);
        session
            .with(move |connection| scope.begin(connection))
            .await?;
        Ok(session)
    }

    pub(crate) async fn read(&self) -> Result<SqliteSession, StoreError> {
        Ok(self.session(self.reader().await, Scope::Statements))
    }

    async fn reader(&self) -> OwnedMutexGuard<Connection> {
        let free = self
            .readers
            .iter()
            .find_map(|reader| Arc::clone(reader).try_lock_owned().ok());
        if let Some(guard) = free {
            guard
        } else {
            let turn = self.next_reader.fetch_add(1, Ordering::Relaxed) % self.readers.len();
            Arc::clone(&self.readers[turn]).lock_owned().await
        }
    }

    fn session(&self, connection: OwnedMutexGuard<Connection>, scope: Scope) -> SqliteSession {
        SqliteSession::new(connection, scope, Arc::clone(&self.steps), self.place)
    }

    pub(crate) async fn migrate(&self) -> Result<u32, StoreError> {
        let mut guard = Arc::clone(&self.writer).lock_owned().await;
        blocking(move || {
            let report = migrations::sqlite().run(&mut *guard);
            migrations::applied(report)
        })
        .await
    }

    /// Waits until everything that was written lies on the disk.
    pub(crate) async fn sync(&self) -> Result<(), StoreError> {
        let guard = Arc::clone(&self.writer).lock_owned().await;
        let mut session = self.session(guard, Scope::Statements);
        session
            .with(|connection| {
                if !connection.is_autocommit() {
                    connection.execute_batch("COMMIT")?;
                }
                connection.execute_batch("PRAGMA synchronous = FULL")
            })
            .await?;
        drop(session);
        self.checkpoint().await.map(drop)
    }

    /// Empties the write-ahead log of what is deleted in the file; says whether it is empty. While somebody
    /// reads or writes it is not, and nobody waits for that here. A play's log is emptied at its end.
    pub(crate) async fn flush_deleted(&self) -> Result<bool, StoreError> {
        match self.place {
            Place::Apart => self.checkpoint().await,
            Place::Here => Ok(true),
        }
    }

    /// Moves everything from the write-ahead log into the file and empties it, unless somebody is at it.
    async fn checkpoint(&self) -> Result<bool, StoreError> {
        let guard = Arc::clone(&self.flusher).lock_owned().await;
        let mut session = self.session(guard, Scope::Statements);
        session
            .with(|connection| {
                connection.execute_batch("PRAGMA busy_timeout = 0")?;
                let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                    row.get::<_, i64>(0)
                });
                match busy {
                    Ok(busy) => Ok(busy == 0),
                    // So SQLite calls it when another checkpoint is under way.
                    Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                        Ok(false)
                    }
                    Err(error) => Err(error),
                }
            })
            .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Database(error.to_string()))?
}

/// The file is made before SQLite opens it: the log beside it takes over its permissions.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = private_file::options();
    options.write(true).create(true).truncate(false);
    options.open(path).map(drop).map_err(|error| {
        StoreError::Database(format!("{} cannot be opened: {error}", path.display()))
    })
}
