//! Ends keys: what was wrapped is gone for ever, the rows stay. Of an ended stream key its stream and owner
//! are still known, sealed under the network's own key.

use super::{KeyOf, KeyRing, stored, stream_keys};
use crate::{
    StoreError,
    engine::{Row, Session, Value},
    ids::{Day, OwnerId, PartClass, StreamId},
    network::{Log, Network},
    seal::{self, Bound},
};
use std::collections::BTreeMap;

/// What is still known of an ended stream key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct EndedKey {
    pub(crate) id: i64,
    pub(crate) stream: StreamId,
    pub(crate) class: PartClass,
    pub(crate) owner: OwnerId,
}

impl EndedKey {
    /// Stream | owner | class, sealed.
    fn sealed(&self, network: &Network, owner_key: i64) -> Vec<u8> {
        let mut plain = self.stream.as_bytes().to_vec();
        plain.extend(self.owner.as_bytes());
        plain.push(self.class as u8);
        let context = context(network, self.id, owner_key);
        network.headers.seal_whole(&context, &plain)
    }

    pub(super) fn read(
        network: &Network,
        id: i64,
        owner_key: i64,
        sealed: Option<&[u8]>,
    ) -> Result<Option<Self>, StoreError> {
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        let plain = network
            .headers
            .open_whole(&context(network, id, owner_key), sealed);
        let read = plain.and_then(|plain| {
            let (stream, rest) = plain.split_first_chunk()?;
            let (owner, class) = rest.split_first_chunk()?;
            let [class] = class.try_into().ok()?;
            Some(Self {
                id,
                stream: StreamId::from_bytes(*stream),
                owner: OwnerId::from_bytes(*owner),
                class: PartClass::from_number(i64::from(class))?,
            })
        });
        match read {
            Some(ended) => Ok(Some(ended)),
            None => Err(StoreError::Corrupt(format!(
                "the ended stream key {id} does not open"
            ))),
        }
    }
}

impl KeyRing {
    /// Ends all keys of an owner; one that never had a key gets none later. Gives the numbers of those
    /// that lived until now. The caller holds the head lock.
    pub(crate) async fn end_owner(
        &self,
        log: &mut Log<'_>,
        owner: OwnerId,
        day: Day,
    ) -> Result<Vec<i64>, StoreError> {
        let classes = PartClass::ALL
            .into_iter()
            .map(|class| (stored::owner_key_id(log.network, owner, class), class));
        let classes: BTreeMap<i64, PartClass> = classes.collect();
        let keys = stored::by_ids(log.session, classes.keys().copied().collect()).await?;
        let mut ended = Vec::new();
        for (id, class) in &classes {
            let Some(key) = keys.get(id).filter(|key| !key.has_ended()) else {
                continue;
            };
            let sql = stream_keys!("s.owner_key = $1 AND s.ended_on IS NULL");
            for row in log.session.query(sql, &[key.id.into()]).await? {
                ended.push(self.end(log, *class, day, &row).await?);
            }
            let sql = "UPDATE owner_key SET wrapped = NULL, ended_on = $2 WHERE id = $1";
            log.session
                .execute(sql, &[key.id.into(), day.into()])
                .await?;
            ended.push(key.id);
        }
        let core = stored::owner_key_id(log.network, owner, PartClass::Core);
        if !keys.contains_key(&core) {
            let sql =
                "INSERT INTO owner_key (id, network, epoch, ended_on) VALUES ($1, $2, $3, $4)";
            let epoch = self.encryption.epoch();
            let params = [
                core.into(),
                log.network.number.into(),
                epoch.into(),
                day.into(),
            ];
            log.session.execute(sql, &params).await?;
            ended.push(core);
        }
        Ok(ended)
    }

    /// Ends the key of one class of a stream; one without a key of that class gets none later. Gives its
    /// number if it lived until now. The caller holds the head lock.
    pub(crate) async fn end_part(
        &self,
        log: &mut Log<'_>,
        of: KeyOf,
        day: Day,
    ) -> Result<Vec<i64>, StoreError> {
        let (stream, class) = of;
        let keys = self.of_streams(log, [stream]).await?;
        let core = keys.get(&(stream, PartClass::Core));
        let Some(owner) = core
            .filter(|core| core.key.is_some())
            .and_then(|core| core.owner)
        else {
            // Nothing was ever sealed in this stream, or its owner is erased and gets no keys anyway.
            return Ok(Vec::new());
        };
        if !keys.contains_key(&of) {
            self.create(log, of, owner).await?;
        }
        let sql = stream_keys!("s.id = $1 AND s.ended_on IS NULL");
        let id = stored::stream_key_id(log.network, of);
        let mut ended = Vec::new();
        for row in log.session.query(sql, &[id.into()]).await? {
            ended.push(self.end(log, class, day, &row).await?);
        }
        Ok(ended)
    }

