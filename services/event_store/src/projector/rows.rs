//! Rows of read models as they lie in `view_row`: named by keyed hashes, sealed like events.

use super::model::{Placed, ProjectorError, StateGroup, Subject};
use crate::{
    Store, StoreError, body,
    engine::{Row, Session, Value, placeholders},
    event::{self, ERASED},
    head,
    ids::{Day, KeyId, NetworkId, PartClass, StreamId},
    index,
    keys::StreamKey,
    open,
    seal::{self, Secret},
};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeSet, HashMap};

const CHUNK: usize = 500;

/// A generation of one read model in one network.
#[derive(Clone, Copy)]
pub(super) struct Generation {
    pub(super) network: NetworkId,
    pub(super) model: &'static str,
    pub(super) number: u64,
}

/// A row as it was found, opened.
pub(super) struct FoundRow {
    pub(super) row_id: [u8; 32],
    pub(super) row: Map<String, Json>,
    pub(super) day: Option<Day>,
    pub(super) state: StateGroup,
}

/// A row before it is sealed, and where it goes.
pub(super) struct NewRow<'a> {
    pub(super) row_id: [u8; 32],
    pub(super) placed: &'a Placed<Json>,
    pub(super) search_hash: Option<[u8; 32]>,
}

/// The name of a subject's row, the same in every generation.
pub(super) fn row_id(network_key: &Secret, model: &str, subject: &Subject) -> [u8; 32] {
    seal::keyed_hash(network_key, &[b"row", model.as_bytes(), subject.as_bytes()])
}

/// What binds a row's parts: network | length of model, model | generation | row id.
fn context(generation: Generation, row_id: &[u8; 32]) -> Vec<u8> {
    let model = generation.model.as_bytes();
    let length = u16::try_from(model.len()).expect("a model's name is short");
    let mut bytes = generation.network.as_bytes().to_vec();
    bytes.extend(length.to_be_bytes());
    bytes.extend(model);
    bytes.extend(generation.number.to_be_bytes());
    bytes.extend(row_id);
    bytes
}

/// The rows of these ids that are there and not erased.
pub(super) async fn load(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    row_ids: &[[u8; 32]],
) -> Result<Vec<FoundRow>, StoreError> {
    let mut found = Vec::new();
    for chunk in row_ids.chunks(CHUNK) {
        let sql = format!(
            "SELECT row_id, generation, sealed, day, state_group FROM view_row \
             WHERE network_id = $1 AND read_model = $2 AND generation = $3 AND row_id IN ({})",
            placeholders(4, chunk.len())
        );
        let mut params: Vec<Value> = vec![
            generation.network.as_bytes().into(),
            generation.model.into(),
            generation.number.into(),
        ];
        params.extend(chunk.iter().map(Value::from));
        let rows = session.query(&sql, &params).await?;
        let model = (generation.network, generation.model);
        found.extend(open(store, session, model, &rows).await?);
    }
    Ok(found)
}

