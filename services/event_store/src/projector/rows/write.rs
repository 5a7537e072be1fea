//! Writing rows: those of all models that move together, gathered with the lists in which they stand and written
//! at once. And erasing them.

use super::{COLUMNS, Header, Name, Spot, context, header, header_context};
use crate::{
    Store, StoreError, body,
    engine::{Session, Sql, Value},
    event::{self, ERASED},
    head,
    ids::{Classes, OwnerId, PartClass, StreamId},
    keys::{KeyOf, Keys, Known},
    network::{Log, Network},
    projector::{
        generation::Generation,
        lists::{self, Changed, Changes},
        model::{PlacedRow, ProjectorError},
    },
    seal,
};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

const SAVE: Sql = Sql {
    sqlite: "INSERT INTO view_row (id, owner, network, generation, header, sealed) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET \
                 owner = excluded.owner, header = excluded.header, sealed = excluded.sealed",
    postgres: "INSERT INTO view_row (id, owner, network, generation, header, sealed) \
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], \
                                    $5::bytea[], $6::bytea[]) \
               ON CONFLICT (id) DO UPDATE SET \
                   owner = excluded.owner, header = excluded.header, sealed = excluded.sealed",
};
const REMOVE: &str = "DELETE FROM view_row WHERE id = ANY($1)";

/// Gathers rows and the lists in which they stand, and writes all of them at once.
pub(in super::super) struct Writer<'a> {
    store: &'a Store,
    network: &'a Network,
    /// Owners of lists that are erased: they have no lists.
    erased: BTreeSet<OwnerId>,
    /// Those of all streams that seal rows.
    keys: Known,
    /// The parameters of [`SAVE`].
    saved: Vec<Vec<Value>>,
    /// The numbers of rows that go.
    removed: Vec<i64>,
    changes: Vec<(Generation<'a>, Changes)>,
}

