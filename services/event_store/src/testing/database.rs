//! A database of its own on a test server, dropped with its value.

use crate::StoreUrl;
use std::str::FromStr;
use tokio_postgres::{Config, NoTls};

pub(super) struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    pub(super) async fn create(server: &str, name: String) -> Self {
        let config = Config::from_str(server).expect("the server's address is understood");
        execute(&config, &format!("CREATE DATABASE {name}")).await;
        Self {
            server: server.to_owned(),
            name,
        }
    }

    pub(super) fn url(&self) -> StoreUrl {
        let mut config = Config::from_str(&self.server).expect("it was understood before");
        config.dbname(&self.name);
        StoreUrl::of_config(config)
    }
}

impl Drop for TestDatabase {
    /// On a thread and runtime of its own: the test's runtime may be ending.
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            let config = Config::from_str(&server).expect("it was understood before");
            let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.block_on(execute(&config, &sql));
        });
        // A database that is left over is a nuisance, not a failure.
        let _ = dropped.join();
    }
}

async fn execute(config: &Config, sql: &str) {
    let (client, connection) = config.connect(NoTls).await.expect("the server answers");
    let driver = tokio::spawn(connection);
    client.batch_execute(sql).await.expect("the statement runs");
    drop(client);
    let _ = driver.await;
}
