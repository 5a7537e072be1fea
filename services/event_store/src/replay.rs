//! Erases anew what the list says: in a database that was restored from before an erasure, and after
//! a crash between the list and the commit.

use crate::{
    Store, StoreError,
    erase::{self, Erase, Erasure},
    erasure_list::{self, Erased, Listed},
    head,
};
use std::path::Path;

/// How many lines one transaction erases.
const BATCH: usize = 100;

/// What a replay found and did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReplayedErasures {
    /// Lines of the list.
    pub listed: u64,
    /// Lines that a crash cut short: nothing of theirs was ever committed.
    pub torn: u64,
    /// Keys that lived until now; 0 when the database had not forgotten an erasure.
    pub keys: u64,
    /// Rows of read models that went with them.
    pub rows: u64,
}

impl Store {
    /// Erases everything that the list at this path names and that this database still has. To be
    /// called at every start, before anything is read: so a restored backup opens nothing erased, and
    /// an interrupted erasure resumes. Repeating it is harmless; it writes nothing into any list.
    pub async fn replay_erasures(&self, path: &Path) -> Result<ReplayedErasures, StoreError> {
        let content = erasure_list::read(path)?;
        let mut replayed = ReplayedErasures {
            listed: content.listed.len() as u64,
            torn: content.torn,
            keys: 0,
            rows: 0,
        };
        let known = self.networks().await?;
        for lines in batches(&content.listed) {
            // A network without a log has nothing to erase, and gets no log by this.
            if known.contains(&lines[0].network) {
                let erasure = self.replay(lines).await?;
                replayed.keys += erasure.keys;
                replayed.rows += erasure.rows;
            }
        }
        self.let_go().await;
        Ok(replayed)
    }

    async fn replay(&self, lines: &[Listed]) -> Result<Erasure, StoreError> {
        let network = lines[0].network;
        let mut session = self.engine.begin().await?;
        erase::lock_checkpoints(&mut session, network).await?;
        head::lock(&mut session, network, 0).await?;
        let mut all = Erasure { keys: 0, rows: 0 };
        for line in lines {
            let (mut owners, mut parts) = (None, None);
            match line.what {
                Erased::Owner(owner) => owners = Some(owner),
                Erased::Part(stream, class) => parts = Some((stream, class)),
            }
            let erase = Erase {
                network,
                owners: owners.as_slice(),
                parts: parts.as_slice(),
                day: line.day,
            };
            erase::refuse_the_lasting(network, erase.owners, erase.parts)?;
            let erasure = self.erase_in(&mut session, &erase).await?;
            all.keys += erasure.keys;
            all.rows += erasure.rows;
        }
        session.commit().await?;
        Ok(all)
    }
}

/// Lines that follow each other and are of one network, at most so many.
fn batches(lines: &[Listed]) -> impl Iterator<Item = &[Listed]> {
    let of_one_network = lines.chunk_by(|one, next| one.network == next.network);
    of_one_network.flat_map(|lines| lines.chunks(BATCH))
}
