//! A network's own two keys: of keyed hashes, and of what the store notes about its rows. They lie in the
//! network's head, are never erased, and open nothing that anybody said.

use super::KeyRing;
use crate::{
    StoreError,
    engine::{Engine, Row, Session},
    ids::NetworkId,
    network::Network,
    seal::{self, Bound, PartKey, Secret, TagKey},
};
use std::sync::Arc;

impl KeyRing {
    /// A network that has a head; nothing was ever written in any other.
    pub(crate) async fn network(
        &self,
        session: &mut Session,
        id: NetworkId,
    ) -> Result<Option<Arc<Network>>, StoreError> {
        let known = self.cache().network(id);
        match known {
            Some(network) => Ok(Some(network)),
            None => self.read_network(session, id).await,
        }
    }

    async fn read_network(
        &self,
        session: &mut Session,
        id: NetworkId,
    ) -> Result<Option<Arc<Network>>, StoreError> {
        let sql = "SELECT network, epoch, tag_key, header_key FROM head WHERE network_id = $1";
        let Some(row) = session.first(sql, &[id.as_bytes().into()]).await? else {
            return Ok(None);
        };
        let network = Arc::new(self.open_network(id, &row)?);
        self.cache().keep_network(Arc::clone(&network));
        Ok(Some(network))
    }

    /// A network, given its head, in a transaction of its own, by whoever first writes there.
    pub(crate) async fn network_or_new(
        &self,
        engine: &Engine,
        id: NetworkId,
    ) -> Result<Arc<Network>, StoreError> {
        if let Some(network) = self.cache().network(id) {
            return Ok(network);
        }
        loop {
            let mut session = engine.read().await?;
            if let Some(network) = self.read_network(&mut session, id).await? {
                return Ok(network);
            }
            drop(session);
            self.begin_network(engine, id).await?;
        }
    }

    async fn begin_network(&self, engine: &Engine, id: NetworkId) -> Result<(), StoreError> {
        let epoch = self.encryption.epoch();
        let wrap = |what| {
            let wrapped = self
                .encryption
                .wrap(&context(id, what, epoch), &seal::random_secret());
            wrapped.map_err(|fault| StoreError::WrongKeyFile(fault.0))
        };
        let params = [
            id.as_bytes().into(),
            epoch.into(),
            wrap(TAGS)?.into(),
            wrap(HEADERS)?.into(),
        ];
        // Another first writer may be faster, also one of another network: then this does nothing.
        let sql = "/* walks */ INSERT INTO head \
                   (network, network_id, position, epoch, tag_key, header_key) \
                   SELECT COALESCE(MAX(network), 0) + 1, $1, 0, $2, $3, $4 FROM head WHERE true \
                   ON CONFLICT DO NOTHING";
        let mut session = engine.begin().await?;
        session.execute(sql, &params).await?;
        session.commit().await
    }

    fn open_network(&self, id: NetworkId, row: &Row) -> Result<Network, StoreError> {
        let epoch = row.int(1)?;
        let open = |column, what| -> Result<Secret, StoreError> {
            let wrapped = row.bytes(column)?;
            let opened = self
                .encryption
                .unwrap(epoch, &context(id, what, epoch), wrapped);
            opened.map_err(|fault| StoreError::WrongKeyFile(fault.0))
        };
        Ok(Network {
            number: row.number(0)?,
            id,
            tags: TagKey::new(&open(2, TAGS)?),
            headers: PartKey::new(&open(3, HEADERS)?),
        })
    }

    /// Opens the keys of all networks, so that a wrong key file is told at the start.
    pub(crate) async fn check(&self, session: &mut Session) -> Result<(), StoreError> {
        let sql = "/* walks */ SELECT network, epoch, tag_key, header_key, network_id FROM head";
        for row in session.query(sql, &[]).await? {
            self.open_network(NetworkId::from_bytes(row.fixed(4)?), &row)?;
        }
        Ok(())
    }
}

const TAGS: u8 = 1;
const HEADERS: u8 = 2;

/// What binds one of the two to its head: kind | network | which | epoch.
fn context(network: NetworkId, which: u8, epoch: u32) -> Vec<u8> {
    let mut bytes = seal::context(Bound::NetworkKey, network, &[]);
    bytes.push(which);
    bytes.extend(epoch.to_be_bytes());
    bytes
}
