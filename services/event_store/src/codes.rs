//! The code table: keyed hashes that lead to sealed streams, changed with the events that say so.

use crate::{
    Store, StoreError,
    append::{AppendError, CodeChange, CodeEntry, CodeHash, CodeState},
    engine::Session,
    ids::{NetworkId, StreamId},
    keys::Network,
    seal,
};

impl Store {
    /// The stored form of a code.
    #[must_use]
    pub fn code_hash(&self, network: NetworkId, text: &str) -> CodeHash {
        let pieces: [&[u8]; 2] = [network.as_bytes(), text.as_bytes()];
        CodeHash(seal::keyed_hash(&self.secrets.codes, &pieces))
    }

    /// Where a code leads, if it is known.
    pub async fn find_code(
        &self,
        network: NetworkId,
        hash: &CodeHash,
    ) -> Result<Option<CodeEntry>, StoreError> {
        let mut session = self.engine.read().await?;
        match self.keys.network(&mut session, network).await? {
            Some(network) => find(&mut session, &network, hash).await,
            None => Ok(None),
        }
    }
}

async fn find(
    session: &mut Session,
    network: &Network,
    hash: &CodeHash,
) -> Result<Option<CodeEntry>, StoreError> {
    let sql = "SELECT sealed FROM code WHERE id = $1";
    let Some(row) = session.first(sql, &[seal::tag(&hash.0).into()]).await? else {
        return Ok(None);
    };
    let plain = network
        .headers
        .open_whole(&context(network, hash), row.bytes(0)?);
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
    match entry {
        Some(entry) => Ok(Some(entry)),
        None => Err(StoreError::Corrupt("a code does not open".to_owned())),
    }
}

/// Changes codes inside an append; its head lock keeps others from taking the same code.
pub(crate) async fn change(
    session: &mut Session,
    network: &Network,
    changes: &[CodeChange],
) -> Result<(), AppendError> {
    for change in changes {
        match change {
            CodeChange::Open { hash, target } => {
                if find(session, network, hash).await?.is_some() {
                    return Err(AppendError::CodeTaken);
                }
                let sql = "INSERT INTO code (id, network, sealed) VALUES ($1, $2, $3)";
                let entry = CodeEntry {
                    target: *target,
                    state: CodeState::Open,
                };
                let params = [
                    seal::tag(&hash.0).into(),
                    network.number.into(),
                    sealed(network, hash, entry).into(),
                ];
                session.execute(sql, &params).await?;
            }
            CodeChange::Close { hash, state } => {
                let Some(known) = find(session, network, hash).await? else {
                    let what = "a code that is closed must be known";
                    return Err(StoreError::Invalid(what).into());
                };
                let entry = CodeEntry {
                    target: known.target,
                    state: *state,
                };
                let sql = "UPDATE code SET sealed = $2 WHERE id = $1";
                let params = [
                    seal::tag(&hash.0).into(),
                    sealed(network, hash, entry).into(),
                ];
                session.execute(sql, &params).await?;
            }
        }
    }
    Ok(())
}

/// Target | state, sealed.
fn sealed(network: &Network, hash: &CodeHash, entry: CodeEntry) -> Vec<u8> {
    let mut plain = entry.target.as_bytes().to_vec();
    plain.push(entry.state as u8);
    network.headers.seal_whole(&context(network, hash), &plain)
}

/// What binds a code to its row: kind | network | the whole hash.
fn context(network: &Network, hash: &CodeHash) -> Vec<u8> {
    let mut bytes = vec![7];
    bytes.extend(network.id.as_bytes());
    bytes.extend(hash.0);
    bytes
}
