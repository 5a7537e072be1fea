//! One command, one effect, one answer: keyed hashes of keys and commands beside the log.

use crate::{
    Store, StoreError,
    append::{AppendError, Idempotency, Replayed},
    engine::Session,
    ids::{NetworkId, Position},
    seal,
};

impl Store {
    /// The stored form of a command's key. The actor is part of it: nobody replays another's answer.
    #[must_use]
    pub fn idempotency(
        &self,
        network: NetworkId,
        actor: &[u8],
        key: &str,
        command: &[u8],
    ) -> Idempotency {
        let secret = &self.secrets.idempotency;
        let network = network.as_bytes();
        Idempotency {
            token: seal::keyed_hash(secret, &[b"token", network, actor, key.as_bytes()]),
            command: seal::keyed_hash(secret, &[b"command", network, command]),
        }
    }

    /// The earlier answer to this command, if it was given one.
    pub async fn replayed(
        &self,
        network: NetworkId,
        idempotency: &Idempotency,
    ) -> Result<Option<Replayed>, AppendError> {
        let mut session = self.engine.read().await?;
        find(&mut session, network, idempotency).await
    }
}

pub(crate) async fn find(
    session: &mut Session,
    network: NetworkId,
    idempotency: &Idempotency,
) -> Result<Option<Replayed>, AppendError> {
    let sql = "SELECT command_hmac, outcome, position FROM idempotency \
               WHERE network_id = $1 AND token = $2";
    let params = [network.as_bytes().into(), (&idempotency.token).into()];
    let Some(row) = session.first(sql, &params).await? else {
        return Ok(None);
    };
    if row.fixed(0)? != idempotency.command {
        return Err(AppendError::KeyReused);
    }
    Ok(Some(Replayed {
        outcome: row.text(1)?.to_owned(),
        position: Position::new(row.int(2)?),
    }))
}

pub(crate) async fn insert(
    session: &mut Session,
    network: NetworkId,
    idempotency: &Idempotency,
    outcome: &str,
    position: Position,
) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO idempotency (network_id, token, command_hmac, outcome, position) \
             VALUES ($1, $2, $3, $4, $5)",
            &[
                network.as_bytes().into(),
                (&idempotency.token).into(),
                (&idempotency.command).into(),
                outcome.into(),
                position.get().into(),
            ],
        )
        .await
        .map(drop)
}
