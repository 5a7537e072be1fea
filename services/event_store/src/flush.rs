//! What was deleted is gone from the disk: tried at once, and again until it is, while others go on.

use crate::Store;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How long is waited between two tries.
const PAUSE: Duration = Duration::from_millis(100);
/// After how many tries it is said.
const SAID_AFTER: u32 = 10;
/// After how many tries it is said again.
const SAID_EVERY: u32 = 600;

/// What is still to be flushed.
#[derive(Clone, Default)]
pub(crate) struct Unflushed(Arc<AtomicBool>);

impl Store {
    /// Whether everything that was erased is gone from the disk too: on SQLite it stays in the write-ahead
    /// log for as long as somebody reads what was there before.
    #[must_use]
    pub fn is_flushed(&self) -> bool {
        !self.unflushed.0.load(Ordering::Relaxed)
    }

    /// Flushes what was deleted. The erasure stands even where this fails or has to wait, so that is told
    /// to the operator and not to the caller; it is tried until it succeeds, or the process ends.
    pub(crate) async fn flush(&self) {
        if self.try_flush().await {
            return;
        }
        // One goes on trying for all.
        if self.unflushed.0.swap(true, Ordering::Relaxed) {
            return;
        }
        let store = self.clone();
        tokio::spawn(async move {
            let mut tries: u32 = 0;
            loop {
                tokio::time::sleep(PAUSE).await;
                if store.try_flush().await {
                    break;
                }
                // A reader of a moment is not worth a word.
                tries = tries.wrapping_add(1);
                if tries % SAID_EVERY == SAID_AFTER {
                    tracing::warn!(
                        "what was erased is not yet flushed from the disk: somebody reads"
                    );
                }
            }
            store.unflushed.0.store(false, Ordering::Relaxed);
            tracing::info!("what was erased is flushed from the disk");
        });
    }

    async fn try_flush(&self) -> bool {
        match self.engine.flush_deleted().await {
            Ok(flushed) => flushed,
            Err(error) => {
                tracing::error!(%error, "what was erased could not be flushed from the disk");
                false
            }
        }
    }
}
