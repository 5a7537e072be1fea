//! The one way to write: lock the head, then read what the lock protects, check, seal, insert, commit.
//! Versions are read in a statement of their own after the lock: one that waits for it sees the past.

use crate::{
    Store, StoreError,
    append::{Append, AppendError, Appended, Checks, StreamWrite},
    body::{self, ENVELOPE, Header},
    codes,
    engine::{Session, Value, placeholders},
    event::PlainPart,
    head, idempotency,
    ids::{Day, NetworkId, OwnerId, PartClass, Position, StreamId},
    keys::{KeyRing, StreamKey},
    seal,
};
use std::collections::{BTreeSet, HashMap};

/// Beyond SQLite's and PostgreSQL's limits on parameters by far.
const MOST_STREAMS: usize = 1_000;

impl Store {
    /// Appends events to streams, all or nothing. Dropping the future leaves the store usable:
    /// the append has then either happened or not.
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
        let mut writer = Writer {
            keys: &self.keys,
            network,
            recorded_on,
            next: before.plus(1),
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
    Ok(())
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

/// Seals and inserts the events of one append, position after position.
struct Writer<'a> {
    keys: &'a KeyRing,
    network: NetworkId,
    recorded_on: Day,
    next: Position,
}

impl Writer<'_> {
    async fn write(
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
                let owner = part_owner(write, owner, part.class);
                if sealing_key(&keys, part.class, owner).is_none() {
                    let made = self
                        .keys
                        .create_stream_key(session, self.network, write.stream, owner, part.class)
                        .await;
                    keys.push(made.map_err(|error| erased_stream(error, write.stream))?);
                }
            }
            let header = Header {
                network: self.network,
                position: self.next,
                stream: write.stream,
                version,
                envelope: ENVELOPE,
                recorded_on: self.recorded_on,
            };
            let body = seal_body(&header, write, owner, &keys, &parts)?;
            insert(session, &header, &body).await?;
            self.next = self.next.plus(1);
        }
        Ok(())
    }
}

fn owner_of(write: &StreamWrite, keys: &[StreamKey]) -> Result<OwnerId, AppendError> {
    let stream = write.stream;
    let Some(core) = keys.iter().find(|key| key.class == PartClass::Core) else {
        let missing = StoreError::Invalid("the append that opens a stream names its owner");
        return Ok(write.owner.ok_or(missing)?);
    };
    if core.key.is_none() {
        return Err(AppendError::Erased { stream });
    }
    if write.owner.is_some_and(|owner| owner != core.owner) {
        return Err(StoreError::Invalid("a stream keeps its owner").into());
    }
    Ok(core.owner)
}

fn part_owner(write: &StreamWrite, owner: OwnerId, class: PartClass) -> OwnerId {
    match class {
        PartClass::Evidence => write.evidence_owner.unwrap_or(owner),
        _ => owner,
    }
}

fn sealing_key(keys: &[StreamKey], class: PartClass, owner: OwnerId) -> Option<&StreamKey> {
    keys.iter()
        .find(|key| key.class == class && key.owner == owner)
}

fn seal_body(
    header: &Header,
    write: &StreamWrite,
    owner: OwnerId,
    keys: &[StreamKey],
    parts: &[PlainPart],
) -> Result<Vec<u8>, AppendError> {
    let stream = write.stream;
    let sealed = parts.iter().map(|part| {
        sealing_key(keys, part.class, part_owner(write, owner, part.class))
            .and_then(|key| key.key.as_ref())
            .map(|key| (key, seal::random(), part.json.as_slice()))
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

async fn insert(session: &mut Session, header: &Header, body: &[u8]) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO event \
             (network_id, position, stream_id, version, envelope, recorded_on, body, leaf) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                header.network.as_bytes().into(),
                header.position.get().into(),
                header.stream.as_bytes().into(),
                header.version.into(),
                header.envelope.into(),
                header.recorded_on.into(),
                body.into(),
                (&header.leaf(body)).into(),
            ],
        )
        .await
        .map(drop)
}
