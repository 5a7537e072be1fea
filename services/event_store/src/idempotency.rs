//! One command, one effect, one answer: beside the log, found by a keyed hash of who asked, and sealed.

use crate::{
    Store, StoreError,
    append::{AppendError, Idempotency, Replayed},
    engine::{Row, Sql, Table},
    ids::{NetworkId, Position},
    network::{Log, Network},
    pack,
    seal::{self, Bound},
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
}

/// The number of the answer to a command.
pub(crate) fn id(idempotency: &Idempotency) -> i64 {
    seal::tag(&idempotency.token)
}

/// What was found: the earlier answer, unless it was given to another command.
pub(crate) fn answer(
    network: &Network,
    idempotency: &Idempotency,
    row: &Row,
) -> Result<Replayed, AppendError> {
    let Answer {
        command,
        position,
        outcome,
    } = open(network, row)?;
    if command != idempotency.command {
        return Err(AppendError::KeyReused);
    }
    Ok(Replayed { outcome, position })
}

const INSERT: Sql = Sql {
    sqlite: "INSERT INTO idempotency (id, network, sealed) VALUES ($1, $2, $3)",
    postgres: "INSERT INTO idempotency (id, network, sealed) \
               SELECT * FROM unnest($1::bigint[], $2::int[], $3::bytea[])",
};

/// What is to be written so that the command is answered alike when it is repeated.
pub(crate) fn answered(
    network: &Network,
    idempotency: &Idempotency,
    outcome: &str,
    position: Position,
) -> Table {
    let id = id(idempotency);
    let mut plain = idempotency.command.to_vec();
    plain.extend(position.get().to_be_bytes());
    plain.extend(outcome.as_bytes());
    let sealed = network
        .headers
        .seal_whole(&context(network, id), &pack::pack(&plain));
    let row = vec![id.into(), network.number.into(), sealed.into()];
    (INSERT, vec![row])
}

/// How many answers are opened at once.
const PAGE: u32 = 500;

/// The last position that an answer names.
pub(crate) async fn last_position(log: &mut Log<'_>) -> Result<Position, StoreError> {
    let sql = "/* walks */ SELECT id, sealed FROM idempotency WHERE network = $1 AND id > $2 \
               ORDER BY id LIMIT $3";
    let (mut last, mut id) = (Position::START, i64::MIN);
    loop {
        let params = [log.network.number.into(), id.into(), PAGE.into()];
        let rows = log.session.query(sql, &params).await?;
        let Some(end) = rows.last() else {
            return Ok(last);
        };
        id = end.number(0)?;
        for row in &rows {
            last = last.max(open(log.network, row)?.position);
        }
    }
}

/// What lies in a row.
struct Answer {
    command: [u8; 32],
    position: Position,
    outcome: String,
}

fn open(network: &Network, row: &Row) -> Result<Answer, StoreError> {
    let context = context(network, row.number(0)?);
    let plain = network.headers.open_whole(&context, row.bytes(1)?);
    let answer = plain.and_then(|plain| {
        let plain = pack::unpack(&plain)?;
        let (command, rest) = plain.split_first_chunk()?;
        let (position, outcome) = rest.split_first_chunk()?;
        Some(Answer {
            command: *command,
            position: Position::new(u64::from_be_bytes(*position)),
            outcome: String::from_utf8(outcome.to_vec()).ok()?,
        })
    });
    answer.ok_or_else(|| StoreError::Corrupt("a command's answer does not open".to_owned()))
}

/// What binds an answer to its row: kind | network | number.
fn context(network: &Network, id: i64) -> Vec<u8> {
    seal::context(Bound::Answer, network.id, &[id])
}
