//! A bench with both engines for the tests of this and other crates: a fresh, migrated store each time.
//! PostgreSQL is never skipped: without a server its tests fail and say what to run.

#![expect(
    clippy::missing_panics_doc,
    reason = "a test bench panics where it cannot go on"
)]

mod backup;
mod clear;
mod cluster;
mod copied;
mod database;
pub(crate) mod plans;
mod wire;

use crate::{
    KeyFile, NetworkId, OwnerId, Position, Store, StoreOptions, StoreUrl, StreamId,
    body::{self, Content, Place},
    engine::Session,
    network::Network,
    open, read,
    seal::random,
};
pub use backup::Backup;
pub use clear::{Clear, ClearRow};
pub use cluster::{Cluster, Server, files_with};
use database::TestDatabase;
use std::{path::PathBuf, sync::Arc};
use tempfile::TempDir;
pub use wire::{Counted, Wire};

/// The variable with the address of a server on which tests may create databases.
pub const SERVER: &str = "LAUFZETTEL_TEST_POSTGRES";

/// All tables, in the order in which their references allow to fill them.
const TABLES: [&str; 10] = [
    "head",
    "event",
    "idempotency",
    "owner_key",
    "stream_key",
    "code",
    "lockout",
    "checkpoint",
    "view_row",
    "list_page",
];

fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} is not set: run `tests/run`, which starts a PostgreSQL server")
    })
}

/// An empty store that goes away with this value.
pub struct TestStore {
    url: StoreUrl,
    keys: KeyFile,
    store: Store,
    folder: TempDir,
    _database: Option<TestDatabase>,
}

