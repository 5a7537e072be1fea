//! Seals and inserts the events of one append, under the head lock that its caller holds.

use crate::{
    StoreError,
    append::{AppendError, StreamWrite},
    body::{self, Header},
    engine::{Session, Value},
    erase::Erase,
    event::PlainPart,
    ids::{Classes, Day, OwnerId, PartClass, Position, StreamId},
    keys::{KeyRing, Network, StreamKey},
    seal,
};

const INSERT: &str = "INSERT INTO event (id, slot, network, recorded_on, header, body, leaf) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// Goes on position after position.
pub(crate) struct Writer<'a> {
    pub(crate) keys: &'a KeyRing,
    pub(crate) network: &'a Network,
    pub(crate) recorded_on: Day,
    pub(crate) next: Position,
    /// Rows that are sealed and not yet written, as parameters of [`INSERT`].
    pub(crate) rows: Vec<Vec<Value>>,
    /// What the same append erases: nothing may be sealed for it.
    pub(crate) erase: &'a Erase<'a>,
}

impl Writer<'_> {
    /// Seals what comes to one stream that has so many events.
    pub(crate) async fn seal(
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
                if was_shredded(&keys, part.class) {
                    let stream = write.stream;
                    return Err(AppendError::Erased { stream });
                }
                if self.erase.takes(write.stream, part.class, owner) {
                    let what = "an append seals nothing for what it erases";
                    return Err(StoreError::Invalid(what).into());
                }
                if sealing_key(&keys, part.class).is_none() {
                    let made = self
                        .keys
                        .create_stream_key(session, self.network, (write.stream, part.class), owner)
                        .await;
                    keys.push(made.map_err(|error| erased_stream(error, write.stream))?);
                }
            }
            let header = Header {
                network: self.network.id,
                position: self.next,
                stream: write.stream,
                version,
                recorded_on: self.recorded_on,
                classes: Classes::of(parts.iter().map(|part| part.class)),
            };
            let body = seal_body(&header, write, &keys, &parts)?;
            self.rows.push(row(self.network, &header, body));
            self.next = self.next.plus(1);
        }
        Ok(())
    }

    /// Writes everything that was sealed.
    pub(crate) async fn write(self, session: &mut Session) -> Result<(), StoreError> {
        session.execute_each(INSERT, self.rows).await
    }
}

fn owner_of(write: &StreamWrite, keys: &[StreamKey]) -> Result<OwnerId, AppendError> {
    let stream = write.stream;
    let Some(core) = keys.iter().find(|key| key.class == PartClass::Core) else {
        let missing = StoreError::Invalid("the append that opens a stream names its owner");
        return Ok(write.owner.ok_or(missing)?);
    };
    let Some(owner) = core.owner.filter(|_| core.key.is_some()) else {
        return Err(AppendError::Erased { stream });
    };
    if write.owner.is_some_and(|named| named != owner) {
        return Err(StoreError::Invalid("a stream keeps its owner").into());
    }
    Ok(owner)
}

/// Whoever brings a part of a shredded class later gets no fresh key.
fn was_shredded(keys: &[StreamKey], class: PartClass) -> bool {
    sealing_key(keys, class).is_some_and(|key| key.key.is_none())
}

fn sealing_key(keys: &[StreamKey], class: PartClass) -> Option<&StreamKey> {
    keys.iter().find(|key| key.class == class)
}

fn seal_body(
    header: &Header,
    write: &StreamWrite,
    keys: &[StreamKey],
    parts: &[PlainPart],
) -> Result<Vec<u8>, AppendError> {
    let stream = write.stream;
    let sealed = parts.iter().map(|part| {
        sealing_key(keys, part.class)
            .and_then(|key| key.key.as_ref())
            .map(|key| (part.class, key, seal::random(), part.json.as_slice()))
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

/// The parameters of [`INSERT`].
fn row(network: &Network, header: &Header, body: Vec<u8>) -> Vec<Value> {
    let place = header.place(network);
    let leaf = place.leaf(&body);
    let leaf = leaf.expect("what was just laid out as a body is one");
    vec![
        place.id.into(),
        place.slot.into(),
        network.number.into(),
        place.recorded_on.into(),
        place.header.into(),
        body.into(),
        (&leaf).into(),
    ]
}
