//! Owner keys and stream keys: made on first use, wrapped in the database, their liveness read with every use.
//! New keys are made only under the network's head lock, so that two writers never make the same one.

mod ended;
mod network;
mod opened;
mod stored;

pub(crate) use ended::{EndedKey, purged};
pub(crate) use network::Network;

use crate::{
    KeyEncryption, StoreError,
    engine::{Row, Session, Value, placeholders},
    ids::{Classes, Day, OwnerId, PartClass, StreamId},
    seal::{self, PartKey, Secret},
};
use opened::Opened;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use stored::OwnerKey;

/// How many keys one statement names.
const CHUNK: usize = 500;

const STREAM_KEYS: &str = "SELECT s.id, s.sealed, s.ended_on, s.owner_key, \
    o.wrapped, o.epoch, o.ended_on FROM stream_key s JOIN owner_key o ON o.id = s.owner_key";

/// A stream key as the database has it now.
pub(crate) struct StreamKey {
    pub(crate) class: PartClass,
    /// Absent where an ended key did not open any more.
    pub(crate) owner: Option<OwnerId>,
    /// Absent when it has ended.
    pub(crate) key: Option<PartKey>,
    /// The day on which it ended.
    pub(crate) ended_on: Option<Day>,
}

/// Which key seals a part.
pub(crate) type KeyOf = (StreamId, PartClass);

/// Keys by what they seal.
pub(crate) type Keys = HashMap<KeyOf, StreamKey>;

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
        session: &mut Session,
        network: &Network,
        parts: impl Iterator<Item = KeyOf>,
    ) -> Result<Keys, StoreError> {
        let parts: BTreeSet<KeyOf> = parts.collect();
        let by_id = parts
            .into_iter()
            .map(|of| (stored::stream_key_id(network, of), of));
        let by_id: HashMap<i64, KeyOf> = by_id.collect();
        let ids: Vec<_> = by_id.keys().copied().collect();
        let mut keys = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let sql = format!(
                "{STREAM_KEYS} WHERE s.id IN ({})",
                placeholders(1, chunk.len())
            );
            let params: Vec<Value> = chunk.iter().map(|id| (*id).into()).collect();
            for row in session.query(&sql, &params).await? {
                let of = by_id[&row.number(0)?];
                keys.insert(of, self.open_stream_key(network, of, &row)?);
            }
        }
        Ok(keys)
    }

    /// All keys of one stream.
    pub(crate) async fn of_stream(
        &self,
        session: &mut Session,
        network: &Network,
        stream: StreamId,
    ) -> Result<Vec<StreamKey>, StoreError> {
        let parts = PartClass::ALL.into_iter().map(|class| (stream, class));
        let keys = self.of_parts(session, network, parts).await?;
        Ok(keys.into_values().collect())
    }

    /// Makes a key for one class of a stream. The caller holds the head lock.
    pub(crate) async fn create_stream_key(
        &self,
        session: &mut Session,
        network: &Network,
        of: KeyOf,
        owner: OwnerId,
    ) -> Result<StreamKey, StoreError> {
        let (stream, class) = of;
        let (owner_key, owner_secret) = self
            .owner_key_or_new(session, network, owner, class)
            .await?;
        let (id, secret) = (stored::stream_key_id(network, of), seal::random_secret());
        let context = stored::stream_key_context(network, id, owner_key);
        let row = stored::Content {
            key: secret.clone(),
            stream,
            owner,
        };
        let sealed = PartKey::new(&owner_secret).seal_whole(&context, &row.bytes());
        session
            .execute(
                "INSERT INTO stream_key (id, owner_key, network, sealed) VALUES ($1, $2, $3, $4)",
                &[
                    id.into(),
                    owner_key.into(),
                    network.number.into(),
                    sealed.into(),
                ],
            )
            .await?;
        Ok(StreamKey {
            class,
            owner: Some(owner),
            key: Some(PartKey::new(&secret)),
            ended_on: None,
        })
    }

    /// An owner's key of one class, made if missing. The caller holds the head lock.
    async fn owner_key_or_new(
        &self,
        session: &mut Session,
        network: &Network,
        owner: OwnerId,
        class: PartClass,
    ) -> Result<(i64, Secret), StoreError> {
        if let Some(found) = self.owner_key(session, network, owner, class).await? {
            return Ok(found);
        }
        let (id, secret) = (
            stored::owner_key_id(network, owner, class),
            seal::random_secret(),
        );
        let epoch = self.encryption.epoch();
        let context = stored::owner_key_context(network, id, epoch);
        let wrapped = self
            .encryption
            .wrap(&context, &secret)
            .map_err(|fault| StoreError::WrongKeyFile(fault.0))?;
        let sql = "INSERT INTO owner_key (id, network, epoch, wrapped) VALUES ($1, $2, $3, $4)";
        let params = [
            id.into(),
            network.number.into(),
            epoch.into(),
            wrapped.into(),
        ];
        session.execute(sql, &params).await?;
        Ok((id, secret))
    }

    /// An owner's key of one class, if it was ever made; an error when the owner is erased.
    async fn owner_key(
        &self,
        session: &mut Session,
        network: &Network,
        owner: OwnerId,
        class: PartClass,
    ) -> Result<Option<(i64, Secret)>, StoreError> {
        let classes = Classes::of([PartClass::Core, class].into_iter());
        let keys = stored::of_owner(session, network, owner, classes).await?;
        if keys.iter().any(OwnerKey::has_ended) {
            return Err(StoreError::Erased(owner));
        }
        let id = stored::owner_key_id(network, owner, class);
        keys.iter()
            .find(|key| key.id == id)
            .map(|key| Ok((key.id, self.open_owner_key(network, key)?)))
            .transpose()
    }

    /// Whether an owner is erased.
    pub(crate) async fn is_erased(
        &self,
        session: &mut Session,
        network: &Network,
        owner: OwnerId,
    ) -> Result<bool, StoreError> {
        let core = Classes::of([PartClass::Core].into_iter());
        let keys = stored::of_owner(session, network, owner, core).await?;
        Ok(keys.iter().any(OwnerKey::has_ended))
    }

    /// Drops what is kept of unwrapped keys.
    pub(crate) fn forget(&self) {
        self.cache().clear();
    }

    fn open_stream_key(
        &self,
        network: &Network,
        (stream, class): KeyOf,
        row: &Row,
    ) -> Result<StreamKey, StoreError> {
        let (id, owner_key) = (row.number(0)?, row.number(3)?);
        let ended_on = match row.optional_int(2)? {
            Some(day) => Some(day),
            None => row.optional_int(6)?,
        };
        if ended_on.is_some() {
            let ended = EndedKey::read(network, id, owner_key, row.optional_bytes(1)?)?;
            return Ok(StreamKey {
                class,
                owner: ended.map(|ended| ended.owner),
                key: None,
                ended_on,
            });
        }
        let content = self.open_content(network, row)?;
        let content = content.filter(|content| content.stream == stream);
        let content = content.ok_or_else(|| does_not_open(id))?;
        Ok(StreamKey {
            class,
            owner: Some(content.owner),
            key: Some(PartKey::new(&content.key)),
            ended_on: None,
        })
    }

    /// What a row of [`STREAM_KEYS`] holds whose key lives.
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
