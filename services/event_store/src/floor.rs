//! What a database does alone: durable inserts of plain bytes, each in a transaction of its own. Beside it, other
//! figures say something on any machine.

use async_recursion::async_recursion as boxed;

use crate::{
    Store, StoreError,
    engine::{Sql, Value},
};
use std::time::{Duration, Instant};

const CREATE: Sql = Sql {
    sqlite: "CREATE TABLE IF NOT EXISTS floor (bytes BLOB NOT NULL)",
    postgres: "CREATE TABLE IF NOT EXISTS floor (bytes BYTEA NOT NULL)",
};

impl Store {
    /// How many bytes all events take, without what finds them.
    #[boxed]
    pub async fn bytes_of_events(&self) -> Result<u64, StoreError> {
        let sql = "/* walks */ SELECT CAST(COALESCE(SUM(LENGTH(header) + LENGTH(body)), 0) AS BIGINT) \
                   FROM event";
        let row = self.engine.read().await?.first(sql, &[]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// How many times a second so many clients insert so many bytes durably, in a table that goes afterwards.
    #[boxed]
    pub async fn durable_inserts(
        &self,
        bytes: usize,
        clients: usize,
        time: Duration,
    ) -> Result<f64, StoreError> {
        let nothing: [Value; 0] = [];
        let mut session = self.engine.begin().await?;
        session.query_pair(CREATE, &nothing).await?;
        session.commit().await?;
        let begun = Instant::now();
        let inserting = (0..clients).map(|_| async {
            let mut count = 0_u32;
            while begun.elapsed() < time {
                let mut session = self.engine.begin().await?;
                let sql = "INSERT INTO floor (bytes) VALUES ($1)";
                session.execute(sql, &[vec![7_u8; bytes].into()]).await?;
                session.commit().await?;
                count += 1;
            }
            Ok::<_, StoreError>(count)
        });
        let counts = futures::future::try_join_all(inserting).await?;
        let took = begun.elapsed().as_secs_f64();
        let mut session = self.engine.begin().await?;
        session.execute("DROP TABLE floor", &nothing).await?;
        session.commit().await?;
        Ok(f64::from(counts.into_iter().sum::<u32>()) / took)
    }
}
