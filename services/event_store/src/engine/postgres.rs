//! PostgreSQL: READ COMMITTED transactions on pooled connections.
//! A connection whose transaction did not end leaves the pool and is closed.

use super::{Row, Table, Value, migrations};
use crate::StoreError;
use deadpool_postgres::{
    Client, ClientWrapper, Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod,
    Runtime,
};
use std::time::Duration;
use tokio_postgres::{
    Config, NoTls,
    error::SqlState,
    types::{ToSql, Type},
};

/// One process never needs more; a second process has its own.
const CONNECTIONS: usize = 16;
/// A full pool answers with an error in time rather than never.
const PATIENCE: Duration = Duration::from_secs(30);
/// Settings of every connection. Each statement finds rows by their numbers: one plan fits all parameters. It is
/// kept until the statistics of its tables change, by autovacuum or ANALYZE: one of when they were empty would walk
/// them until then, though they grow, so a walk is reckoned dear. Before version 18 that price, added to the few
/// statements that walk all the same, would have them compiled at every call.
const SETTINGS: &str =
    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off";
/// Two processes that migrate at once take turns under this advisory lock ("Laufzett").
const MIGRATION_LOCK: i64 = 0x4c61_7566_7a65_7474;

/// Of tables of keys that are no larger together, in bytes, a rewriting is not noticed.
const SMALL: i64 = 64 * 1024 * 1024;
const SIZE_OF_KEYS: &str =
    "SELECT pg_total_relation_size('owner_key') + pg_total_relation_size('stream_key')";
/// Whether a transaction, a prepared one, or a standby that says so began before this one: the versions that it
/// may see are kept.
const STILL_SEEN: &str = "WITH this AS (SELECT age(pg_current_xact_id()::xid) AS age) \
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity, this WHERE pid <> pg_backend_pid() \
            AND (datname IS NULL OR datname = current_database()) \
            AND (age(backend_xmin) > this.age OR age(backend_xid) > this.age)) \
        OR EXISTS (SELECT 1 FROM pg_prepared_xacts, this WHERE age(transaction) > this.age) \
        OR EXISTS (SELECT 1 FROM pg_replication_slots, this WHERE age(xmin) > this.age)";

/// When something is done that others may wait for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// While they work.
    Day,
    /// When hardly anybody does.
    Night,
}

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) fn open(config: &Config) -> Result<Self, StoreError> {
        let manager = Manager::from_config(
            config.clone(),
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let settled = Hook::async_fn(|client: &mut ClientWrapper, _| {
            Box::pin(async move {
                let set = client.batch_execute(SETTINGS);
                set.await.map_err(HookError::Backend)
            })
        });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .post_create(settled)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| StoreError::Database(error.to_string()))?;
        Ok(Self { pool })
    }

    pub(crate) async fn begin(&self) -> Result<PostgresSession, StoreError> {
        self.transaction("BEGIN ISOLATION LEVEL READ COMMITTED")
            .await
    }

    pub(crate) async fn snapshot(&self) -> Result<PostgresSession, StoreError> {
        self.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await
    }

    async fn transaction(&self, begin: &'static str) -> Result<PostgresSession, StoreError> {
        Ok(PostgresSession {
            client: Some(self.client().await?),
            begin: Some(begin),
            in_transaction: false,
        })
    }

    pub(crate) async fn read(&self) -> Result<PostgresSession, StoreError> {
        Ok(PostgresSession {
            client: Some(self.client().await?),
            begin: None,
            in_transaction: false,
        })
    }

    pub(crate) async fn migrate(&self) -> Result<u32, StoreError> {
        // A connection of its own, closed afterwards: so the lock ends with it in any case.
        let mut client = Object::take(self.client().await?);
        client
            .execute("SELECT pg_advisory_lock($1)", &[&MIGRATION_LOCK])
            .await?;
        migrations::applied(migrations::postgres().run_async(&mut *client).await)
    }

    /// Rewrites the tables of keys, so that ended ones stand in no old version and in no free space of a page;
    /// says whether that is done. It is not while somebody may still see what was there before or keeps a
    /// table, and in the day not where the tables are so large that others would wait for it.
    pub(crate) async fn flush_deleted(&self, when: When) -> Result<bool, StoreError> {
        let client = self.client().await?;
        let size = client
            .query_one(SIZE_OF_KEYS, &[])
            .await?
            .try_get::<_, i64>(0)?;
        if when == When::Day && size > SMALL {
            return Ok(false);
        }
        let seen = client
            .query_one(STILL_SEEN, &[])
            .await?
            .try_get::<_, bool>(0)?;
        if seen {
            return Ok(false);
        }
        // A connection of its own, closed afterwards: so the patience ends with it in any case.
        let client = Object::take(client);
        client.batch_execute("SET lock_timeout = '2s'").await?;
        for table in ["owner_key", "stream_key"] {
            let rewritten = client
                .batch_execute(&format!("VACUUM (FULL) {table}"))
                .await;
            match rewritten {
                Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
                    return Ok(false);
                }
                other => other?,
            }
        }
        Ok(true)
    }

    /// Gives up the old versions of what was purged. Never inside a transaction.
    pub(crate) async fn vacuum(&self) -> Result<(), StoreError> {
        let client = self.client().await?;
        let sql = "VACUUM event, view_row, list_page";
        Ok(client.batch_execute(sql).await?)
    }

    async fn client(&self) -> Result<Client, StoreError> {
        self.pool.get().await.map_err(|error| match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => StoreError::Database(other.to_string()),
        })
    }
}

