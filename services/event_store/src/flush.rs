//! What was deleted is gone from the disk: tried at once, and again until it is, while others go on.

use crate::{Store, engine::When};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How long is waited before the second try, and twice as long before each of the next ...
const PAUSE: Duration = Duration::from_millis(100);
/// ... up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// After how many tries it is said.
const SAID_AFTER: u32 = 4;
/// After how many tries it is said again.
const SAID_EVERY: u32 = 120;

/// What is still to be flushed.
#[derive(Clone, Default)]
pub(crate) struct Unflushed(Arc<AtomicBool>);

impl Store {
    /// Whether everything that was erased is gone from the disk too: it stays there for as long as somebody
    /// reads what was there before, and on PostgreSQL, where there are very many keys, until the night.
    #[must_use]
    pub fn is_flushed(&self) -> bool {
        !self.unflushed.0.load(Ordering::Relaxed)
    }

    /// Flushes what was deleted. The erasure stands even where this fails or has to wait, so that is told
    /// to the operator and not to the caller; it is tried until it succeeds, or the process ends.
    pub(crate) async fn flush(&self) {
        if self.try_flush(When::Day).await {
            return;
        }
        // One goes on trying for all.
        if self.unflushed.0.swap(true, Ordering::Relaxed) {
            return;
        }
        let store = self.clone();
        tokio::spawn(async move {
            let (mut tries, mut pause) = (0_u32, PAUSE);
            loop {
                tokio::time::sleep(pause).await;
                // What the night brought is done.
                if store.is_flushed() || store.try_flush(When::Day).await {
                    break;
                }
                pause = LONGEST_PAUSE.min(2 * pause);
                // A reader of a moment is not worth a word.
                tries = tries.wrapping_add(1);
                if tries % SAID_EVERY == SAID_AFTER {
                    tracing::warn!(
                        "what was erased is not yet flushed from the disk: somebody reads, or there are \
                         so many keys that it waits for the night"
                    );
                }
            }
            store.unflushed.0.store(false, Ordering::Relaxed);
            tracing::info!("what was erased is flushed from the disk");
        });
    }

    /// The same, at a time when others may wait for it.
    pub(crate) async fn flush_at_night(&self) {
        if self.try_flush(When::Night).await {
            self.unflushed.0.store(false, Ordering::Relaxed);
        } else {
            self.flush().await;
        }
    }

    async fn try_flush(&self, when: When) -> bool {
        match self.engine.flush_deleted(when).await {
            Ok(flushed) => flushed,
            Err(error) => {
                tracing::error!(%error, "what was erased could not be flushed from the disk");
                false
            }
        }
    }
}