/// Opens rows of the columns `row_id, generation, sealed, day, state_group`. Rows whose core is
/// erased are gone.
pub(super) async fn open(
    store: &Store,
    session: &mut Session,
    (network, model): (NetworkId, &'static str),
    rows: &[Row],
) -> Result<Vec<FoundRow>, StoreError> {
    let mut ids = BTreeSet::new();
    for row in rows {
        let parts = body::parts(row.bytes(2)?).map_err(|_| damaged(model, "malformed"))?;
        ids.extend(parts.iter().map(|part| part.key_id));
    }
    let keys = store.keys.by_id(session, network, &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let generation = Generation {
            network,
            model,
            number: row.int(1)?,
        };
        found.extend(open_one(generation, row, &keys)?);
    }
    Ok(found)
}

fn open_one(
    generation: Generation,
    row: &Row,
    keys: &HashMap<KeyId, StreamKey>,
) -> Result<Option<FoundRow>, StoreError> {
    let model = generation.model;
    let row_id = row.fixed(0)?;
    let parts = open::open_parts(&context(generation, &row_id), row.bytes(2)?, keys)
        .map_err(|what| damaged(model, &what))?;
    let object = event::join(&parts).map_err(|_| damaged(model, "a part is no JSON"))?;
    let state = StateGroup::from_number(row.number(4)?);
    let day = row.optional_int(3)?;
    Ok(match object {
        None => None,
        Some(object) => Some(FoundRow {
            row_id,
            row: object,
            day,
            state: state.ok_or_else(|| damaged(model, "its state is unknown"))?,
        }),
    })
}

/// Writes a row, or removes it when the keys that would seal it are erased. `keys` are those of its stream.
pub(super) async fn save(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    network_key: &Secret,
    new: &NewRow<'_>,
    keys: &mut Vec<StreamKey>,
) -> Result<(), ProjectorError> {
    let Some(core) = keys.iter().find(|key| key.class == PartClass::Core) else {
        let (model, stream) = (generation.model, new.placed.sealed_with);
        return Err(ProjectorError::NoKeys { model, stream });
    };
    if core.key.is_none() {
        return Ok(delete(session, generation, &new.row_id).await?);
    }
    let owner = index::owner_hash(network_key, core.owner);
    let sealed = seal_row(store, session, generation, new, keys).await?;
    session
        .execute(
            "INSERT INTO view_row (network_id, read_model, generation, row_id, owner, \
                 search_hash, day, state_group, sealed) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (network_id, read_model, generation, row_id) DO UPDATE SET \
                 owner = excluded.owner, search_hash = excluded.search_hash, \
                 day = excluded.day, state_group = excluded.state_group, \
                 sealed = excluded.sealed",
            &[
                generation.network.as_bytes().into(),
                generation.model.into(),
                generation.number.into(),
                (&new.row_id).into(),
                (&owner).into(),
                new.search_hash.as_ref().into(),
                new.placed.day.into(),
                (new.placed.state as u8).into(),
                sealed.into(),
            ],
        )
        .await?;
    Ok(())
}

async fn seal_row(
    store: &Store,
    session: &mut Session,
    generation: Generation,
    new: &NewRow<'_>,
    keys: &mut Vec<StreamKey>,
) -> Result<Vec<u8>, StoreError> {
    let mut object = new.placed.row.as_object().cloned().unwrap_or_default();
    ensure_keys(
        store,
        session,
        generation.network,
        new.placed.sealed_with,
        &object,
        keys,
    )
    .await?;
    for (member, class) in PartClass::MEMBERS {
        // What cannot be sealed any more must not stand in the core instead.
        if object.contains_key(member) && sealing_key(keys, class).is_none() {
            object.insert(member.to_owned(), Json::from(ERASED));
        }
    }
    let parts = event::split(&object);
    let sealed: Vec<_> = parts
        .iter()
        .filter_map(|part| {
            let key = sealing_key(keys, part.class)?;
            Some((key, seal::random(), part.json.as_slice()))
        })
        .collect();
    Ok(body::seal_parts(&context(generation, &new.row_id), &sealed))
}

/// Makes the keys of classes that the row has and the stream had not.
async fn ensure_keys(
    store: &Store,
    session: &mut Session,
    network: NetworkId,
    stream: StreamId,
    object: &Map<String, Json>,
    keys: &mut Vec<StreamKey>,
) -> Result<(), StoreError> {
    let owner = keys.iter().find(|key| key.class == PartClass::Core);
    let Some(owner) = owner.map(|core| core.owner) else {
        return Ok(());
    };
    let lacks = |keys: &[StreamKey], class| {
        !keys
            .iter()
            .any(|key| key.class == class && key.owner == owner)
    };
    for part in event::split(object) {
        if !lacks(keys, part.class) {
            continue;
        }
        head::lock(session, network, 0).await?;
        *keys = store.keys.of_stream(session, network, stream).await?;
        if lacks(keys, part.class) {
            let made = store
                .keys
                .create_stream_key(session, network, stream, owner, part.class);
            match made.await {
                Ok(key) => keys.push(key),
                Err(StoreError::Erased(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// The key of the stream's owner.
fn sealing_key(keys: &[StreamKey], class: PartClass) -> Option<&seal::PartKey> {
    let owner = keys.iter().find(|key| key.class == PartClass::Core)?.owner;
    keys.iter()
        .find(|key| key.class == class && key.owner == owner)?
        .key
        .as_ref()
}

pub(super) async fn delete(
    session: &mut Session,
    generation: Generation,
    row_id: &[u8; 32],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM view_row WHERE network_id = $1 AND read_model = $2 \
               AND generation = $3 AND row_id = $4";
    let params = [
        generation.network.as_bytes().into(),
        generation.model.into(),
        generation.number.into(),
        row_id.into(),
    ];
    session.execute(sql, &params).await.map(drop)
}

fn damaged(model: &str, what: &str) -> StoreError {
    StoreError::Corrupt(format!("a row of read model {model}: {what}"))
}
