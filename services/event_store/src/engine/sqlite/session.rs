//! A connection that somebody holds, what its statements are to each other, and what becomes of them when it
//! is dropped.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rusqlite::{CachedStatement, Connection, types::ValueRef};
use tokio::sync::OwnedMutexGuard;

use super::super::{Row, Table, Value};
use super::{Place, blocking};
use crate::StoreError;

/// How many steps of a play are committed at once.
const STEPS: usize = 500;

/// What a session's statements are to each other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// Each stands for itself.
    Statements,
    /// All see the same.
    Snapshot,
    /// All or nothing, and durable with the commit.
    Transaction,
    /// All or nothing inside a transaction that the steps of a play share.
    Step,
}

impl Scope {
    pub(super) fn begin(self, connection: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Statements => Ok(()),
            Self::Snapshot => {
                if !connection.is_autocommit() {
                    connection.execute_batch("ROLLBACK")?;
                }
                connection.execute_batch("BEGIN")
            }
            Self::Transaction => {
                // What a cancelled predecessor left is rolled back when its lease is dropped;
                // this is the second lock on that door.
                if !connection.is_autocommit() {
                    connection.execute_batch("ROLLBACK")?;
                }
                connection.execute_batch("BEGIN IMMEDIATE")
            }
            Self::Step => {
                if connection.is_autocommit() {
                    connection.execute_batch("BEGIN IMMEDIATE")?;
                }
                connection.execute_batch("SAVEPOINT step")
            }
        }
    }

    /// `full` when enough steps share the transaction.
    fn commit(self, connection: &Connection, full: bool) -> rusqlite::Result<()> {
        match self {
            Self::Statements | Self::Snapshot => Ok(()),
            Self::Transaction => connection.execute_batch("COMMIT"),
            Self::Step if full => connection.execute_batch("RELEASE step; COMMIT"),
            Self::Step => connection.execute_batch("RELEASE step"),
        }
    }

    fn give_up(self, connection: &Connection) -> rusqlite::Result<()> {
        match self {
            Self::Snapshot | Self::Transaction if !connection.is_autocommit() => {
                connection.execute_batch("ROLLBACK")
            }
            Self::Step => {
                let undone = connection.execute_batch("ROLLBACK TO step; RELEASE step");
                // A step that was released and could not be committed takes the others with it.
                if undone.is_err() && !connection.is_autocommit() {
                    return connection.execute_batch("ROLLBACK");
                }
                undone
            }
            Self::Statements | Self::Snapshot | Self::Transaction => Ok(()),
        }
    }
}

/// Wherever it is dropped, even inside a blocking call that nobody awaits any more, nothing that was not
/// committed outlives it.
struct Lease {
    connection: OwnedMutexGuard<Connection>,
    scope: Scope,
}

impl Drop for Lease {
    fn drop(&mut self) {
        // When this fails, `begin` tries again and reports.
        let _ = self.scope.give_up(&self.connection);
    }
}

pub(crate) struct SqliteSession {
    lease: Option<Lease>,
    steps: Arc<AtomicUsize>,
    place: Place,
}

impl SqliteSession {
    pub(super) fn new(
        connection: OwnedMutexGuard<Connection>,
        scope: Scope,
        steps: Arc<AtomicUsize>,
        place: Place,
    ) -> Self {
        Self {
            lease: Some(Lease { connection, scope }),
            steps,
            place,
        }
    }

