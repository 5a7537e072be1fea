//! New keys. They are made under the network's head lock only, so that two writers never make the same one.

use super::{KeyOf, KeyRing, Keys, StreamKey, stored};
use crate::{
    StoreError,
    engine::{Row, Sql, Table, Value},
    ids::{OwnerId, PartClass},
    network::{Log, Network},
    seal::{self, PartKey, Secret},
};
use std::collections::{BTreeSet, HashMap};
pub(crate) use stored::OwnerKey;

const INSERT_OWNER_KEY: Sql = Sql {
    sqlite: "INSERT INTO owner_key (id, network, epoch, wrapped) VALUES ($1, $2, $3, $4)",
    postgres: "INSERT INTO owner_key (id, network, epoch, wrapped) \
               SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bytea[])",
};
const INSERT_STREAM_KEY: Sql = Sql {
    sqlite: "INSERT INTO stream_key (id, owner_key, network, sealed) VALUES ($1, $2, $3, $4)",
    postgres: "INSERT INTO stream_key (id, owner_key, network, sealed) \
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bytea[])",
};

/// Keys that are made, and the owners' keys above them.
struct Making<'a> {
    ring: &'a KeyRing,
    network: &'a Network,
    /// As they lie in the database, by number.
    known: &'a OwnerKeys,
    /// Opened or made, by number.
    above: HashMap<i64, Secret>,
    /// The numbers of owners' keys that are made.
    made: Vec<i64>,
    owner_rows: Vec<Vec<Value>>,
    stream_rows: Vec<Vec<Value>>,
}

impl Making<'_> {
    fn has_ended(&self, owner: OwnerId, class: PartClass) -> bool {
        let id = stored::owner_key_id(self.network, owner, class);
        self.known.get(&id).is_some_and(OwnerKey::has_ended)
    }

    fn stream_key(&mut self, of: KeyOf, owner: OwnerId) -> Result<StreamKey, StoreError> {
        let (stream, class) = of;
        if self.has_ended(owner, PartClass::Core) || self.has_ended(owner, class) {
            return Err(StoreError::Erased(owner));
        }
        let owner_key = stored::owner_key_id(self.network, owner, class);
        let under = PartKey::new(&self.owner_secret(owner_key)?);
        let id = stored::stream_key_id(self.network, of);
        let key = seal::random_secret();
        let context = stored::stream_key_context(self.network, id, owner_key);
        let made = StreamKey {
            owner: Some(owner),
            key: Some(PartKey::new(&key)),
        };
        let inside = stored::Content { key, stream, owner };
        let sealed = under.seal_whole(&context, &inside.bytes());
        let number = self.network.number;
        self.stream_rows.push(vec![
            id.into(),
            owner_key.into(),
            number.into(),
            sealed.into(),
        ]);
        Ok(made)
    }

    /// An owner's key, made if missing.
    fn owner_secret(&mut self, id: i64) -> Result<Secret, StoreError> {
        if let Some(secret) = self.above.get(&id) {
            return Ok(secret.clone());
        }
        let secret = match self.known.get(&id) {
            Some(known) => self.ring.open_owner_key(self.network, known)?,
            None => self.new_owner_secret(id)?,
        };
        self.above.insert(id, secret.clone());
        Ok(secret)
    }

    fn new_owner_secret(&mut self, id: i64) -> Result<Secret, StoreError> {
        let encryption = &self.ring.encryption;
        let (secret, epoch) = (seal::random_secret(), encryption.epoch());
        let context = stored::owner_key_context(self.network, id, epoch);
        let wrapped = encryption
            .wrap(&context, &secret)
            .map_err(|fault| StoreError::WrongKeyFile(fault.0))?;
        let number = self.network.number;
        self.made.push(id);
        self.owner_rows
            .push(vec![id.into(), number.into(), epoch.into(), wrapped.into()]);
        Ok(secret)
    }
}

/// Keys of owners by their numbers, as they lie in the database.
pub(crate) type OwnerKeys = HashMap<i64, OwnerKey>;

/// The numbers of these owners' keys of these classes, and of those that tell whether the owners are erased.
pub(crate) fn owner_key_ids(
    network: &Network,
    owners: impl Iterator<Item = (OwnerId, PartClass)>,
) -> Vec<i64> {
    let with_core = owners.flat_map(|(owner, class)| [(owner, PartClass::Core), (owner, class)]);
    let with_core: BTreeSet<_> = with_core.collect();
    let ids = with_core.into_iter();
    ids.map(|(owner, class)| stored::owner_key_id(network, owner, class))
        .collect()
}

/// Opens rows of owner keys.
pub(crate) fn owner_keys(rows: &[Row]) -> Result<OwnerKeys, StoreError> {
    let keys = stored::owner_keys(rows);
    keys.map(|key| key.map(|key| (key.id, key))).collect()
}

/// Keys that are made and not yet written.
pub(crate) struct Made {
    pub(crate) keys: Keys,
    /// The numbers of the owners' keys among what is to be written.
    pub(crate) owner_keys: Vec<i64>,
    pub(crate) tables: [Table; 2],
}

impl KeyRing {
    /// Makes keys that are not there, one for each class of a stream, and what these need of their owners, whose
    /// keys were read before. The caller holds the head lock. An error when an owner is erased.
    pub(crate) fn make(
        &self,
        network: &Network,
        wanted: &BTreeSet<(KeyOf, OwnerId)>,
        known: &OwnerKeys,
    ) -> Result<Made, StoreError> {
        let mut making = Making {
            ring: self,
            network,
            known,
            above: HashMap::new(),
            made: Vec::new(),
            owner_rows: Vec::new(),
            stream_rows: Vec::new(),
        };
        let mut keys = Keys::new();
        for (of, owner) in wanted {
            keys.insert(*of, making.stream_key(*of, *owner)?);
        }
        let tables = [
            (INSERT_OWNER_KEY, making.owner_rows),
            (INSERT_STREAM_KEY, making.stream_rows),
        ];
        Ok(Made {
            keys,
            owner_keys: making.made,
            tables,
        })
    }

    /// Makes and writes one key.
    pub(crate) async fn create(
        &self,
        log: &mut Log<'_>,
        of: KeyOf,
        owner: OwnerId,
    ) -> Result<Keys, StoreError> {
        let owners = [(owner, of.1)].into_iter();
        let known = self.owner_keys(log, owners).await?;
        let Made { keys, tables, .. } = self.make(log.network, &[(of, owner)].into(), &known)?;
        log.session.write_tables(tables.into()).await?;
        Ok(keys)
    }

    /// What [`Self::make`] has to know of owners.
    pub(crate) async fn owner_keys(
        &self,
        log: &mut Log<'_>,
        owners: impl Iterator<Item = (OwnerId, PartClass)>,
    ) -> Result<OwnerKeys, StoreError> {
        stored::by_ids(log.session, owner_key_ids(log.network, owners)).await
    }

    /// Which of these owners are erased.
    pub(crate) async fn erased(
        &self,
        log: &mut Log<'_>,
        mut owners: BTreeSet<OwnerId>,
    ) -> Result<BTreeSet<OwnerId>, StoreError> {
        if owners.is_empty() {
            return Ok(owners);
        }
        let core = |owner: &OwnerId| stored::owner_key_id(log.network, *owner, PartClass::Core);
        let keys = stored::by_ids(log.session, owners.iter().map(core).collect()).await?;
        owners.retain(|owner| keys.get(&core(owner)).is_some_and(OwnerKey::has_ended));
        Ok(owners)
    }
}
