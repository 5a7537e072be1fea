//! Seals and inserts the events of one append, under the head lock that its caller holds.

use crate::{
    StoreError,
    append::{AppendError, StreamWrite},
    body::{self, ENVELOPE, Header},
    engine::Session,
    erase::Erase,
    event::PlainPart,
    ids::{Day, NetworkId, OwnerId, PartClass, Position, StreamId},
    keys::{KeyRing, StreamKey},
    seal,
};

/// Goes on position after position.
pub(crate) struct Writer<'a> {
    pub(crate) keys: &'a KeyRing,
    pub(crate) network: NetworkId,
    pub(crate) recorded_on: Day,
    pub(crate) next: Position,
    /// What the same append erases: nothing may be sealed for it.
    pub(crate) erase: &'a Erase<'a>,
}

impl Writer<'_> {
    /// Writes to one stream that has so many events.
    pub(crate) async fn write(
        &mut self,
        session: &mut Session,
        write: &StreamWrite,
        length: u64,
    ) -> Result<(), AppendError> {
        let mut keys = self
            .keys
            .of_stream(session, self.network, write.stream)
            .await?;
        let owner = owner_of(write, &keys)?;
        for (version, event) in (length..).zip(&write.events) {
            let parts = event.parts();
            for part in &parts {
                if was_shredded(&keys, part.class, owner) {
                    let stream = write.stream;
                    return Err(AppendError::Erased { stream });
                }
                if self.erase.takes(write.stream, part.class, owner) {
                    let what = "an append seals nothing for what it erases";
                    return Err(StoreError::Invalid(what).into());
                }
                if sealing_key(&keys, part.class, owner).is_none() {
                    let made = self
                        .keys
                        .create_stream_key(session, self.network, write.stream, owner, part.class)
                        .await;
                    keys.push(made.map_err(|error| erased_stream(error, write.stream))?);
                }
            }
            let header = Header {
                network: self.network,
                position: self.next,
                stream: write.stream,
                version,
                envelope: ENVELOPE,
                recorded_on: self.recorded_on,
            };
            let body = seal_body(&header, write, owner, &keys, &parts)?;
            insert(session, &header, &body).await?;
            self.next = self.next.plus(1);
        }
        Ok(())
    }
}

fn owner_of(write: &StreamWrite, keys: &[StreamKey]) -> Result<OwnerId, AppendError> {
    let stream = write.stream;
    let Some(core) = keys.iter().find(|key| key.class == PartClass::Core) else {
        let missing = StoreError::Invalid("the append that opens a stream names its owner");
        return Ok(write.owner.ok_or(missing)?);
    };
    if core.key.is_none() {
        return Err(AppendError::Erased { stream });
    }
    if write.owner.is_some_and(|owner| owner != core.owner) {
        return Err(StoreError::Invalid("a stream keeps its owner").into());
    }
    Ok(core.owner)
}

/// Whoever brings a part of a shredded class later gets no fresh key.
fn was_shredded(keys: &[StreamKey], class: PartClass, owner: OwnerId) -> bool {
    sealing_key(keys, class, owner).is_some_and(|key| key.key.is_none())
}

fn sealing_key(keys: &[StreamKey], class: PartClass, owner: OwnerId) -> Option<&StreamKey> {
    keys.iter()
        .find(|key| key.class == class && key.owner == owner)
}

fn seal_body(
    header: &Header,
    write: &StreamWrite,
    owner: OwnerId,
    keys: &[StreamKey],
    parts: &[PlainPart],
) -> Result<Vec<u8>, AppendError> {
    let stream = write.stream;
    let sealed = parts.iter().map(|part| {
        sealing_key(keys, part.class, owner)
            .and_then(|key| key.key.as_ref())
            .map(|key| (key, seal::random(), part.json.as_slice()))
            .ok_or(AppendError::Erased { stream })
    });
    let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
    Ok(body::seal_parts(&header.context(), &sealed))
}

fn erased_stream(error: StoreError, stream: StreamId) -> AppendError {
    match error {
        StoreError::Erased(_) => AppendError::Erased { stream },
        other => other.into(),
    }
}

async fn insert(session: &mut Session, header: &Header, body: &[u8]) -> Result<(), StoreError> {
    let leaf = header.leaf(body);
    let leaf = leaf.expect("what was just laid out as a body is one");
    session
        .execute(
            "INSERT INTO event \
             (network_id, position, stream_id, version, envelope, recorded_on, body, leaf) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                header.network.as_bytes().into(),
                header.position.get().into(),
                header.stream.as_bytes().into(),
                header.version.into(),
                header.envelope.into(),
                header.recorded_on.into(),
                body.into(),
                (&leaf).into(),
            ],
        )
        .await
        .map(drop)
}
