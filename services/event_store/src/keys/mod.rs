//! Owner keys and stream keys: made on first use, wrapped in the database, their liveness read with every use.
//! New keys are made only under the network's head lock, so that two writers never make the same one.

mod opened;
mod stored;
mod tombstones;

use crate::{
    KeyEncryption, StoreError,
    engine::{Row, Session, placeholders},
    ids::{KeyId, NetworkId, OwnerId, PartClass, StreamId},
    seal::{self, PartKey, Secret},
};
use opened::Opened;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use stored::OwnerKey;

/// How many keys or streams one statement names.
const CHUNK: usize = 500;

const STREAM_KEYS: &str = "SELECT s.key_id, s.class, s.wrapped, s.stream_id, \
    o.key_id, o.class, o.wrapped, o.epoch, o.owner_id, \
    (SELECT COUNT(*) FROM tombstone t WHERE t.network_id = s.network_id \
        AND t.key_id IN (s.key_id, o.key_id)) \
    FROM stream_key s JOIN owner_key o \
        ON o.network_id = s.network_id AND o.key_id = s.owner_key_id \
    WHERE s.network_id = $1 AND ";

/// A stream key as the database has it now.
pub(crate) struct StreamKey {
    pub(crate) class: PartClass,
    pub(crate) owner: OwnerId,
    /// Absent when it, or its owner's key, has a tombstone.
    pub(crate) key: Option<PartKey>,
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

