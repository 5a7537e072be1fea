//! The one way to write: lock the head, then read what the lock protects, check, seal, insert, erase, commit.
//! Versions are read in a statement of their own after the lock: one that waits for it sees the past.

use crate::{
    Store, StoreError,
    append::{Append, AppendError, Appended, Checks},
    codes,
    engine::{Session, Value, placeholders},
    erase::{self, Erase},
    head, idempotency,
    ids::{Day, NetworkId, Position, StreamId},
    writer::Writer,
};
use std::collections::{BTreeSet, HashMap};

/// Beyond SQLite's and PostgreSQL's limits on parameters by far.
const MOST_STREAMS: usize = 1_000;

impl Store {
    /// Appends events to streams and erases what the append names, all or nothing. Dropping the
    /// future leaves the store usable: the append has then either happened or not. An erasure that
    /// was listed and then interrupted before its commit is resumed by [`Store::replay_erasures`].
    pub async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        validate(&append)?;
        self.probe.before_lock().await;
        let mut session = self.engine.begin().await?;
        let done = self.append_in(&mut session, &append).await;
        match done {
            Ok(appended @ Appended::Committed { .. }) => {
                self.probe.before_commit().await;
                session.commit().await?;
                self.appended.notify_waiters();
                if append.erases() {
                    self.let_go().await;
                }
                Ok(appended)
            }
            refused => {
                session.rollback().await?;
                refused
            }
        }
    }

    async fn append_in(
        &self,
        session: &mut Session,
        append: &Append,
    ) -> Result<Appended, AppendError> {
        let network = append.network;
        if append.erases() {
            erase::lock_checkpoints(session, network).await?;
        }
        let count: usize = append.writes.iter().map(|write| write.events.len()).sum();
        let before = head::lock(session, network, count as u64).await?;
        if let Some(idempotency) = &append.idempotency
            && let Some(earlier) = idempotency::find(session, network, idempotency).await?
        {
            return Ok(Appended::Replayed {
                outcome: earlier.outcome,
                position: earlier.position,
            });
        }
        let lengths = stream_lengths(session, append).await?;
        if self.checks == Checks::On {
            check(append, &lengths)?;
        }
        let recorded_on = append
            .recorded_on
            .max(last_day(session, network, before).await?);
        let erase = Erase {
            network,
            owners: &append.erase,
            parts: &append.shred,
            day: recorded_on,
        };
        let mut writer = Writer {
            keys: &self.keys,
            network,
            recorded_on,
            next: before.plus(1),
            erase: &erase,
        };
        for write in &append.writes {
            let length = lengths.get(&write.stream).copied().unwrap_or(0);
            writer.write(session, write, length).await?;
        }
        codes::change(session, network, &append.codes).await?;
        let last = before.plus(count as u64);
        if let Some(idempotency) = &append.idempotency {
            idempotency::insert(session, network, idempotency, &append.outcome, last).await?;
        }
        if append.erases() {
            self.erase_in(session, &erase).await?;
            self.list(&erase).await?;
        }
        let position = if count == 0 { last } else { before.plus(1) };
        Ok(Appended::Committed { position, last })
    }
}

fn validate(append: &Append) -> Result<(), StoreError> {
    let streams: BTreeSet<_> = append.writes.iter().map(|write| write.stream).collect();
    if streams.len() != append.writes.len() {
        return Err(StoreError::Invalid("an append names each stream once"));
    }
    if append.writes.len() + append.guards.len() > MOST_STREAMS {
        return Err(StoreError::Invalid("an append names too many streams"));
    }
    erase::refuse_the_lasting(append.network, &append.erase, &append.shred)
}

/// How many events each touched and guarded stream has now.
async fn stream_lengths(
    session: &mut Session,
    append: &Append,
) -> Result<HashMap<StreamId, u64>, StoreError> {
    let guarded = append.guards.iter().map(|guard| guard.stream);
    let streams: BTreeSet<_> = append
        .writes
        .iter()
        .map(|write| write.stream)
        .chain(guarded)
        .collect();
    if streams.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT stream_id, MAX(version) FROM event WHERE network_id = $1 AND stream_id IN ({}) \
         GROUP BY stream_id",
        placeholders(2, streams.len())
    );
    let mut params: Vec<Value> = vec![append.network.as_bytes().into()];
    params.extend(streams.iter().map(|stream| stream.as_bytes().into()));
    let rows = session.query(&sql, &params).await?;
    rows.iter()
        .map(|row| Ok((StreamId::from_bytes(row.fixed(0)?), row.int::<u64>(1)? + 1)))
        .collect()
}

fn check(append: &Append, lengths: &HashMap<StreamId, u64>) -> Result<(), AppendError> {
    let moved = |stream, expected| lengths.get(stream).copied().unwrap_or(0) != expected;
    for guard in &append.guards {
        if moved(&guard.stream, guard.expected) {
            let stream = guard.stream;
            return Err(AppendError::GuardMoved { stream });
        }
    }
    for write in &append.writes {
        if moved(&write.stream, write.expected) {
            let stream = write.stream;
            return Err(AppendError::Conflict { stream });
        }
    }
    Ok(())
}

async fn last_day(
    session: &mut Session,
    network: NetworkId,
    last: Position,
) -> Result<Day, StoreError> {
    let sql = "SELECT recorded_on FROM event WHERE network_id = $1 AND position = $2";
    let params = [network.as_bytes().into(), last.get().into()];
    let row = session.first(sql, &params).await?;
    row.map_or(Ok(Day::MIN), |row| row.int(0))
}
