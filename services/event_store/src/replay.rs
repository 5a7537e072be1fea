//! Carries out anew what the list says: in a database that was restored from before, and after a crash
//! between the list and the commit.

use crate::{
    AppendError, PartClass, Store, StoreError,
    append::{Append, StreamWrite},
    erase::{self, Erasure},
    erasing::Erase,
    erasure_list::{self, Kept, Listed},
    event::{self, EventDraft},
    head,
    ids::StreamId,
};
use async_recursion::async_recursion as boxed;
use std::path::Path;

/// How many lines are carried out at once.
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
    /// Events that were said again; 0 when the database had not forgotten a withdrawal.
    pub events: u64,
}

impl Store {
    /// Erases everything that the list at this path names and that this database still has, and says again
    /// what it lists and this database has not. To be called at every start, before anything is read: so a
    /// restored backup opens nothing erased and revives no consent, and what was interrupted is finished.
    /// Repeating it is harmless; it writes nothing into any list.
    #[boxed]
    pub async fn replay_erasures(&self, path: &Path) -> Result<ReplayedErasures, StoreError> {
        let content = erasure_list::read(path, &self.secrets.list)?;
        let mut replayed = ReplayedErasures {
            listed: content.listed.len() as u64,
            torn: content.torn,
            keys: 0,
            rows: 0,
            events: 0,
        };
        let known = self.networks().await?;
        for lines in batches(&content.listed) {
            // A network without a log has nothing to erase, and gets no log by this.
            if known.contains(&lines[0].network) {
                let erasure = self.replay(lines).await?;
                replayed.keys += erasure.keys;
                replayed.rows += erasure.rows;
                replayed.events += self.say_again(lines).await?;
            }
        }
        self.let_go().await;
        Ok(replayed)
    }

    async fn replay(&self, lines: &[Listed]) -> Result<Erasure, StoreError> {
        let mut all = Erasure { keys: 0, rows: 0 };
        if lines.iter().all(|line| said(line).is_some()) {
            return Ok(all);
        }
        let network = lines[0].network;
        let network = self.keys.network_or_new(&self.engine, network).await?;
        let mut session = self.engine.begin().await?;
        let log = &mut session.of(&network);
        erase::lock_checkpoints(log).await?;
        head::lock(log, 0).await?;
        for line in lines {
            let (mut owners, mut parts) = (None, None);
            match line.what {
                Kept::Owner(owner) => owners = Some(owner),
                Kept::Part { stream, class } => {
                    let class = PartClass::from_number(class.into());
                    parts = class.map(|class| (stream, class));
                }
                Kept::Said { .. } => continue,
            }
            let erase = Erase {
                owners: owners.as_slice(),
                parts: parts.as_slice(),
                day: line.day,
            };
            erase::refuse_the_lasting(network.id, erase.owners, erase.parts)?;
            let erasure = self.erase_in(log, &erase).await?;
            all.keys += erasure.keys;
            all.rows += erasure.rows;
        }
        session.commit().await?;
        Ok(all)
    }

    /// Appends what was said and is missing, with its day, to streams that are still there.
    async fn say_again(&self, lines: &[Listed]) -> Result<u64, StoreError> {
        let streams: Vec<StreamId> = lines.iter().filter_map(said).map(|(id, _)| id).collect();
        if streams.is_empty() {
            return Ok(0);
        }
        let network = lines[0].network;
        let loaded = self.load_many(network, &streams).await?;
        let mut events = 0;
        for (line, (stream, missing)) in lines.iter().filter_map(|line| Some((line, said(line)?))) {
            let Some(there) = loaded.get(&stream) else {
                continue;
            };
            if there
                .iter()
                .any(|event| event::bare(&event.event) == *missing)
            {
                continue;
            }
            let draft = EventDraft::new(missing.clone());
            let draft = draft.map_err(|error| StoreError::Corrupt(error.to_string()))?;
            let append = Append {
                network,
                recorded_on: line.day,
                writes: vec![StreamWrite {
                    stream,
                    expected: self.version(network, stream).await?,
                    owner: None,
                    events: vec![draft],
                }],
                guards: Vec::new(),
                codes: Vec::new(),
                erase: Vec::new(),
                shred: Vec::new(),
                idempotency: None,
                outcome: String::new(),
            };
            match self.append(append).await {
                Ok(_) => events += 1,
                // Nothing of it is left that could be withdrawn.
                Err(AppendError::Erased { .. }) => {}
                Err(AppendError::Store(error)) => return Err(error),
                Err(other) => return Err(StoreError::Corrupt(other.to_string())),
            }
        }
        Ok(events)
    }
}

fn said(line: &Listed) -> Option<(StreamId, &serde_json::Map<String, serde_json::Value>)> {
    match &line.what {
        Kept::Said { stream, event } => Some((*stream, event)),
        Kept::Owner(_) | Kept::Part { .. } => None,
    }
}

/// Lines that follow each other and are of one network, at most so many.
fn batches(lines: &[Listed]) -> impl Iterator<Item = &[Listed]> {
    let of_one_network = lines.chunk_by(|one, next| one.network == next.network);
    of_one_network.flat_map(|lines| lines.chunks(BATCH))
}