    /// The stream keys with these ids, for reading.
    pub(crate) async fn by_id(
        &self,
        session: &mut Session,
        network: NetworkId,
        ids: &BTreeSet<KeyId>,
    ) -> Result<HashMap<KeyId, StreamKey>, StoreError> {
        let ids: Vec<_> = ids.iter().collect();
        let mut keys = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let sql = format!(
                "{STREAM_KEYS} s.key_id IN ({})",
                placeholders(2, chunk.len())
            );
            let mut params = vec![network.as_bytes().into()];
            params.extend(chunk.iter().map(|id| id.as_bytes().into()));
            for row in session.query(&sql, &params).await? {
                let (id, key) = self.open_stream_key(network, &row)?;
                keys.insert(id, key);
            }
        }
        Ok(keys)
    }

    /// All keys of one stream.
    pub(crate) async fn of_stream(
        &self,
        session: &mut Session,
        network: NetworkId,
        stream: StreamId,
    ) -> Result<Vec<StreamKey>, StoreError> {
        let streams = BTreeSet::from([stream]);
        let mut keys = self.of_streams(session, network, &streams).await?;
        Ok(keys.remove(&stream).unwrap_or_default())
    }

    /// All keys of these streams; a stream without keys has no entry.
    pub(crate) async fn of_streams(
        &self,
        session: &mut Session,
        network: NetworkId,
        streams: &BTreeSet<StreamId>,
    ) -> Result<HashMap<StreamId, Vec<StreamKey>>, StoreError> {
        let streams: Vec<_> = streams.iter().collect();
        let mut keys: HashMap<_, Vec<_>> = HashMap::with_capacity(streams.len());
        for chunk in streams.chunks(CHUNK) {
            let sql = format!(
                "{STREAM_KEYS} s.stream_id IN ({})",
                placeholders(2, chunk.len())
            );
            let mut params = vec![network.as_bytes().into()];
            params.extend(chunk.iter().map(|stream| stream.as_bytes().into()));
            for row in session.query(&sql, &params).await? {
                let stream = StreamId::from_bytes(row.fixed(3)?);
                let (_, key) = self.open_stream_key(network, &row)?;
                keys.entry(stream).or_default().push(key);
            }
        }
        Ok(keys)
    }

    /// Makes a key for one class of a stream. The caller holds the head lock.
    pub(crate) async fn create_stream_key(
        &self,
        session: &mut Session,
        network: NetworkId,
        stream: StreamId,
        owner: OwnerId,
        class: PartClass,
    ) -> Result<StreamKey, StoreError> {
        let (owner_key_id, owner_secret) = self
            .owner_key_or_new(session, network, owner, class)
            .await?;
        let (id, secret) = (KeyId::from_bytes(seal::random()), seal::random_secret());
        let context = stored::stream_key_context(network, id, stream, class, owner_key_id);
        session
            .execute(
                "INSERT INTO stream_key \
                 (network_id, key_id, stream_id, class, owner_key_id, wrapped) \
                 VALUES ($1, $2, $3, $4, $5, $6)",
                &[
                    network.as_bytes().into(),
                    id.as_bytes().into(),
                    stream.as_bytes().into(),
                    (class as u8).into(),
                    owner_key_id.as_bytes().into(),
                    seal::wrap(&owner_secret, &context, &secret).into(),
                ],
            )
            .await?;
        Ok(StreamKey {
            class,
            owner,
            key: Some(PartKey::new(id, &secret)),
        })
    }

    /// An owner's key of one class, made if missing. The caller holds the head lock.
    pub(crate) async fn owner_key_or_new(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
        class: PartClass,
    ) -> Result<(KeyId, Secret), StoreError> {
        if let Some(found) = self.owner_key(session, network, owner, class).await? {
            return Ok(found);
        }
        let (id, secret) = (KeyId::from_bytes(seal::random()), seal::random_secret());
        let epoch = self.encryption.epoch();
        let context = stored::owner_key_context(network, id, owner, class, epoch);
        let wrapped = self
            .encryption
            .wrap(&context, &secret)
            .map_err(|fault| StoreError::WrongKeyFile(fault.0))?;
        stored::insert(
            session,
            network,
            &OwnerKey {
                id,
                class,
                owner,
                epoch,
                wrapped: Some(wrapped),
            },
        )
        .await?;
        Ok((id, secret))
    }

    /// An owner's key of one class, if it was ever made; an error when the owner is erased.
    pub(crate) async fn owner_key(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
        class: PartClass,
    ) -> Result<Option<(KeyId, Secret)>, StoreError> {
        let keys = stored::of_owner(session, network, owner).await?;
        let erased = |key: &&OwnerKey| {
            key.wrapped.is_none() && (key.class == PartClass::Core || key.class == class)
        };
        if keys.iter().any(|key| erased(&key)) {
            return Err(StoreError::Erased(owner));
        }
        keys.iter()
            .find(|key| key.class == class)
            .map(|key| Ok((key.id, self.open_owner_key(network, key)?)))
            .transpose()
    }

    /// Remembers an erased owner that never had a key, by a key row without key.
    async fn mark_known(
        &self,
        session: &mut Session,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<(), StoreError> {
        let keys = stored::of_owner(session, network, owner).await?;
        if keys.iter().any(|key| key.class == PartClass::Core) {
            return Ok(());
        }
        let key = OwnerKey {
            id: KeyId::from_bytes(seal::random()),
            class: PartClass::Core,
            owner,
            epoch: self.encryption.epoch(),
            wrapped: None,
        };
        stored::insert(session, network, &key).await
    }

    /// Tries one stored key, so that a wrong key file is told at the start.
    pub(crate) async fn check(&self, session: &mut Session) -> Result<(), StoreError> {
        let sql = "/* walks */ SELECT key_id, class, wrapped, epoch, owner_id, network_id, 0 \
                   FROM owner_key \
                   WHERE wrapped IS NOT NULL ORDER BY epoch DESC, network_id, key_id LIMIT 1";
        let Some(row) = session.first(sql, &[]).await? else {
            return Ok(());
        };
        let network = NetworkId::from_bytes(row.fixed(5)?);
        self.open_owner_key(network, &stored::read(&row)?).map(drop)
    }

    /// Drops what is kept of unwrapped keys.
    pub(crate) fn forget(&self) {
        self.cache().clear();
    }

    fn open_stream_key(
        &self,
        network: NetworkId,
        row: &Row,
    ) -> Result<(KeyId, StreamKey), StoreError> {
        let id = KeyId::from_bytes(row.fixed(0)?);
        let (class, owner) = (stored::class(row, 1)?, OwnerId::from_bytes(row.fixed(8)?));
        let mut key = None;
        if row.number(9)? == 0 {
            let owner_key = OwnerKey {
                id: KeyId::from_bytes(row.fixed(4)?),
                class: stored::class(row, 5)?,
                owner,
                epoch: row.int(7)?,
                wrapped: row.optional_bytes(6)?.map(<[u8]>::to_vec),
            };
            let under = self.open_owner_key(network, &owner_key)?;
            let stream = StreamId::from_bytes(row.fixed(3)?);
            let context = stored::stream_key_context(network, id, stream, class, owner_key.id);
            let secret = row
                .optional_bytes(2)?
                .and_then(|wrapped| seal::unwrap(&under, &context, wrapped))
                .ok_or_else(|| StoreError::Corrupt(format!("stream key {id} does not open")))?;
            key = Some(PartKey::new(id, &secret));
        }
        Ok((id, StreamKey { class, owner, key }))
    }

    fn open_owner_key(&self, network: NetworkId, key: &OwnerKey) -> Result<Secret, StoreError> {
        let now = Instant::now();
        if let Some(secret) = self.cache().get(key.id, now) {
            return Ok(secret.clone());
        }
        let wrapped = key.wrapped.as_ref().ok_or_else(|| {
            StoreError::Corrupt(format!(
                "owner key {} has neither key nor tombstone",
                key.id
            ))
        })?;
        let context = stored::owner_key_context(network, key.id, key.owner, key.class, key.epoch);
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
