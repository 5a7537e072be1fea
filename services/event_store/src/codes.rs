//! The code table: keyed hashes that lead to streams, changed with the events that say so.

use crate::{
    Store, StoreError,
    append::{AppendError, CodeChange, CodeEntry, CodeHash, CodeState},
    engine::Session,
    ids::{NetworkId, StreamId},
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
        find(&mut session, network, hash).await
    }
}

async fn find(
    session: &mut Session,
    network: NetworkId,
    hash: &CodeHash,
) -> Result<Option<CodeEntry>, StoreError> {
    let sql = "SELECT target, state FROM code WHERE network_id = $1 AND code_hmac = $2";
    let params = [network.as_bytes().into(), (&hash.0).into()];
    let Some(row) = session.first(sql, &params).await? else {
        return Ok(None);
    };
    let target = StreamId::from_bytes(row.fixed(0)?);
    let state = match row.number(1)? {
        0 => CodeState::Open,
        1 => CodeState::Replaced,
        2 => CodeState::Blocked,
        3 => CodeState::Expired,
        _ => {
            return Err(StoreError::Corrupt(
                "a code has an unknown state".to_owned(),
            ));
        }
    };
    Ok(Some(CodeEntry { target, state }))
}

/// Changes codes inside an append; its head lock keeps others from taking the same code.
pub(crate) async fn change(
    session: &mut Session,
    network: NetworkId,
    changes: &[CodeChange],
) -> Result<(), AppendError> {
    for change in changes {
        match change {
            CodeChange::Open { hash, target } => open(session, network, hash, *target).await?,
            CodeChange::Close { hash, state } => close(session, network, hash, *state).await?,
        }
    }
    Ok(())
}

async fn open(
    session: &mut Session,
    network: NetworkId,
    hash: &CodeHash,
    target: StreamId,
) -> Result<(), AppendError> {
    if find(session, network, hash).await?.is_some() {
        return Err(AppendError::CodeTaken);
    }
    let sql = "INSERT INTO code (network_id, code_hmac, target, state) VALUES ($1, $2, $3, $4)";
    let params = [
        network.as_bytes().into(),
        (&hash.0).into(),
        target.as_bytes().into(),
        (CodeState::Open as u8).into(),
    ];
    session.execute(sql, &params).await?;
    Ok(())
}

async fn close(
    session: &mut Session,
    network: NetworkId,
    hash: &CodeHash,
    state: CodeState,
) -> Result<(), StoreError> {
    let sql = "UPDATE code SET state = $3 WHERE network_id = $1 AND code_hmac = $2";
    let params = [
        network.as_bytes().into(),
        (&hash.0).into(),
        (state as u8).into(),
    ];
    match session.execute(sql, &params).await? {
        0 => Err(StoreError::Invalid("a code that is closed must be known")),
        _ => Ok(()),
    }
}
