//! The code table: keyed hashes that lead to sealed streams, changed with the events that say so.

use crate::{
    Store, StoreError,
    append::{AppendError, CodeChange, CodeEntry, CodeHash, CodeState},
    engine::{Row, Sql, Table},
    ids::{NetworkId, StreamId},
    look::Look,
    network::Network,
    seal::{self, Bound},
};
use async_recursion::async_recursion as boxed;
use std::collections::HashMap;

impl Store {
    /// The stored form of a code.
    #[must_use]
    pub fn code_hash(&self, network: NetworkId, text: &str) -> CodeHash {
        let pieces: [&[u8]; 2] = [network.as_bytes(), text.as_bytes()];
        CodeHash(seal::keyed_hash(&self.secrets.codes, &pieces))
    }

    /// Where a code leads, if it is known.
    #[boxed]
    pub async fn find_code(
        &self,
        network: NetworkId,
        hash: &CodeHash,
    ) -> Result<Option<CodeEntry>, StoreError> {
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(None);
        };
        let look = Look {
            codes: vec![id(hash)],
            ..Look::default()
        };
        let found = look.at(&mut session).await?.codes;
        found
            .first()
            .map(|row| open(&network, hash, row))
            .transpose()
    }
}

/// The number of a code's row.
pub(crate) fn id(hash: &CodeHash) -> i64 {
    seal::tag(&hash.0)
}

pub(crate) fn open(network: &Network, hash: &CodeHash, row: &Row) -> Result<CodeEntry, StoreError> {
    let context = context(network, hash);
    let plain = network.headers.open_whole(&context, row.bytes(1)?);
    let entry = plain.and_then(|plain| {
        let (target, state) = plain.split_first_chunk()?;
        let state = match state {
            [0] => CodeState::Open,
            [1] => CodeState::Replaced,
            [2] => CodeState::Blocked,
            [3] => CodeState::Expired,
            _ => return None,
        };
        let target = StreamId::from_bytes(*target);
        Some(CodeEntry { target, state })
    });
    entry.ok_or_else(|| StoreError::Corrupt("a code does not open".to_owned()))
}

const SAVE: Sql = Sql {
    sqlite: "INSERT INTO code (id, network, sealed) VALUES ($1, $2, $3) \
             ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    postgres: "INSERT INTO code (id, network, sealed) \
               SELECT * FROM unnest($1::bigint[], $2::int[], $3::bytea[]) \
               ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
};

/// Changes codes inside an append, one after the other; its head lock keeps others from taking the same code.
/// `there` are the rows of those that are known; what is to be written comes back.
pub(crate) fn change(
    network: &Network,
    changes: &[CodeChange],
    there: &HashMap<i64, Row>,
) -> Result<Table, AppendError> {
    let hashes = changes.iter().map(CodeChange::hash);
    let by_id: HashMap<i64, &CodeHash> = hashes.map(|hash| (id(hash), hash)).collect();
    let mut known = HashMap::new();
    for (id, hash) in by_id {
        if let Some(row) = there.get(&id) {
            known.insert(id, open(network, hash, row)?);
        }
    }
    let mut rows = HashMap::new();
    for change in changes {
        let id = id(change.hash());
        let entry = match (change, known.get(&id)) {
            (CodeChange::Open { .. }, Some(_)) => return Err(AppendError::CodeTaken),
            (CodeChange::Open { target, .. }, None) => CodeEntry {
                target: *target,
                state: CodeState::Open,
            },
            (CodeChange::Close { state, .. }, Some(known)) => CodeEntry {
                target: known.target,
                state: *state,
            },
            (CodeChange::Close { .. }, None) => {
                let what = "a code that is closed must be known";
                return Err(StoreError::Invalid(what).into());
            }
        };
        known.insert(id, entry);
        let sealed = sealed(network, change.hash(), entry);
        rows.insert(id, vec![id.into(), network.number.into(), sealed.into()]);
    }
    Ok((SAVE, rows.into_values().collect()))
}

/// Target | state, sealed.
fn sealed(network: &Network, hash: &CodeHash, entry: CodeEntry) -> Vec<u8> {
    let mut plain = entry.target.as_bytes().to_vec();
    plain.push(entry.state as u8);
    network.headers.seal_whole(&context(network, hash), &plain)
}

/// What binds a code to its row: kind | network | the whole hash.
fn context(network: &Network, hash: &CodeHash) -> Vec<u8> {
    let mut bytes = seal::context(Bound::Code, network.id, &[]);
    bytes.extend(hash.0);
    bytes
}
