//! SQLite: one writer, a few readers, each on a thread where it may block.
//! A connection travels into the blocking call and back, so that a dropped future never shares it.

use super::{Row, Value};
use crate::{StoreError, migration, private_file};
use rusqlite::{Connection, types::ValueRef};
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

#[derive(Clone)]
pub(crate) struct Sqlite {
    writer: Arc<Mutex<Connection>>,
    readers: Arc<Vec<Arc<Mutex<Connection>>>>,
    next_reader: Arc<AtomicUsize>,
    place: Place,
}

/// Where statements run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a thread where they may block: for servers.
    Apart,
    /// Where they are asked for, and nothing is waited for until it lies on the disk: for a program that does
    /// one thing after the other and begins anew when it is interrupted.
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
                connection.set_prepared_statement_cache_capacity(PREPARED);
                if place == Place::Here {
                    connection.execute_batch("PRAGMA synchronous = OFF")?;
                }
                Ok(Arc::new(Mutex::new(connection)))
            };
            let writer = connect()?;
            let readers = (0..READERS).map(|_| connect()).collect::<Result<_, _>>()?;
            Ok(Self {
                writer,
                readers: Arc::new(readers),
                next_reader: Arc::default(),
                place,
            })
        })
        .await
    }

    pub(crate) async fn begin(&self) -> Result<SqliteSession, StoreError> {
        let lease = Lease(Arc::clone(&self.writer).lock_owned().await);
        let mut session = self.session(lease);
        session
            .with(|connection| {
                // What a cancelled predecessor left is rolled back when its lease is dropped;
                // this is the second lock on that door.
                if !connection.is_autocommit() {
                    connection.execute_batch("ROLLBACK")?;
                }
                connection.execute_batch("BEGIN IMMEDIATE")
            })
            .await?;
        Ok(session)
    }

    pub(crate) async fn read(&self) -> Result<SqliteSession, StoreError> {
        let free = self
            .readers
            .iter()
            .find_map(|reader| Arc::clone(reader).try_lock_owned().ok());
        let guard = if let Some(guard) = free {
            guard
        } else {
            let turn = self.next_reader.fetch_add(1, Ordering::Relaxed) % READERS;
            Arc::clone(&self.readers[turn]).lock_owned().await
        };
        Ok(self.session(Lease(guard)))
    }

    fn session(&self, lease: Lease) -> SqliteSession {
        SqliteSession {
            lease: Some(lease),
            place: self.place,
        }
    }

    pub(crate) async fn migrate(&self) -> Result<u32, StoreError> {
        let mut guard = Arc::clone(&self.writer).lock_owned().await;
        blocking(move || {
            let report = migration::sqlite().run(&mut *guard);
            migration::applied(report)
        })
        .await
    }

    /// Waits until everything that was written lies on the disk.
    pub(crate) async fn sync(&self) -> Result<(), StoreError> {
        let guard = Arc::clone(&self.writer).lock_owned().await;
        let mut session = self.session(Lease(guard));
        session
            .with(|connection| connection.execute_batch("PRAGMA synchronous = FULL"))
            .await?;
        drop(session);
        self.checkpoint().await
    }

    /// Moves everything from the write-ahead log into the file and empties it.
    pub(crate) async fn checkpoint(&self) -> Result<(), StoreError> {
        let guard = Arc::clone(&self.writer).lock_owned().await;
        let mut session = self.session(Lease(guard));
        session
            .with(|connection| {
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            })
            .await
    }
}

/// Wherever it is dropped, even inside a blocking call that nobody awaits any more, no transaction
/// outlives it.
struct Lease(OwnedMutexGuard<Connection>);

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // When this fails, `begin` tries again and reports.
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

pub(crate) struct SqliteSession {
    lease: Option<Lease>,
    place: Place,
}

impl SqliteSession {
    pub(crate) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let (sql, params) = (numbered(sql), params.to_vec());
        self.with(move |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query(rusqlite::params_from_iter(params))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|column| row.get_ref(column).map(owned));
                found.push(Row(values.collect::<Result<_, _>>()?));
            }
            Ok(found)
        })
        .await
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let (sql, params) = (numbered(sql), params.to_vec());
        self.with(move |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let changed = statement.execute(rusqlite::params_from_iter(params))?;
            Ok(changed as u64)
        })
        .await
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        self.with(|connection| connection.execute_batch("COMMIT"))
            .await
    }

    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let lease = self.lease.take().ok_or_else(|| {
            StoreError::Database("the connection was lost in an earlier statement".to_owned())
        })?;
        let done = move || {
            let result = work(&lease.0);
            Ok((lease, result))
        };
        let (lease, result) = match self.place {
            Place::Apart => blocking(done).await?,
            Place::Here => done()?,
        };
        self.lease = Some(lease);
        Ok(result?)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Database(error.to_string()))?
}

/// SQLite reads `$1` as a name and `?1` as a number.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

/// The file is made before SQLite opens it: the log beside it takes over its permissions.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = private_file::options();
    options.write(true).create(true).truncate(false);
    options.open(path).map(drop).map_err(|error| {
        StoreError::Database(format!("{} cannot be opened: {error}", path.display()))
    })
}
