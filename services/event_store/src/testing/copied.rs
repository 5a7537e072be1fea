//! The same database once more, as a twin that goes its own way.

use super::{TABLES, TestStore, database::TestDatabase};
use crate::{
    Store, StoreUrl,
    engine::{Engine, Place},
    seal::random,
};
use std::fs;

/// The files of a SQLite database: what is not in the first yet stands in the second.
const FILES: [&str; 2] = ["store.db", "store.db-wal"];

impl TestStore {
    /// A copy of this database with the same keys. Nobody may write meanwhile.
    pub async fn copied(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let keys = self.folder().join("keys.json");
        fs::copy(keys, folder.path().join("keys.json")).expect("the keys are copied");
        let (url, database) = match &self.url {
            StoreUrl::Sqlite(_) => {
                for file in FILES {
                    let (from, to) = (self.folder().join(file), folder.path().join(file));
                    fs::copy(from, to).expect("the file is copied");
                }
                (StoreUrl::Sqlite(folder.path().join(FILES[0])), None)
            }
            StoreUrl::Postgres(_) => {
                let name = format!("laufzettel_test_{}", hex::encode(random::<8>()));
                let database = TestDatabase::create(&super::server(), name).await;
                let url = database.url();
                Store::migrate(&url).await.expect("the schema is there");
                self.fill(&url).await;
                (url, Some(database))
            }
        };
        let keys = self.keys.clone();
        let store = Store::open(&url, &keys).await.expect("the copy opens");
        Self {
            url,
            keys,
            store,
            folder,
            _database: database,
        }
    }

    /// Sends all rows to another PostgreSQL database, each as the text of a whole row.
    async fn fill(&self, url: &StoreUrl) {
        let there = Engine::open(url, Place::Apart)
            .await
            .expect("the other database opens");
        let mut from = self.store.engine.read().await.expect("a connection");
        let mut to = there.begin().await.expect("a transaction");
        for table in TABLES {
            let rows =
                format!("SELECT string_agg(format('(%L::{table})', t::text), ',') FROM {table} t");
            let rows = from.query(&rows, &[]).await.expect("the rows");
            // An empty table gives no text.
            let Ok(rows) = rows[0].text(0) else { continue };
            let sql = format!("INSERT INTO {table} SELECT (v.r).* FROM (VALUES {rows}) AS v(r)");
            to.execute(&sql, &[]).await.expect("they are written");
        }
        to.commit().await.expect("it commits");
    }
}