impl<'a> Writer<'a> {
    pub(in super::super) fn new(
        store: &'a Store,
        network: &'a Network,
        erased: BTreeSet<OwnerId>,
        keys: Known,
    ) -> Self {
        Self {
            store,
            network,
            erased,
            keys,
            saved: Vec::new(),
            removed: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// For the rows of one generation.
    pub(in super::super) fn of_model(&mut self, generation: Generation<'a>) -> ModelWriter<'_, 'a> {
        self.changes.push((generation, Changes::default()));
        ModelWriter {
            all: self,
            generation,
        }
    }

    /// Writes everything that was saved and removed.
    pub(in super::super) async fn write(self, session: &mut Session) -> Result<(), StoreError> {
        session.delete(REMOVE, self.removed).await?;
        let Changed { saved, removed } = lists::changed(session, self.changes).await?;
        let tables = vec![(SAVE, self.saved), saved];
        session.write_tables(tables).await?;
        session.delete(lists::REMOVE, removed).await
    }
}

/// Gathers the rows of one generation.
pub(in super::super) struct ModelWriter<'w, 'a> {
    all: &'w mut Writer<'a>,
    generation: Generation<'a>,
}

impl ModelWriter<'_, '_> {
    /// Saves a row, or removes it when the keys that would seal it are erased. `before` is where it stood.
    pub(in super::super) async fn save(
        &mut self,
        session: &mut Session,
        name: Name,
        before: Option<Spot>,
        placed: PlacedRow,
    ) -> Result<(), ProjectorError> {
        let (generation, network) = (self.generation, self.all.network);
        let stream = placed.sealed_with;
        let Some(core) = self.all.keys.keys().get(&(stream, PartClass::Core)) else {
            let model = generation.model.to_owned();
            return Err(ProjectorError::NoKeys { model, stream });
        };
        let Some(owner) = core.owner.filter(|_| core.key.is_some()) else {
            self.remove(name, before);
            return Ok(());
        };
        let listed = placed.listed.as_ref();
        let listed = listed.filter(|(owner, _)| !self.all.erased.contains(owner));
        let index = listed.iter().flat_map(|(owner, _)| {
            // So many that a byte counts them.
            let index = placed.index.iter().take(u8::MAX.into());
            index.map(|entry| (generation.list(*owner, &entry.text), entry.day))
        });
        let spot = Spot {
            list: listed.map(|(owner, text)| generation.list(*owner, text)),
            clocked: placed.clocked,
            day: placed.day,
            state: placed.state,
            index: index.collect(),
        };
        self.moves(name, before, &spot, listed.map(|(owner, _)| *owner));
        let (id, tag) = (generation.row_id(name.order), generation.owner_tag(owner));
        let context = context(generation, id, tag);
        let indexed = placed.indexed;
        let (classes, sealed) = self.seal(session, &context, placed, owner).await?;
        let header = Header {
            name,
            stream,
            classes,
            spot,
        };
        let header = network
            .headers
            .seal_whole(&header_context(generation, id, tag), &header.bytes(indexed));
        self.all.saved.push(vec![
            id.into(),
            tag.into(),
            network.number.into(),
            generation.number.into(),
            header.into(),
            sealed.into(),
        ]);
        Ok(())
    }

    /// Removes a row that stood here.
    pub(in super::super) fn remove(&mut self, name: Name, before: Option<Spot>) {
        let Some(before) = before else { return };
        let generation = self.generation;
        unlist(self.changes(), generation, name, &before);
        self.all.removed.push(generation.row_id(name.order));
    }

    fn changes(&mut self) -> &mut Changes {
        let (_, changes) = self.all.changes.last_mut().expect("this generation's");
        changes
    }

    fn moves(&mut self, name: Name, before: Option<Spot>, spot: &Spot, owner: Option<OwnerId>) {
        if before.as_ref() == Some(spot) {
            return;
        }
        let generation = self.generation;
        let before = before.map(|before| before.entries(generation, name));
        let (before, now) = (before.unwrap_or_default(), spot.entries(generation, name));
        let changes = self.changes();
        for (list, entry) in before.difference(&now) {
            changes.take(*list, *entry);
        }
        let clock = generation.clock();
        for (list, entry) in now.difference(&before) {
            let owner = owner.filter(|_| list.name != clock);
            let owner = owner.unwrap_or_else(|| generation.network.id.owner());
            let owner = lists::owner_tag(generation.network, owner);
            changes.put(*list, owner, *entry);
        }
    }

    async fn seal(
        &mut self,
        session: &mut Session,
        context: &[u8],
        placed: PlacedRow,
        owner: OwnerId,
    ) -> Result<(Classes, Vec<u8>), StoreError> {
        let Json::Object(mut object) = placed.row else {
            return Err(StoreError::Invalid("a row is a JSON object"));
        };
        let stream = placed.sealed_with;
        self.ensure_keys(session, (stream, owner), &object).await?;
        let keys = self.all.keys.keys();
        for (member, class) in PartClass::MEMBERS {
            // What cannot be sealed any more must not stand in the core instead.
            if object.contains_key(member) && sealing_key(keys, (stream, class)).is_none() {
                object.insert(member.to_owned(), Json::from(ERASED));
            }
        }
        let parts = event::split(&object);
        let sealed = parts.iter().filter_map(|part| {
            let key = sealing_key(keys, (stream, part.class))?;
            Some((part.class, key, seal::random(), part.json.as_slice()))
        });
        let sealed: Vec<_> = sealed.collect();
        let classes = Classes::of(sealed.iter().map(|(class, ..)| *class));
        Ok((
            classes,
            body::seal_parts_alike(context, &sealed, placed.room),
        ))
    }

    /// Makes the keys of classes that the row has and the stream had not.
    async fn ensure_keys(
        &mut self,
        session: &mut Session,
        (stream, owner): (StreamId, OwnerId),
        object: &Map<String, Json>,
    ) -> Result<(), StoreError> {
        let ring = &self.all.store.keys;
        let log = &mut session.of(self.all.network);
        let known = &mut self.all.keys;
        for class in event::classes(object) {
            let of = (stream, class);
            if known.keys().contains_key(&of) {
                continue;
            }
            head::lock(log, 0).await?;
            known.ask_again(log, ring, stream).await?;
            if !known.keys().contains_key(&of) {
                match ring.create(log, of, owner).await {
                    Ok(made) => known.take(made),
                    Err(StoreError::Erased(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }
}

fn unlist(changes: &mut Changes, generation: Generation<'_>, name: Name, before: &Spot) {
    for (list, entry) in before.entries(generation, name) {
        changes.take(list, entry);
    }
}

fn sealing_key(keys: &Keys, of: KeyOf) -> Option<&seal::PartKey> {
    keys.get(&of)?.key.as_ref()
}

/// Removes the rows of an owner and the lists that it has, in one generation; gives the number of rows.
/// The caller holds the checkpoint.
pub(crate) async fn erase(
    session: &mut Session,
    generation: Generation<'_>,
    owner: OwnerId,
) -> Result<u64, StoreError> {
    let tag = generation.owner_tag(owner);
    let sql = format!("SELECT {COLUMNS} FROM view_row WHERE owner = $1");
    let mut changes = Changes::default();
    for row in session.query(&sql, &[tag.into()]).await? {
        // A row whose header was damaged goes all the same; its name may stay in a list.
        if let Ok(header) = header(generation, &row) {
            unlist(&mut changes, generation, header.name, &header.spot);
        }
    }
    let Changed { saved, removed } = lists::changed(session, vec![(generation, changes)]).await?;
    session.write_tables(vec![saved]).await?;
    session.delete(lists::REMOVE, removed).await?;
    let sql = "DELETE FROM view_row WHERE owner = $1";
    session.execute(sql, &[tag.into()]).await
}

/// Removes the lists of an owner, in all generations.
pub(crate) async fn erase_lists(log: &mut Log<'_>, owner: OwnerId) -> Result<(), StoreError> {
    let sql = "DELETE FROM list_page WHERE owner = $1";
    let tag = lists::owner_tag(log.network, owner);
    log.session.execute(sql, &[tag.into()]).await.map(drop)
}
