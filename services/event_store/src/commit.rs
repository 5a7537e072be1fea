//! The one way to write: lock the head, then read what the lock protects, check, seal, insert, erase, commit.
//! Versions are read in a statement of their own after the lock: one that waits for it sees the past.

use crate::{
    Store, StoreError,
    append::{Append, AppendError, Appended, Checks, Replayed, StreamWrite},
    codes,
    engine::{Row, Session},
    erase::{self, Erase},
    erasure_list::{Kept, Listed},
    head, idempotency,
    ids::{Day, Position, StreamId},
    keys::{self, Keys, Network, OwnerKeys, Question},
    look::Look,
    read,
    writer::{self, Writer},
};
use async_recursion::async_recursion as boxed;
use std::collections::{BTreeSet, HashMap, HashSet};

/// More than any decision names.
const MOST_STREAMS: usize = 1_000;

impl Store {
    /// Appends events to streams and erases what the append names, all or nothing. Dropping the
    /// future leaves the store usable: the append has then either happened or not. An erasure that
    /// was listed and then interrupted before its commit is resumed by [`Store::replay_erasures`].
    #[boxed]
    pub async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        validate(&append)?;
        let network = self
            .keys
            .network_or_new(&self.engine, append.network)
            .await?;
        self.probe.before_lock().await;
        let mut session = self.engine.begin().await?;
        let done = self.append_in(&mut session, &network, &append).await;
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
        network: &Network,
        append: &Append,
    ) -> Result<Appended, AppendError> {
        if append.erases() {
            erase::lock_checkpoints(session, network).await?;
        }
        let count: usize = append.writes.iter().map(|write| write.events.len()).sum();
        let before = head::lock(session, network, count as u64).await?;
        let locked = self.read_locked(session, network, append, before).await?;
        if let Some(earlier) = locked.replayed {
            return Ok(Appended::Replayed {
                outcome: earlier.outcome,
                position: earlier.position,
            });
        }
        let lengths = match self.checks {
            Checks::On => {
                check(network, append, &locked.taken)?;
                let expected = |write: &StreamWrite| (write.stream, write.expected);
                append.writes.iter().map(expected).collect()
            }
            Checks::Off => lengths(session, network, append).await?,
        };
        let recorded_on = append.recorded_on.max(locked.last_day);
        let erase = Erase {
            network,
            owners: &append.erase,
            parts: &append.shred,
            day: recorded_on,
        };
        let writer = Writer {
            ring: &self.keys,
            network,
            recorded_on,
            next: before.plus(1),
            erase: &erase,
        };
        let keys = (locked.keys, locked.owner_keys);
        let sealed = writer.sealed(session, &append.writes, &lengths, keys);
        let mut tables = sealed.await?;
        tables.push(codes::change(network, &append.codes, &locked.codes)?);
        let last = before.plus(count as u64);
        if let Some(idempotency) = &append.idempotency {
            let outcome = &append.outcome;
            tables.push(idempotency::answered(network, idempotency, outcome, last));
        }
        session.write_tables(tables).await?;
        if append.erases() {
            self.erase_in(session, &erase).await?;
        }
        let mut listed = erase.listed();
        listed.extend(kept_apart(append, network, recorded_on));
        self.list(&listed).await?;
        let position = if count == 0 { last } else { before.plus(1) };
        Ok(Appended::Committed { position, last })
    }

    /// Everything that an append needs to know of what the lock protects, asked for at once.
    async fn read_locked(
        &self,
        session: &mut Session,
        network: &Network,
        append: &Append,
        before: Position,
    ) -> Result<Locked, AppendError> {
        let streams = append.writes.iter().map(|write| write.stream);
        let question = Question::of_parts(network, keys::parts_of(streams));
        let last = network.event_id(before);
        let idempotency = append.idempotency.as_ref();
        let look = Look {
            stream_keys: question.ids(),
            answers: idempotency.map(idempotency::id).into_iter().collect(),
            codes: append
                .codes
                .iter()
                .map(|code| codes::id(code.hash()))
                .collect(),
            taken: slots(network, append),
            recorded: vec![last],
            owner_keys: keys::owner_key_ids(network, writer::needs(&append.writes)),
            ..Look::default()
        };
        let seen = look.at(session).await?;
        let (mut taken, mut last_day) = (HashSet::new(), Day::MIN);
        for row in &seen.places {
            taken.insert(row.number(1)?);
            if row.number(0)? == last {
                last_day = row.int(2)?;
            }
        }
        let replayed = idempotency.zip(seen.answers.first());
        let replayed =
            replayed.map(|(idempotency, row)| idempotency::answer(network, idempotency, row));
        Ok(Locked {
            taken,
            last_day,
            keys: self.keys.answer(network, &question, &seen.stream_keys)?,
            owner_keys: keys::owner_keys(&seen.owner_keys)?,
            codes: seen.codes,
            replayed: replayed.transpose()?,
        })
    }
}

