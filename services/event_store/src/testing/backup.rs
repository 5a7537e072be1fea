//! A backup as an operator makes and restores it: `VACUUM INTO` on SQLite, `pg_dump` and `pg_restore` on
//! PostgreSQL. The keys lie elsewhere and are the same.

use super::{TestStore, database::TestDatabase};
use crate::{KeyFile, Store, StoreUrl, seal::random};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;
use tokio_postgres::{Config, config::Host};

/// Where Debian keeps the programs of one version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// One file that holds a whole database.
pub struct Backup {
    keys: KeyFile,
    of_postgres: bool,
    folder: TempDir,
}

impl TestStore {
    /// A backup of this database, made while it is in use.
    pub async fn backed_up(&self) -> Backup {
        let backup = Backup {
            keys: self.keys.clone(),
            of_postgres: matches!(self.url, StoreUrl::Postgres(_)),
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        match &self.url {
            StoreUrl::Sqlite(path) => {
                let database = rusqlite::Connection::open(path).expect("the database opens");
                let file = backup.file().display().to_string();
                let made = database.execute("VACUUM INTO ?1", [file]);
                made.expect("the backup is made");
            }
            StoreUrl::Postgres(url) => {
                let mut dump = self.program("pg_dump", url.get()).await;
                // Not compressed: what stands in it can be looked for.
                dump.args(["--format=custom", "--compress=0", "--no-owner"]);
                dump.arg("--file").arg(backup.file());
                run(dump.arg(url.get().get_dbname().expect("a database")));
            }
        }
        backup
    }

    /// The program of the server's own version: an older one refuses to read it, and what a newer one
    /// writes the server need not take.
    async fn program(&self, name: &str, server: &Config) -> Command {
        let path = found(name, &version(&self.store).await);
        let mut command = Command::new(path);
        let host = match server.get_hosts() {
            [Host::Tcp(name), ..] => name.clone(),
            [Host::Unix(folder), ..] => folder.display().to_string(),
            [] => "localhost".to_owned(),
        };
        command.args(["--host", &host]);
        if let Some(port) = server.get_ports().first() {
            command.args(["--port", &port.to_string()]);
        }
        if let Some(user) = server.get_user() {
            command.args(["--username", user]);
        }
        if let Some(password) = server.get_password() {
            command.env("PGPASSWORD", String::from_utf8_lossy(password).as_ref());
        }
        command
    }
}

impl Backup {
    fn file(&self) -> PathBuf {
        self.folder.path().join("backup")
    }

    /// What stands in it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).expect("the backup reads")
    }

    /// A database of its own from it. `beside` is any store on the same server.
    pub async fn restored(self, beside: &TestStore) -> TestStore {
        let (url, database) = if self.of_postgres {
            let name = format!("laufzettel_test_{}", hex::encode(random::<8>()));
            let database = TestDatabase::create(&super::server(), name.clone()).await;
            let StoreUrl::Postgres(server) = database.url() else {
                unreachable!("it was made on a server");
            };
            let mut restore = beside.program("pg_restore", server.get()).await;
            restore.args(["--no-owner", "--exit-on-error", "--dbname", &name]);
            run(restore.arg(self.file()));
            (database.url(), Some(database))
        } else {
            let file = self.folder.path().join("store.db");
            fs::rename(self.file(), &file).expect("the file is put in place");
            (StoreUrl::Sqlite(file), None)
        };
        // As at every start.
        Store::migrate(&url).await.expect("the schema is there");
        let store = Store::open(&url, &self.keys).await.expect("it opens");
        TestStore {
            url,
            keys: self.keys,
            store,
            folder: self.folder,
            _database: database,
        }
    }
}

/// The version of a store's server: its first number.
pub(super) async fn version(store: &Store) -> String {
    let mut session = store.engine.read().await.expect("a connection");
    let version = session.query("SHOW server_version", &[]).await;
    let version = version.expect("a version");
    let version = version[0].text(0).expect("a text");
    version.split('.').next().unwrap_or_default().to_owned()
}

/// In Debian's folder of that version, or in PATH if it is of that version.
pub(super) fn found(name: &str, version: &str) -> PathBuf {
    let debian = Path::new(DEBIAN).join(version).join("bin").join(name);
    if debian.exists() {
        return debian;
    }
    let says = Command::new(name).arg("--version").output();
    let says = says.map(|says| String::from_utf8_lossy(&says.stdout).into_owned());
    let says = says.unwrap_or_else(|_| "none".to_owned());
    let its = format!("{name} (PostgreSQL) {version}");
    assert!(
        says.starts_with(&its),
        "the tests' PostgreSQL is of version {version} and needs its {name}: {} is not there, and PATH has: {says}",
        debian.display()
    );
    PathBuf::from(name)
}

pub(super) fn run(command: &mut Command) {
    let done = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {said}");
}
