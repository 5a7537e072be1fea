//! The open store: engine, keys and secrets, checked before first use.

use crate::{
    KeyEncryption, StoreError,
    append::{Checks, NoProbe, Probe},
    engine::{Engine, Place, Session},
    erasure_list::ErasureList,
    flush::Unflushed,
    ids::NetworkId,
    kept::Kept,
    key_file::{KeyFile, ServerSecrets},
    keys::KeyRing,
    migration,
    projector::Generations,
    queue::Queue,
    seal::Secret,
    tree::Frontier,
    url::StoreUrl,
};
use async_recursion::async_recursion as boxed;
use std::{collections::HashMap, fmt, path::PathBuf, sync::Arc};
use tokio::sync::{Mutex, Notify};

/// The sealed log of all networks in one database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) kept: Kept,
    pub(crate) secrets: Arc<ServerSecrets>,
    pub(crate) erasures: Option<ErasureList>,
    pub(crate) checks: Checks,
    pub(crate) probe: Arc<dyn Probe>,
    /// Appends of this process that wait for one another.
    pub(crate) queue: Arc<Queue>,
    /// Wakes projectors of this process.
    pub(crate) appended: Arc<Notify>,
    /// Whether something that was deleted is still on the disk.
    pub(crate) unflushed: Unflushed,
    /// How far the tree over each log was computed.
    pub(crate) tree: Arc<Mutex<HashMap<NetworkId, Frontier>>>,
    /// Which generations of read models are read.
    pub(crate) generations: Generations,
}

/// How a store is opened.
pub struct StoreOptions {
    url: StoreUrl,
    encryption: Arc<dyn KeyEncryption>,
    secrets: ServerSecrets,
    erasures: Option<PathBuf>,
    checks: Checks,
    probe: Arc<dyn Probe>,
    place: Place,
}

impl Store {
    /// Brings the schema of this program into the database; gives the number of migrations applied.
    #[boxed]
    pub async fn migrate(url: &StoreUrl) -> Result<u32, StoreError> {
        let engine = Engine::open(url, Place::Apart).await?;
        migration::refuse_the_old(&mut engine.read().await?).await?;
        engine.migrate().await
    }

    /// Opens a store whose schema and keys fit.
    #[boxed]
    pub async fn open(url: &StoreUrl, keys: &KeyFile) -> Result<Self, StoreError> {
        Self::options(url, keys).open().await
    }

    /// Opens a store otherwise than usual.
    #[must_use]
    pub fn options(url: &StoreUrl, keys: &KeyFile) -> StoreOptions {
        StoreOptions {
            url: url.clone(),
            encryption: Arc::new(keys.clone()),
            secrets: keys.secrets(),
            erasures: None,
            checks: Checks::On,
            probe: Arc::new(NoProbe),
            place: Place::Apart,
        }
    }
}

impl Store {
    /// Waits until everything that was written lies on the disk: the end of a play, see
    /// [`StoreOptions::one_after_the_other`].
    #[boxed]
    pub async fn sync(&self) -> Result<(), StoreError> {
        self.engine.sync().await
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl StoreOptions {
    /// Wraps owner keys by a key-management service rather than by the key file.
    #[must_use]
    pub fn encryption(mut self, encryption: Arc<dyn KeyEncryption>) -> Self {
        self.encryption = encryption;
        self
    }

    /// Lists every erasure and every event that is [kept apart](crate::EventDraft::kept_apart) in this
    /// file before it is committed; the file is made when it is missing. It belongs apart from the
    /// database's backups: [`Store::replay_erasures`] carries out anew what it lists in a database that
    /// was restored. Without a list an old backup brings back what was erased and what was withdrawn.
    #[must_use]
    pub fn erasures(mut self, list: PathBuf) -> Self {
        self.erasures = Some(list);
        self
    }

    /// For a program that does one thing after the other and begins anew when it is interrupted, such as a
    /// play of past days: SQLite's statements run where they are asked for, on one connection, many appends
    /// in one transaction, and nothing is durable, flushed or seen by others before [`Store::sync`]. Never
    /// for a server: requests would hold each other up, and what was acknowledged could be lost.
    #[must_use]
    pub fn one_after_the_other(mut self) -> Self {
        self.place = Place::Here;
        self
    }

    /// Holds appends where a test wants them.
    #[doc(hidden)]
    #[must_use]
    pub fn probe(mut self, probe: Arc<dyn Probe>) -> Self {
        self.probe = probe;
        self
    }

    /// Leaves out the checks of versions and guards.
    #[doc(hidden)]
    #[must_use]
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// Opens the store.
    #[boxed]
    pub async fn open(self) -> Result<Store, StoreError> {
        let engine = Engine::open(&self.url, self.place).await?;
        let keys = KeyRing::new(self.encryption);
        let mut session = engine.read().await?;
        migration::check(&mut session).await?;
        keys.check(&mut session).await?;
        let erasures = match self.erasures {
            Some(list) => Some(take_list(&mut session, list, &self.secrets.list).await?),
            None => None,
        };
        drop(session);
        Ok(Store {
            engine,
            keys: Arc::new(keys),
            kept: Kept::default(),
            secrets: Arc::new(self.secrets),
            erasures,
            checks: self.checks,
            probe: self.probe,
            queue: Arc::default(),
            appended: Arc::default(),
            unflushed: Unflushed::default(),
            tree: Arc::default(),
            generations: Generations::default(),
        })
    }
}

/// A list that is missing where there were erasures is begun, but not in silence: somebody may have
/// meant another file.
async fn take_list(
    session: &mut Session,
    list: PathBuf,
    key: &Secret,
) -> Result<ErasureList, StoreError> {
    if !list.exists() {
        let sql = "/* walks */ SELECT 1 FROM owner_key WHERE ended_on IS NOT NULL \
                   UNION ALL SELECT 1 FROM stream_key WHERE ended_on IS NOT NULL LIMIT 1";
        let erased = session.first(sql, &[]);
        if erased.await?.is_some() {
            let list = list.display();
            tracing::warn!(%list, "a new list of erasures is begun, but there were erasures before");
        }
    }
    ErasureList::open(list, key)
}