/// What was read under the lock.
struct Locked {
    /// Slots that are taken.
    taken: HashSet<i64>,
    /// The day of the last event.
    last_day: Day,
    /// All keys of the streams that are written.
    keys: Keys,
    /// Those of the owners for whom something is written.
    owner_keys: OwnerKeys,
    /// The codes that change, as far as they are known.
    codes: Vec<Row>,
    /// What the same command was answered before.
    replayed: Option<Replayed>,
}

/// The lines of what no restored backup may undo.
fn kept_apart(append: &Append, network: &Network, day: Day) -> impl Iterator<Item = Listed> {
    let network = network.id;
    append.writes.iter().flat_map(move |write| {
        let kept = write.events.iter().filter(|event| event.is_kept_apart());
        kept.map(move |event| Listed {
            network,
            day,
            what: Kept::Said {
                stream: write.stream,
                event: event.bare(),
            },
        })
    })
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

/// The slots that tell whether a stream has moved: that of its next event, and that of its last one.
fn slots(network: &Network, append: &Append) -> Vec<i64> {
    let guards = append.guards.iter();
    let guards = guards.map(|guard| (guard.stream, guard.expected));
    let writes = append.writes.iter();
    let writes = writes.map(|write| (write.stream, write.expected));
    let slots = guards.chain(writes).flat_map(|(stream, expected)| {
        let next = network.slot(stream, expected);
        let last = expected
            .checked_sub(1)
            .map(|version| network.slot(stream, version));
        last.into_iter().chain([next])
    });
    slots.collect()
}

/// No stream that is written or guarded has moved: the slot of its next event is free, and that of its
/// last one is not.
fn check(network: &Network, append: &Append, taken: &HashSet<i64>) -> Result<(), AppendError> {
    for guard in &append.guards {
        if moved(network, taken, guard.stream, guard.expected)? {
            let stream = guard.stream;
            return Err(AppendError::GuardMoved { stream });
        }
    }
    for write in &append.writes {
        if moved(network, taken, write.stream, write.expected)? {
            let stream = write.stream;
            return Err(AppendError::Conflict { stream });
        }
    }
    Ok(())
}

fn moved(
    network: &Network,
    taken: &HashSet<i64>,
    stream: StreamId,
    expected: u64,
) -> Result<bool, StoreError> {
    let there = |version| taken.contains(&network.slot(stream, version));
    let (next, last) = (there(expected), expected.checked_sub(1).is_none_or(there));
    match (last, next) {
        (true, next) => Ok(next),
        (false, false) => Ok(true),
        // Versions have no gaps: something took one out.
        (false, true) => Err(read::gap(stream)),
    }
}

/// How many events each written stream has.
async fn lengths(
    session: &mut Session,
    network: &Network,
    append: &Append,
) -> Result<HashMap<StreamId, u64>, StoreError> {
    let mut lengths = HashMap::new();
    for write in &append.writes {
        let length = read::length(session, network, write.stream).await?;
        lengths.insert(write.stream, length);
    }
    Ok(lengths)
}

/// The day of the last event.
pub(crate) async fn last_day(
    session: &mut Session,
    network: &Network,
    last: Position,
) -> Result<Day, StoreError> {
    let sql = "SELECT recorded_on FROM event WHERE id = $1";
    let params = [network.event_id(last).into()];
    let row = session.first(sql, &params).await?;
    row.map_or(Ok(Day::MIN), |row| row.int(0))
}