    pub(crate) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let (sql, params) = (dialect(sql), params.to_vec());
        self.with(move |connection| found(connection, &sql, params))
            .await
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let (sql, params) = (dialect(sql), params.to_vec());
        self.with(move |connection| {
            let changed =
                prepared(connection, &sql)?.execute(rusqlite::params_from_iter(params))?;
            Ok(changed as u64)
        })
        .await
    }

    pub(crate) async fn write_tables(&mut self, tables: Vec<Table>) -> Result<(), StoreError> {
        self.with(move |connection| {
            for (sql, rows) in tables {
                let mut statement = prepared(connection, &dialect(sql.sqlite))?;
                for row in rows {
                    statement.execute(rusqlite::params_from_iter(row))?;
                }
            }
            Ok(())
        })
        .await
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let Some(scope) = self.lease.as_ref().map(|lease| lease.scope) else {
            return Err(lost());
        };
        let full = self.steps.fetch_add(1, Ordering::Relaxed) % STEPS == STEPS - 1;
        self.with(move |connection| scope.commit(connection, full))
            .await?;
        if let Some(lease) = &mut self.lease {
            lease.scope = Scope::Statements;
        }
        Ok(())
    }

    pub(super) async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let lease = self.lease.take().ok_or_else(lost)?;
        let done = move || {
            let result = work(&lease.connection);
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

fn lost() -> StoreError {
    StoreError::Database("the connection was lost in an earlier statement".to_owned())
}

fn prepared<'c>(connection: &'c Connection, sql: &str) -> rusqlite::Result<CachedStatement<'c>> {
    #[cfg(feature = "testing")]
    crate::testing::plans::check(connection, sql)?;
    connection.prepare_cached(sql)
}

fn found(connection: &Connection, sql: &str, params: Vec<Value>) -> rusqlite::Result<Vec<Row>> {
    let mut statement = prepared(connection, sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|column| row.get_ref(column).map(owned));
        found.push(Row(values.collect::<Result<_, _>>()?));
    }
    Ok(found)
}

/// SQLite reads `$1` as a name and `?1` as a number, and has a table in the place of an array. What is read is
/// joined with it: for a set in which is looked, SQLite would make a table of its own each time. A writer is
/// alone there and locks no rows.
fn dialect(sql: &str) -> String {
    let sql = sql.strip_suffix(" FOR UPDATE").unwrap_or(sql);
    let (mut text, mut rest) = (String::with_capacity(2 * sql.len()), sql);
    while let Some((before, after)) = rest.split_once("= ANY(") {
        let (array, behind) = after.split_once(')').unwrap_or((after, ""));
        let reads = sql.starts_with("SELECT");
        let pieces = match before.rsplit_once("FROM ").filter(|_| reads) {
            Some((columns, table)) => {
                let join = ["FROM rarray(", array, ") CROSS JOIN "];
                [&[columns], &join[..], &[table, "= rarray.value"]].concat()
            }
            None => vec![before, "IN rarray(", array, ")"],
        };
        text.extend(pieces);
        rest = behind;
    }
    text.push_str(rest);
    text.replace('$', "?")
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::dialect;

    #[test]
    fn an_array_is_a_table() {
        let both = "SELECT 1, s.id FROM stream_key s JOIN owner_key o ON o.id = s.owner_key \
                    WHERE s.id = ANY($2) UNION ALL SELECT 2, id FROM code WHERE id = ANY($4)";
        let joined = "SELECT 1, s.id FROM rarray(?2) CROSS JOIN stream_key s \
                      JOIN owner_key o ON o.id = s.owner_key WHERE s.id = rarray.value \
                      UNION ALL SELECT 2, id FROM rarray(?4) CROSS JOIN code WHERE id = rarray.value";
        assert_eq!(dialect(both), joined);
        let deleted = "DELETE FROM code WHERE network = $1 AND id = ANY($2)";
        let looked_for = "DELETE FROM code WHERE network = ?1 AND id IN rarray(?2)";
        assert_eq!(dialect(deleted), looked_for);
        assert_eq!(dialect("SELECT $1"), "SELECT ?1");
    }

    #[test]
    fn a_writer_is_alone_and_locks_no_row() {
        let locked = dialect("SELECT 1 FROM head WHERE network = $1 FOR UPDATE");
        assert_eq!(locked, "SELECT 1 FROM head WHERE network = ?1");
    }
}