pub(crate) struct PostgresSession {
    client: Option<Client>,
    /// Begins the transaction with its first statement, without waiting in between.
    begin: Option<&'static str>,
    in_transaction: bool,
}

impl PostgresSession {
    pub(crate) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.client()?.prepare_cached(sql).await?;
        let params = borrowed(params);
        let begin = self.begin();
        let client = self.client()?;
        let rows = after(client, begin, client.query(&statement, &params)).await?;
        rows.iter().map(owned).collect()
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let statement = self.client()?.prepare_cached(sql).await?;
        let params = borrowed(params);
        let begin = self.begin();
        let client = self.client()?;
        after(client, begin, client.execute(&statement, &params)).await
    }

    /// From now on the transaction has begun.
    fn begin(&mut self) -> Option<&'static str> {
        let begin = self.begin.take();
        self.in_transaction |= begin.is_some();
        begin
    }

    /// One statement for each table, whose parameters are columns of all rows. All are sent, in their order, before
    /// the first is answered.
    pub(crate) async fn write_tables(&mut self, tables: Vec<Table>) -> Result<(), StoreError> {
        let begin = self.begin();
        let client = self.client()?;
        let mut statements = Vec::with_capacity(tables.len());
        for (sql, _) in &tables {
            statements.push(client.prepare_cached(sql.postgres).await?);
        }
        let writing = tables
            .iter()
            .zip(&statements)
            .map(|((_, rows), statement)| {
                let width = rows.first().map_or(0, Vec::len);
                let column = |number: usize| rows.iter().map(|row| &row[number]).collect();
                let columns: Vec<Vec<&Value>> = (0..width).map(column).collect();
                async move {
                    let columns = columns.iter().map(|column| column as &(dyn ToSql + Sync));
                    client
                        .execute(statement, &columns.collect::<Vec<_>>())
                        .await
                }
            });
        let written = after(client, begin, futures::future::try_join_all(writing));
        written.await.map(drop)
    }

    pub(crate) async fn end(mut self, command: &str) -> Result<(), StoreError> {
        if self.begin.is_none() {
            self.client()?.batch_execute(command).await?;
        }
        self.in_transaction = false;
        Ok(())
    }

    fn client(&self) -> Result<&Client, StoreError> {
        self.client
            .as_ref()
            .ok_or(StoreError::Invalid("the session has ended"))
    }
}

impl Drop for PostgresSession {
    fn drop(&mut self) {
        if self.in_transaction
            && let Some(client) = self.client.take()
        {
            // Closing the connection makes the server roll back.
            drop(Object::take(client));
        }
    }
}

/// Sends what begins a transaction, if it has not begun, and at once the first statement.
async fn after<T>(
    client: &Client,
    begin: Option<&'static str>,
    first: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, StoreError> {
    let Some(begin) = begin else {
        return Ok(first.await?);
    };
    let (started, done) = futures::join!(client.batch_execute(begin), first);
    started?;
    Ok(done?)
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

fn owned(row: &tokio_postgres::Row) -> Result<Row, StoreError> {
    let column = |(index, column): (usize, &tokio_postgres::Column)| {
        let ty = column.type_();
        Ok(if *ty == Type::BYTEA {
            row.try_get::<_, Option<Vec<u8>>>(index)?.into()
        } else if *ty == Type::INT8 {
            row.try_get::<_, Option<i64>>(index)?.into()
        } else if *ty == Type::INT4 {
            row.try_get::<_, Option<i32>>(index)?.into()
        } else {
            row.try_get::<_, Option<&str>>(index)?.into()
        })
    };
    let columns = row.columns().iter().enumerate();
    columns.map(column).collect::<Result<_, _>>().map(Row)
}