    /// Ends the stream key of a row of `stream_keys!`. A key that does not open any more ends as well.
    async fn end(
        &self,
        log: &mut Log<'_>,
        class: PartClass,
        day: Day,
        row: &Row,
    ) -> Result<i64, StoreError> {
        let (id, owner_key) = (row.number(0)?, row.number(3)?);
        let sealed = self
            .open_content(log.network, row)
            .ok()
            .flatten()
            .map(|of| {
                let ended = EndedKey {
                    id,
                    stream: of.stream,
                    class,
                    owner: of.owner,
                };
                ended.sealed(log.network, owner_key)
            });
        let sql = "UPDATE stream_key SET sealed = $2, ended_on = $3 WHERE id = $1";
        let params = [id.into(), sealed.into(), day.into()];
        log.session.execute(sql, &params).await?;
        Ok(id)
    }

    /// The streams whose cores this owner's key seals, erased or not.
    pub(crate) async fn streams_of(
        &self,
        log: &mut Log<'_>,
        owner: OwnerId,
    ) -> Result<Vec<StreamId>, StoreError> {
        let core = stored::owner_key_id(log.network, owner, PartClass::Core);
        let sql = stream_keys!("s.owner_key = $1");
        let mut streams = Vec::new();
        for row in log.session.query(sql, &[core.into()]).await? {
            let (id, owner_key) = (row.number(0)?, row.number(3)?);
            let live = row.optional_int::<Day>(2)?.is_none();
            let stream = if live {
                let content = self.open_content(log.network, &row)?;
                content.map(|content| content.stream)
            } else {
                let ended = EndedKey::read(log.network, id, owner_key, row.optional_bytes(1)?)?;
                ended.map(|ended| ended.stream)
            };
            streams.extend(stream);
        }
        streams.sort();
        Ok(streams)
    }

    /// Ended stream keys whose parts are not purged yet, of those that ended on this day or earlier.
    pub(crate) async fn to_purge(
        &self,
        log: &mut Log<'_>,
        until: Day,
    ) -> Result<Vec<EndedKey>, StoreError> {
        let sql = "SELECT id, owner_key, sealed FROM stream_key \
                   WHERE ended_on <= $1 AND purged = 0 AND network = $2";
        let rows = log
            .session
            .query(sql, &[until.into(), log.network.number.into()])
            .await?;
        let read = |row: &Row| {
            let (id, owner_key) = (row.number(0)?, row.number(1)?);
            EndedKey::read(log.network, id, owner_key, row.optional_bytes(2)?)
        };
        let keys = rows.iter().map(|row| read(row).transpose());
        keys.flatten().collect()
    }

    /// The numbers of all keys that have ended, purged or not.
    pub(crate) async fn all_ended(&self, log: &mut Log<'_>) -> Result<Vec<i64>, StoreError> {
        let sql = "/* walks */ SELECT id FROM owner_key WHERE network = $1 AND ended_on IS NOT NULL \
                   UNION ALL \
                   SELECT id FROM stream_key WHERE network = $1 AND ended_on IS NOT NULL";
        let params: [Value; 1] = [log.network.number.into()];
        let rows = log.session.query(sql, &params).await?;
        rows.iter().map(|row| row.number(0)).collect()
    }
}

/// Notes that nothing is left of what an ended key sealed.
pub(crate) async fn purged(session: &mut Session, key: &EndedKey) -> Result<(), StoreError> {
    let sql = "UPDATE stream_key SET purged = 1 WHERE id = $1";
    session.execute(sql, &[key.id.into()]).await.map(drop)
}

/// What binds what is known of an ended key: kind | network | number | the owner key's number.
fn context(network: &Network, id: i64, owner_key: i64) -> Vec<u8> {
    seal::context(Bound::EndedKey, network.id, &[id, owner_key])
}
