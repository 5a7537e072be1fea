//! Owner keys and stream keys: made on first use, wrapped in the database, their liveness read with every use.

mod ended;
mod make;
mod network;
mod opened;
mod stored;
#[cfg(feature = "testing")]
mod testing;

pub(crate) use ended::{EndedKey, purged};
pub(crate) use make::{OwnerKeys, owner_key_ids, owner_keys};

use crate::{
    KeyEncryption, StoreError,
    engine::Row,
    ids::{Day, OwnerId, PartClass, StreamId},
    network::{Log, Network},
    seal::{PartKey, Secret},
};
use opened::Opened;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use stored::OwnerKey;

macro_rules! stream_keys {
    ($where:literal) => {
        concat!(
            "SELECT s.id, s.sealed, s.ended_on, s.owner_key, o.wrapped, o.epoch, o.ended_on \
             FROM stream_key s JOIN owner_key o ON o.id = s.owner_key WHERE ",
            $where
        )
    };
}
use stream_keys;

/// A stream key as the database has it now.
pub(crate) struct StreamKey {
    /// Absent where an ended key did not open any more.
    pub(crate) owner: Option<OwnerId>,
    /// Absent when it has ended.
    pub(crate) key: Option<PartKey>,
}

/// Which key seals a part.
pub(crate) type KeyOf = (StreamId, PartClass);

/// Keys by what they seal.
pub(crate) type Keys = HashMap<KeyOf, StreamKey>;

/// All parts that streams may have.
pub(crate) fn parts_of(streams: impl IntoIterator<Item = StreamId>) -> impl Iterator<Item = KeyOf> {
    let streams = streams.into_iter();
    streams.flat_map(|stream| PartClass::ALL.into_iter().map(move |class| (stream, class)))
}

/// A question for keys, by the numbers that they have.
pub(crate) struct Question(HashMap<i64, KeyOf>);

impl Question {
    pub(crate) fn of_parts(network: &Network, parts: impl Iterator<Item = KeyOf>) -> Self {
        let by_id = parts.map(|of| (stored::stream_key_id(network, of), of));
        Self(by_id.collect())
    }

    pub(crate) fn ids(&self) -> Vec<i64> {
        self.0.keys().copied().collect()
    }
}

/// All keys of some streams, each stream asked for once.
#[derive(Default)]
pub(crate) struct Known {
    keys: Keys,
    asked: HashSet<StreamId>,
}

impl Known {
    /// Asks for the keys of those of these streams that were not asked for yet.
    pub(crate) async fn ask(
        &mut self,
        log: &mut Log<'_>,
        ring: &KeyRing,
        streams: impl Iterator<Item = StreamId>,
    ) -> Result<(), StoreError> {
        let new: HashSet<StreamId> = streams
            .filter(|stream| !self.asked.contains(stream))
            .collect();
        let found = ring.of_streams(log, new.iter().copied());
        self.keys.extend(found.await?);
        self.asked.extend(new);
        Ok(())
    }

    /// Asks for one stream's keys again.
    pub(crate) async fn ask_again(
        &mut self,
        log: &mut Log<'_>,
        ring: &KeyRing,
        stream: StreamId,
    ) -> Result<(), StoreError> {
        self.keys.extend(ring.of_streams(log, [stream]).await?);
        Ok(())
    }

    pub(crate) fn take(&mut self, made: Keys) {
        self.keys.extend(made);
    }

    pub(crate) const fn keys(&self) -> &Keys {
        &self.keys
    }
}

/// Opens and makes keys.
pub(crate) struct KeyRing {
    encryption: Arc<dyn KeyEncryption>,
    opened: Mutex<Opened>,
}

impl KeyRing {
    pub(crate) fn new(encryption: Arc<dyn KeyEncryption>) -> Self {
        Self {
            encryption,
            opened: Mutex::default(),
        }
    }