impl TestStore {
    /// A store in a temporary file.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = StoreUrl::Sqlite(folder.path().join("store.db"));
        Self::begin(folder, url, None).await
    }

    /// A store in a new database on the server that [`SERVER`] names.
    pub async fn postgres() -> Self {
        let name = hex::encode(random::<8>());
        let database = TestDatabase::create(&server(), format!("laufzettel_test_{name}")).await;
        let url = database.url();
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::begin(folder, url, Some(database)).await
    }

    async fn begin(folder: TempDir, url: StoreUrl, database: Option<TestDatabase>) -> Self {
        Store::migrate(&url)
            .await
            .expect("the schema is brought in");
        let keys = KeyFile::create(&folder.path().join("keys.json")).expect("a key file");
        let store = Store::open(&url, &keys).await.expect("the store opens");
        Self {
            url,
            keys,
            store,
            folder,
            _database: database,
        }
    }

    /// The open store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The store's address.
    #[must_use]
    pub fn url(&self) -> &StoreUrl {
        &self.url
    }

    /// The store's keys.
    #[must_use]
    pub fn keys(&self) -> &KeyFile {
        &self.keys
    }

    /// Where the key file, and on SQLite the database, lies.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Options to open the same database once more, as another process would.
    #[must_use]
    pub fn options(&self) -> StoreOptions {
        Store::options(&self.url, &self.keys)
    }

    /// The same database, opened once more.
    pub async fn another(&self) -> Store {
        self.options().open().await.expect("the store opens again")
    }

    /// How many appends wait for the commit of others in this store.
    #[must_use]
    pub fn waiting(store: &Store) -> usize {
        store.queue.waiting()
    }

    /// Somebody who reads the log of now for as long as the value lives.
    pub async fn reader(&self) -> Reader {
        let mut session = self.store.engine.snapshot().await.expect("a snapshot");
        let sql = "/* walks */ SELECT COUNT(*) FROM event";
        session.query(sql, &[]).await.expect("it reads");
        Reader(session)
    }

    /// Runs a statement behind the store's back.
    pub async fn tamper(&self, sql: &str) {
        let mut session = self.store.engine.begin().await.expect("a transaction");
        let done = session.execute(&format!("/* walks */ {sql}"), &[]).await;
        done.expect("the statement runs");
        session.commit().await.expect("it commits");
    }

    /// Changes one bit of a body, and the leaf with it when the forger is thorough.
    pub async fn forge_body(&self, network: NetworkId, position: Position, at: usize, leaf: bool) {
        let (place, mut body, honest) = self.row(network, position).await;
        body[at] ^= 1;
        let fitting = place.leaf(&body).expect("it is still laid out as a body");
        let leaf = if leaf { fitting } else { honest };
        self.forge(&place, (body, leaf)).await;
    }

    /// Purges all parts of an event as a forger would, whether their keys live or not.
    pub async fn forge_purge(&self, network: NetworkId, position: Position) {
        let (place, body, leaf) = self.row(network, position).await;
        let header = place.open(&*self.network(network).await);
        let classes = header.expect("the header opens").classes;
        let (body, parts) = body::purge(&body, classes, |_| true).expect("a body");
        assert!(parts > 0, "there is something to purge");
        self.forge(&place, (body, leaf)).await;
    }

    async fn forge(&self, place: &Place, new: (Vec<u8>, [u8; 32])) {
        let mut session = self.store.engine.begin().await.expect("a transaction");
        let sql = "UPDATE event SET body = $2, leaf = $3 WHERE slot = $1";
        let params = [place.slot.into(), new.0.into(), (&new.1).into()];
        session.execute(sql, &params).await.expect("it is forged");
        session.commit().await.expect("it commits");
    }

    async fn network(&self, network: NetworkId) -> Arc<Network> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let network = self.store.keys.network(&mut session, network).await;
        network.expect("its keys open").expect("it has a log")
    }

    /// The number of the event at a position, in the column `id`.
    pub async fn event_id(&self, network: NetworkId, position: u64) -> i64 {
        let network = self.network(network).await;
        network.event_id(Position::new(position))
    }

    async fn row(&self, network: NetworkId, position: Position) -> (Place, Vec<u8>, [u8; 32]) {
        let network = self.network(network).await;
        let mut session = self.store.engine.read().await.expect("a connection");
        let before = Position::new(position.get() - 1);
        let rows = read::raw_page(&mut session.of(&network), before, 1).await;
        let row = rows.expect("the row reads").remove(0);
        (
            open::place(&network, &row).expect("a place"),
            row.bytes(4).expect("a body").to_vec(),
            row.fixed(5).expect("a leaf"),
        )
    }

    /// The ciphertexts of an event's parts that are not purged.
    pub async fn ciphertexts(&self, network: NetworkId, position: Position) -> Vec<Vec<u8>> {
        let (_, body, _) = self.row(network, position).await;
        let parts = body::parts(&body).expect("a body").into_iter();
        parts
            .filter_map(|part| match part.content {
                Content::Sealed { ciphertext, .. } => Some(ciphertext.to_vec()),
                Content::Purged { .. } => None,
            })
            .collect()
    }

    /// A copy of all tables but the schema's history, as a backup would have them now.
    pub async fn back_up(&self) {
        for table in TABLES {
            self.tamper(&format!(
                "CREATE TABLE backup_{table} AS SELECT * FROM {table}"
            ))
            .await;
        }
    }

    /// Puts the copy in the tables' place.
    pub async fn restore(&self) {
        for table in TABLES.iter().rev() {
            self.tamper(&format!("DELETE FROM {table}")).await;
        }
        for table in TABLES {
            self.tamper(&format!("INSERT INTO {table} SELECT * FROM backup_{table}"))
                .await;
        }
    }

    /// The wrapped keys of all owners and streams.
    pub async fn wrapped_keys(&self) -> Vec<Vec<u8>> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let sql = "/* walks */ SELECT wrapped FROM owner_key WHERE ended_on IS NULL \
                   UNION ALL SELECT sealed FROM stream_key WHERE ended_on IS NULL";
        let rows = session.query(sql, &[]).await.expect("the keys");
        let key = |row: &crate::engine::Row| row.bytes(0).expect("a key").to_vec();
        rows.iter().map(key).collect()
    }

    /// Generation and liveness of all checkpoints.
    pub async fn checkpoints(&self) -> Vec<(i64, i64)> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let sql = "SELECT generation, live FROM checkpoint ORDER BY generation";
        let rows = session.query(sql, &[]).await.expect("the checkpoints");
        rows.iter()
            .map(|row| {
                (
                    row.number(0).expect("a number"),
                    row.number(1).expect("a number"),
                )
            })
            .collect()
    }

    /// Whether these bytes stand anywhere in the database, as they are or in hexadecimal digits.
    pub async fn keeps(&self, bytes: &[u8]) -> bool {
        let stored = self.everything_stored().await;
        let holds = |needle: &[u8]| stored.windows(needle.len()).any(|window| window == needle);
        holds(bytes) || holds(hex::encode(bytes).as_bytes())
    }

    /// Everything that the database keeps: the bytes of its files, or all rows as text with their
    /// bytes in hexadecimal digits.
    pub async fn everything_stored(&self) -> Vec<u8> {
        if let StoreUrl::Sqlite(path) = &self.url {
            let log = path.with_extension("db-wal");
            let mut bytes = std::fs::read(path).expect("the file reads");
            bytes.extend(std::fs::read(log).unwrap_or_default());
            return bytes;
        }
        let mut session = self.store.engine.read().await.expect("a connection");
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let mut text = String::new();
        for table in session.query(tables, &[]).await.expect("the tables") {
            let name = table.text(0).expect("a name");
            let sql = format!("SELECT t::text FROM {name} t");
            for row in session.query(&sql, &[]).await.expect("the rows") {
                text.push_str(row.text(0).expect("a text"));
            }
        }
        text.into_bytes()
    }
}

/// Somebody who reads; see [`TestStore::reader`].
pub struct Reader(Session);

impl Reader {
    /// Reads no longer.
    pub async fn ends(self) {
        self.0.rollback().await.expect("it ends");
    }
}

/// A random id for tests.
#[must_use]
pub fn any_network() -> NetworkId {
    NetworkId::from_bytes(random())
}

/// A random id for tests.
#[must_use]
pub fn any_stream() -> StreamId {
    StreamId::from_bytes(random())
}

/// A random id for tests.
#[must_use]
pub fn any_owner() -> OwnerId {
    OwnerId::from_bytes(random())
}
