//! What the store itself writes into a log, in a stream of its own: no reader of events need know it.

use crate::{
    Store, StoreError,
    append::StreamWrite,
    erasing::Erase,
    event::{EventDraft, Recorded},
    head,
    ids::{Day, StreamId},
    network::{Log, Network},
    read,
    signed_checkpoint::SignedCheckpoint,
    writer::{self, Writer},
};
use async_recursion::async_recursion as boxed;
use serde_json::{Map, Value as Json};

/// The stored name of the event that says which keys have ended.
pub const KEYS_ENDED: &str = "KeysEnded";
/// The stored name of the event that says why a checkpoint was given up.
pub const CHECKPOINT_GIVEN_UP: &str = "CheckpointGivenUp";

impl Recorded {
    /// Whether the store itself wrote it.
    #[must_use]
    pub fn is_the_stores_own(&self) -> bool {
        [KEYS_ENDED, CHECKPOINT_GIVEN_UP].contains(&self.name())
    }
}

impl Store {
    /// Says why a log goes on that does not fit a checkpoint.
    #[boxed]
    pub async fn give_up_checkpoint(
        &self,
        checkpoint: &SignedCheckpoint,
        reason: &str,
        today: Day,
    ) -> Result<(), StoreError> {
        let members = [
            ("reason", Json::from(reason)),
            ("size", checkpoint.head.size.get().into()),
            ("root", hex::encode(checkpoint.head.root).into()),
        ];
        let event = (CHECKPOINT_GIVEN_UP, members.as_slice());
        let mut session = self.engine.begin().await?;
        let network = self.keys.network(&mut session, checkpoint.network).await?;
        let network = network.ok_or(StoreError::Invalid("this network has no log"))?;
        self.note(&mut session.of(&network), today, event).await?;
        session.commit().await?;
        self.appended.notify_waiters();
        Ok(())
    }

    /// Writes one event of the store's own.
    pub(crate) async fn note(
        &self,
        log: &mut Log<'_>,
        day: Day,
        (name, members): (&str, &[(&str, Json)]),
    ) -> Result<(), StoreError> {
        let before = head::lock(log, 1).await?;
        let writer = Writer {
            ring: &self.keys,
            network: log.network,
            recorded_on: day.max(head::last_day(log, before).await?),
            next: before.plus(1),
            erase: &Erase::default(),
        };
        let mut event = Map::from_iter([("event".to_owned(), Json::from(name))]);
        event.extend(
            members
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
        let corrupt = |error: &dyn std::fmt::Display| StoreError::Corrupt(error.to_string());
        let stream = own_stream(log.network);
        let length = read::length(log, stream).await?;
        let write = StreamWrite {
            stream,
            expected: length,
            owner: Some(log.network.id.owner()),
            events: vec![EventDraft::new(event).map_err(|error| corrupt(&error))?],
        };
        let mut keys = self.keys.of_streams(log, [stream]).await?;
        let lengths = [(stream, length)].into();
        let one = [write];
        let owners = self.keys.owner_keys(log, writer::needs(&one));
        let keys = (&mut keys, &mut owners.await?);
        let sealed = writer.sealed(log, &one, &lengths, keys).await;
        let (tables, _) = sealed.map_err(|error| corrupt(&error))?;
        log.session.write_tables(tables).await
    }
}

fn own_stream(network: &Network) -> StreamId {
    let hash = network.tags.hash(&[b"the store's own"]);
    let (id, _) = hash.split_first_chunk().expect("32 bytes have sixteen");
    StreamId::from_bytes(*id)
}