    /// The keys of these parts that were ever made.
    pub(crate) async fn of_parts(
        &self,
        log: &mut Log<'_>,
        parts: impl Iterator<Item = KeyOf>,
    ) -> Result<Keys, StoreError> {
        let question = Question::of_parts(log.network, parts);
        if question.0.is_empty() {
            return Ok(Keys::new());
        }
        let sql = stream_keys!("s.id = ANY($1)");
        let rows = log.session.query(sql, &[question.ids().into()]).await?;
        self.answer(log.network, &question, &rows)
    }

    /// All keys of these streams.
    pub(crate) async fn of_streams(
        &self,
        log: &mut Log<'_>,
        streams: impl IntoIterator<Item = StreamId>,
    ) -> Result<Keys, StoreError> {
        self.of_parts(log, parts_of(streams)).await
    }

    /// The keys that were found for a question.
    pub(crate) fn answer(
        &self,
        network: &Network,
        question: &Question,
        rows: &[Row],
    ) -> Result<Keys, StoreError> {
        let key = |row: &Row| {
            let of = question.0[&row.number(0)?];
            Ok((of, self.open_stream_key(network, of, row)?))
        };
        rows.iter().map(key).collect()
    }

    /// Drops what is kept of unwrapped keys.
    pub(crate) fn forget(&self) {
        self.cache().clear();
    }

    fn open_stream_key(
        &self,
        network: &Network,
        (stream, _): KeyOf,
        row: &Row,
    ) -> Result<StreamKey, StoreError> {
        let (id, owner_key) = (row.number(0)?, row.number(3)?);
        let ended_on = |column| row.optional_int::<Day>(column);
        if ended_on(2)?.is_some() || ended_on(6)?.is_some() {
            let ended = EndedKey::read(network, id, owner_key, row.optional_bytes(1)?)?;
            return Ok(StreamKey {
                owner: ended.map(|ended| ended.owner),
                key: None,
            });
        }
        let content = self.open_content(network, row)?;
        let content = content.filter(|content| content.stream == stream);
        let content = content.ok_or_else(|| does_not_open(id))?;
        Ok(StreamKey {
            owner: Some(content.owner),
            key: Some(PartKey::new(&content.key)),
        })
    }

    /// What a row of `stream_keys!` holds whose key lives.
    fn open_content(
        &self,
        network: &Network,
        row: &Row,
    ) -> Result<Option<stored::Content>, StoreError> {
        let (id, owner_key) = (row.number(0)?, row.number(3)?);
        let above = OwnerKey {
            id: owner_key,
            epoch: row.int(5)?,
            wrapped: row.optional_bytes(4)?.map(<[u8]>::to_vec),
            ended_on: None,
        };
        let under = PartKey::new(&self.open_owner_key(network, &above)?);
        let sealed = row.optional_bytes(1)?.ok_or_else(|| does_not_open(id))?;
        let context = stored::stream_key_context(network, id, owner_key);
        let plain = under.open_whole(&context, sealed);
        Ok(plain.and_then(|plain| stored::Content::read(&plain)))
    }

    fn open_owner_key(&self, network: &Network, key: &OwnerKey) -> Result<Secret, StoreError> {
        let now = Instant::now();
        if let Some(secret) = self.cache().get(key.id, now) {
            return Ok(secret.clone());
        }
        let wrapped = key.wrapped.as_ref().ok_or_else(|| {
            StoreError::Corrupt("an owner key neither lives nor has ended".to_owned())
        })?;
        let context = stored::owner_key_context(network, key.id, key.epoch);
        let secret = self
            .encryption
            .unwrap(key.epoch, &context, wrapped)
            .map_err(|fault| StoreError::WrongKeyFile(fault.0))?;
        self.cache().keep(key.id, now, secret.clone());
        Ok(secret)
    }

    fn cache(&self) -> std::sync::MutexGuard<'_, Opened> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn does_not_open(id: i64) -> StoreError {
    StoreError::Corrupt(format!("stream key {id} does not open"))
}
