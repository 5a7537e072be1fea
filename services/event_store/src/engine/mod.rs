//! The one place that knows which database runs: values, rows, sessions.
//! SQL is written once, as PostgreSQL reads it, with `$1` parameters and `= ANY($1)` for one of several
//! numbers; where the dialects part, a pair stands side by side.

mod migrations;
mod postgres;
mod sqlite;
mod value;

pub(crate) use value::{Row, Value};

pub(crate) use postgres::When;
pub(crate) use sqlite::Place;

use crate::{StoreError, StoreUrl};

/// One statement in two dialects; most statements are the same text twice.
#[derive(Clone, Copy)]
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// What is written into one table: a statement, and its parameters for each row.
pub(crate) type Table = (Sql, Vec<Vec<Value>>);

/// An open database.
#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// A transaction for writing, or a connection for reading single statements.
pub(crate) enum Session {
    Sqlite(sqlite::SqliteSession),
    Postgres(Box<postgres::PostgresSession>),
}

impl Engine {
    /// The version of the schema that this program was written for.
    pub(crate) const SCHEMA: u32 = migrations::NEEDED;

    pub(crate) async fn open(url: &StoreUrl, place: Place) -> Result<Self, StoreError> {
        match url {
            StoreUrl::Sqlite(path) => Ok(Self::Sqlite(sqlite::Sqlite::open(path, place).await?)),
            StoreUrl::Postgres(config) => {
                Ok(Self::Postgres(postgres::Postgres::open(config.get())?))
            }
        }
    }

    /// Waits until everything that was written lies on the disk; PostgreSQL waits with each commit.
    pub(crate) async fn sync(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.sync().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// How many events the projector folds in one transaction: rows and pages that change with each event are
    /// sealed once for many. On SQLite nobody else writes meanwhile, and each append waits for it; on PostgreSQL
    /// appends go on beside. In a play nobody waits.
    pub(crate) fn events_at_once(&self) -> u32 {
        match self {
            Self::Sqlite(sqlite) if sqlite.is_of_a_play() => 1_000,
            Self::Sqlite(_) => 40,
            Self::Postgres(_) => 200,
        }
    }

    /// Begins a transaction that sees, statement by statement, what others have committed.
    pub(crate) async fn begin(&self) -> Result<Session, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.begin().await.map(Session::Sqlite),
            Self::Postgres(engine) => engine.begin().await.map(Session::from),
        }
    }

    /// A connection without transaction, for reading.
    pub(crate) async fn read(&self) -> Result<Session, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.read().await.map(Session::Sqlite),
            Self::Postgres(engine) => engine.read().await.map(Session::from),
        }
    }

    /// Begins to read as of one moment: what several statements find fits together.
    pub(crate) async fn snapshot(&self) -> Result<Session, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.snapshot().await.map(Session::Sqlite),
            Self::Postgres(engine) => engine.snapshot().await.map(Session::from),
        }
    }

    pub(crate) async fn migrate(&self) -> Result<u32, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.migrate().await,
            Self::Postgres(engine) => engine.migrate().await,
        }
    }

    /// Empties SQLite's write-ahead log, which tells what changed together; says whether that is done.
    pub(crate) async fn flush_log(&self) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.flush_deleted().await,
            // Its log files go when the server is done with them.
            Self::Postgres(_) => Ok(true),
        }
    }

    /// Makes ended keys go from the disk, too; says whether that is done.
    pub(crate) async fn flush_deleted(&self, when: When) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(engine) => engine.flush_deleted().await,
            Self::Postgres(engine) => engine.flush_deleted(when).await,
        }
    }

    /// Gives up the row versions that updates and deletions left in the tables where erasure works.
    pub(crate) async fn vacuum(&self) -> Result<(), StoreError> {
        match self {
            // An update leaves no old version; what it frees is overwritten.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(engine) => engine.vacuum().await,
        }
    }
}

impl From<postgres::PostgresSession> for Session {
    fn from(session: postgres::PostgresSession) -> Self {
        Self::Postgres(Box::new(session))
    }
}

impl Session {
    pub(crate) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(session) => session.query(sql, params).await,
            Self::Postgres(session) => session.query(sql, params).await,
        }
    }

    pub(crate) async fn query_pair(
        &mut self,
        sql: Sql,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let text = match self {
            Self::Sqlite(_) => sql.sqlite,
            Self::Postgres(_) => sql.postgres,
        };
        self.query(text, params).await
    }

    /// The first row, if any.
    pub(crate) async fn first(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, params).await?.into_iter().next())
    }

    /// Runs a statement and counts the rows that it changed.
    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(session) => session.execute(sql, params).await,
            Self::Postgres(session) => session.execute(sql, params).await,
        }
    }

    /// Writes rows into several tables, one after the other, without a pause between them.
    pub(crate) async fn write_tables(&mut self, tables: Vec<Table>) -> Result<(), StoreError> {
        let tables = tables.into_iter().filter(|(_, rows)| !rows.is_empty());
        let tables: Vec<_> = tables.collect();
        match self {
            Self::Sqlite(session) => session.write_tables(tables).await,
            Self::Postgres(session) => session.write_tables(tables).await,
        }
    }

    /// Deletes what has one of these numbers.
    pub(crate) async fn delete(&mut self, sql: &str, ids: Vec<i64>) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.execute(sql, &[ids.into()]).await.map(drop)
    }

    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(session) => session.commit().await,
            Self::Postgres(session) => session.end("COMMIT").await,
        }
    }

    /// Gives everything up but keeps the connection; dropping a session is safe but dearer.
    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        match self {
            // The writer rolls back when it is dropped.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(session) => session.end("ROLLBACK").await,
        }
    }
}
