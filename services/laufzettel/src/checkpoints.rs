//! The signed checkpoint that lies apart from the database: written every few minutes and at the end,
//! compared before anything is served. A database that is behind it was put back to an older copy.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use event_store::{
    AgainstCheckpoint, CheckpointKey, KeyFile, NetworkId, SignedCheckpoint, Store, TreeHead,
};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::failure::Failure;

/// Where a network's checkpoint lies, and the key that signs it.
#[derive(Clone)]
pub(crate) struct Apart {
    file: PathBuf,
    key: Arc<CheckpointKey>,
    network: NetworkId,
}

impl Apart {
    pub(crate) fn new(file: &Path, keys: &KeyFile, network: NetworkId) -> Self {
        Self {
            file: file.to_owned(),
            key: Arc::new(keys.checkpoint_key()),
            network,
        }
    }

    /// The checkpoint that was written last, if there is one.
    pub(crate) fn read(&self) -> Result<Option<SignedCheckpoint>, Failure> {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unusable("be read", error)),
        };
        let shown = self.file.display();
        match self.key.read(&text) {
            Ok(checkpoint) if checkpoint.network == self.network => Ok(Some(checkpoint)),
            Ok(_) => Err(Failure::said(format!(
                "the checkpoint {shown} is of another network"
            ))),
            Err(error) => Err(Failure::said(format!("the checkpoint {shown}: {error}"))),
        }
    }

    /// Refuses a database that does not hold what the checkpoint says.
    pub(crate) async fn compare(&self, store: &Store) -> Result<(), Failure> {
        let Some(checkpoint) = self.read()? else {
            let file = self.file.display();
            tracing::warn!(%file, "there is no checkpoint yet: one is begun");
            return Ok(());
        };
        let (shown, then) = (self.file.display(), checkpoint.head.size.get());
        let what = match store.against(&checkpoint).await? {
            AgainstCheckpoint::Holds => return Ok(()),
            AgainstCheckpoint::Behind { head } => format!(
                "the database is behind its checkpoint {shown}: it has {} events, and had {then}. \
                 An older copy was put in its place",
                head.get()
            ),
            AgainstCheckpoint::Differs => format!(
                "the database is not the one of its checkpoint {shown}: of the {then} events that it \
                 had, some are others now"
            ),
        };
        Err(Failure::said(format!(
            "{what}. Nothing is served until somebody says why, which is recorded in the log: \
             `laufzettel restore --accept-checkpoint REASON`"
        )))
    }

    /// Writes where the log is now, unless a colleague wrote a later one.
    pub(crate) async fn write(&self, store: &Store) -> Result<(), Failure> {
        let head = store.tree_head(self.network).await?;
        let earlier = self.read()?;
        if earlier.is_some_and(|earlier| earlier.head.size > head.size) {
            return Ok(());
        }
        self.put(head)
    }

    /// Records in the log why it goes on without fitting its checkpoint, and begins a new one.
    pub(crate) async fn give_up(
        &self,
        store: &Store,
        reason: &str,
        today: event_store::Day,
    ) -> Result<bool, Failure> {
        let Some(checkpoint) = self.read()? else {
            return Ok(false);
        };
        if store.against(&checkpoint).await? == AgainstCheckpoint::Holds {
            return Ok(false);
        }
        store.give_up_checkpoint(&checkpoint, reason, today).await?;
        self.put(store.tree_head(self.network).await?)?;
        Ok(true)
    }

    /// What others need to check a signature.
    pub(crate) fn verifier(&self) -> String {
        self.key.verifier(self.network)
    }

    /// Under another name first: a crash leaves the old one or the new one.
    fn put(&self, head: TreeHead) -> Result<(), Failure> {
        let network = self.network;
        let checkpoint = SignedCheckpoint { network, head };
        let mut draft = self.file.as_os_str().to_owned();
        draft.push(".new");
        let draft = PathBuf::from(draft);
        let write = || {
            let mut file = fs::File::create(&draft)?;
            file.write_all(self.key.sign(&checkpoint).as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, &self.file)
        };
        write().map_err(|error| self.unusable("be written", error))
    }

    fn unusable(&self, what: &str, error: io::Error) -> Failure {
        let what = format!("the checkpoint {} cannot {what}", self.file.display());
        Failure::io(what, error)
    }
}

/// Writes checkpoints until it is ended.
pub(crate) struct Checkpoints {
    store: Store,
    apart: Apart,
    task: JoinHandle<()>,
}

impl Checkpoints {
    pub(crate) fn start(store: Store, apart: Apart, every: Duration) -> Self {
        let (log, at) = (store.clone(), apart.clone());
        let task = tokio::spawn(async move {
            loop {
                write_or_say(&at, &log).await;
                sleep(every).await;
            }
        });
        Self { store, apart, task }
    }

    /// Writes the last one.
    pub(crate) async fn end(self) {
        self.task.abort();
        // It lets go of the database before the last one is written.
        let _ = self.task.await;
        write_or_say(&self.apart, &self.store).await;
    }
}

async fn write_or_say(apart: &Apart, store: &Store) {
    if let Err(failure) = apart.write(store).await {
        let failure = failure.told();
        tracing::error!(%failure, "no checkpoint was written");
    }
}

#[cfg(test)]
mod tests;
