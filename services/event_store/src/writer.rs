//! Seals the events of one append, under the head lock that its caller holds.

use crate::{
    StoreError,
    append::{AppendError, StreamWrite},
    body::{self, Header},
    engine::{Sql, Table, Value},
    erasing::Erase,
    event::{EventDraft, PlainPart},
    ids::{Classes, Day, OwnerId, PartClass, Position, StreamId},
    keys::{KeyOf, KeyRing, Keys, OwnerKeys},
    network::{Log, Network},
    seal,
};
use std::collections::{BTreeSet, HashMap};

const INSERT: Sql = Sql {
    sqlite: "INSERT INTO event (id, slot, network, recorded_on, header, body, leaf) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
    postgres: "INSERT INTO event (id, slot, network, recorded_on, header, body, leaf) \
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], \
                                    $5::bytea[], $6::bytea[], $7::bytea[])",
};

/// Goes on position after position.
pub(crate) struct Writer<'a> {
    pub(crate) ring: &'a KeyRing,
    pub(crate) network: &'a Network,
    pub(crate) recorded_on: Day,
    pub(crate) next: Position,
    /// What the same append erases: nothing may be sealed for it.
    pub(crate) erase: &'a Erase<'a>,
}

/// For which owners and classes these writes may need keys.
pub(crate) fn needs<'w>(
    writes: impl IntoIterator<Item = &'w StreamWrite>,
) -> impl Iterator<Item = (OwnerId, PartClass)> {
    writes.into_iter().flat_map(|write| {
        let classes = write.events.iter().flat_map(EventDraft::classes);
        classes.filter_map(|class| Some((write.owner?, class)))
    })
}

impl Writer<'_> {
    /// Seals what comes to streams that have so many events and these keys; gives what is to be written, and the
    /// numbers of the owners' keys that are made. `owner_keys` are those of [`needs`].
    pub(crate) async fn sealed(
        mut self,
        log: &mut Log<'_>,
        writes: &[StreamWrite],
        lengths: &HashMap<StreamId, u64>,
        (keys, owner_keys): (&mut Keys, &mut OwnerKeys),
    ) -> Result<(Vec<Table>, Vec<i64>), AppendError> {
        let wanted = self.wanted(writes, keys)?;
        let ring = self.ring;
        // Whoever names no owner of a stream that has one has its keys looked at now.
        let unnamed = writes.iter().any(|write| write.owner.is_none());
        if unnamed && !wanted.is_empty() {
            let owners = wanted.iter().map(|((_, class), owner)| (*owner, *class));
            owner_keys.extend(ring.owner_keys(log, owners).await?);
        }
        let made = ring.make(self.network, &wanted, owner_keys);
        let made = made.map_err(|error| erased_stream(error, &wanted))?;
        keys.extend(made.keys);
        let mut rows = Vec::new();
        for write in writes {
            let length = lengths.get(&write.stream).copied().unwrap_or(0);
            for (version, event) in (length..).zip(&write.events) {
                rows.push(self.seal(write.stream, version, event, keys)?);
            }
        }
        let mut tables = Vec::from(made.tables);
        tables.push((INSERT, rows));
        Ok((tables, made.owner_keys))
    }

    /// The keys that are still to be made.
    fn wanted(
        &self,
        writes: &[StreamWrite],
        keys: &Keys,
    ) -> Result<BTreeSet<(KeyOf, OwnerId)>, AppendError> {
        let mut wanted = BTreeSet::new();
        for write in writes {
            let stream = write.stream;
            let owner = owner_of(write, keys)?;
            for class in write.events.iter().flat_map(EventDraft::classes) {
                let key = keys.get(&(stream, class));
                // Whoever brings a part of a shredded class later gets no fresh key.
                if key.is_some_and(|key| key.key.is_none()) {
                    return Err(AppendError::Erased { stream });
                }
                if self.erase.takes(stream, class, owner) {
                    let what = "an append seals nothing for what it erases";
                    return Err(StoreError::Invalid(what).into());
                }
                if key.is_none() {
                    wanted.insert(((stream, class), owner));
                }
            }
        }
        Ok(wanted)
    }

    fn seal(
        &mut self,
        stream: StreamId,
        version: u64,
        event: &EventDraft,
        keys: &Keys,
    ) -> Result<Vec<Value>, AppendError> {
        let parts = event.parts();
        let header = Header {
            network: self.network.id,
            position: self.next,
            stream,
            version,
            recorded_on: self.recorded_on,
            classes: Classes::of(parts.iter().map(|part| part.class)),
        };
        let body = seal_body(&header, keys, &parts)?;
        self.next = self.next.plus(1);
        Ok(row(self.network, &header, body))
    }
}

fn owner_of(write: &StreamWrite, keys: &Keys) -> Result<OwnerId, AppendError> {
    let stream = write.stream;
    let Some(core) = keys.get(&(stream, PartClass::Core)) else {
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

fn seal_body(header: &Header, keys: &Keys, parts: &[PlainPart]) -> Result<Vec<u8>, AppendError> {
    let stream = header.stream;
    let sealed = parts.iter().map(|part| {
        keys.get(&(stream, part.class))
            .and_then(|key| key.key.as_ref())
            .map(|key| (part.class, key, seal::random(), part.json.as_slice()))
            .ok_or(AppendError::Erased { stream })
    });
    let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
    Ok(body::seal_parts(&header.context(), &sealed))
}

/// The stream that is written for an erased owner.
fn erased_stream(error: StoreError, wanted: &BTreeSet<(KeyOf, OwnerId)>) -> AppendError {
    let StoreError::Erased(owner) = error else {
        return error.into();
    };
    let of_owner = wanted.iter().find(|(_, whose)| *whose == owner);
    match of_owner {
        Some(((stream, _), _)) => AppendError::Erased { stream: *stream },
        None => error.into(),
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
