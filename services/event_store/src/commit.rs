//! The one way to write: lock the head, then read what the lock protects, check, seal, insert, erase, commit.
//! Versions are read in a statement of their own after the lock: one that waits for it sees the past. Those who
//! wait for one another do so together (`queue`).

use crate::{
    Store, StoreError,
    append::{Append, AppendError, Appended, Checks, Replayed, StreamWrite},
    codes,
    engine::{Row, Session, Table},
    erase,
    erasing::Erase,
    erasure_list::{Kept, Listed},
    event::EventDraft,
    head, idempotency,
    ids::{Day, Position, StreamId},
    keys::{self, Keys, OwnerKeys, Question},
    look::Look,
    network::{Log, Network},
    queue::{Answer, Called, Led, Waiting},
    read,
    writer::{self, Writer},
};
use async_recursion::async_recursion as boxed;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// More than any decision names.
const MOST_STREAMS: usize = 1_000;

impl Store {
    /// Appends events to streams and erases what the append names, all or nothing. Dropping the
    /// future leaves the store usable: the append happens as a whole or not at all, perhaps a moment
    /// later, where others are committed with it. An erasure that was listed and then interrupted
    /// before its commit is resumed by [`Store::replay_erasures`].
    #[boxed]
    pub async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        validate(&append)?;
        let network = self
            .keys
            .network_or_new(&self.engine, append.network)
            .await?;
        self.probe.before_lock().await;
        let erases = append.erases();
        let mut events = append.writes.iter().flat_map(|write| &write.events);
        // What is listed apart, or looks for itself where its streams end, concerns nobody else's commit.
        let lists = erases || events.any(EventDraft::is_kept_apart);
        let goes_alone = lists || self.checks == Checks::Off;
        let queue = if goes_alone {
            Arc::default()
        } else {
            Arc::clone(&self.queue)
        };
        let id = append.network;
        let place = queue.join(Waiting::new(network, append));
        let answer = loop {
            match place.called().await {
                Called::Answered(answer) => break answer,
                Called::ToLead(led) => self.append_together(led).await,
            }
        };
        match answer {
            Ok(Appended::Committed { .. }) if erases => self.let_go().await,
            Err(AppendError::Conflict { stream } | AppendError::GuardMoved { stream }) => {
                self.kept.forget(id, stream);
            }
            _ => {}
        }
        answer
    }

    async fn append_together(&self, led: Led) {
        let session = match self.engine.begin().await {
            Ok(session) => session,
            Err(error) => return led.all_failed(&error.into()),
        };
        let (session, answers) = match self.written(session, &led.members).await {
            Ok(written) => written,
            Err(error) => return led.failed(&error),
        };
        let Some(session) = session else {
            return led.answer(answers);
        };
        self.probe.before_commit().await;
        let (several, appended) = (led.members.len() > 1, Arc::clone(&self.appended));
        let commit = async move {
            match session.commit().await {
                Ok(()) => {
                    appended.notify_waiters();
                    led.answer(answers);
                }
                Err(error) => led.commit_failed(answers, &error.into()),
            }
        };
        if several {
            // Whoever leads may go away meanwhile: the others learn whether they were written.
            let _ = tokio::spawn(commit).await;
        } else {
            commit.await;
        }
    }

    /// Writes everything that these append, as far as it is not refused, and commits nothing: the session is for
    /// that, if anything was written. One that has no answer goes another time; the first has one.
    async fn written(
        &self,
        mut session: Session,
        members: &[Arc<Waiting>],
    ) -> Result<(Option<Session>, Vec<Option<Answer>>), AppendError> {
        let Some(network) = members.first().map(|first| &*first.network) else {
            return Ok((None, vec![]));
        };
        match self.write(&mut session.of(network), members).await {
            Ok((0, answers)) => {
                session.rollback().await?;
                Ok((None, answers))
            }
            Ok((_, answers)) => Ok((Some(session), answers)),
            Err(error) => {
                session.rollback().await?;
                Err(error)
            }
        }
    }

    /// As [`Self::written`]; gives also how many write.
    async fn write(
        &self,
        log: &mut Log<'_>,
        members: &[Arc<Waiting>],
    ) -> Result<(usize, Vec<Option<Answer>>), AppendError> {
        let appends = || members.iter().map(|member| &member.append);
        if appends().any(Append::erases) {
            erase::lock_checkpoints(log).await?;
        }
        let count: u64 = appends().map(events_of).sum();
        let before = head::lock(log, count).await?;
        let mut locked = self.read_locked(log, members, before).await?;
        let (mut tables, mut answers) = (Vec::new(), Vec::with_capacity(members.len()));
        let mut writing = 0;
        for append in appends() {
            let admitted = self.admit(log, &mut locked, append).await;
            answers.push(match admitted {
                Ok(None) => None,
                Ok(Some((appended, of_append))) => {
                    writing += usize::from(matches!(appended, Appended::Committed { .. }));
                    merge(&mut tables, of_append);
                    Some(Ok(appended))
                }
                Err(refused) => Some(Err(refused)),
            });
        }
        if writing > 0 {
            head::give_back(log, before.plus(count), locked.last).await?;
            log.session.write_tables(tables).await?;
        }
        if let ([member], [Some(Ok(Appended::Committed { .. }))]) = (members, &answers[..]) {
            self.take_out_and_list(log, &member.append, locked.last_day)
                .await?;
        }
        Ok((writing, answers))
    }

    /// What is done beside for one that goes alone.
    async fn take_out_and_list(
        &self,
        log: &mut Log<'_>,
        append: &Append,
        day: Day,
    ) -> Result<(), AppendError> {
        let erase = erase_of(append, day);
        if append.erases() {
            self.erase_in(log, &erase).await?;
        }
        let mut listed = erase.listed(log.network.id);
        listed.extend(kept_apart(append, log.network, day));
        Ok(self.list(&listed).await?)
    }

    /// What one append writes, if nothing is against it; nothing if it makes an owner's key that one before makes.
    async fn admit(
        &self,
        log: &mut Log<'_>,
        locked: &mut Locked,
        append: &Append,
    ) -> Result<Option<(Appended, Vec<Table>)>, AppendError> {
        let before = locked.last;
        if let Some(idempotency) = &append.idempotency
            && let Some(row) = locked.answers.get(&idempotency::id(idempotency))
        {
            let Replayed { outcome, position } =
                idempotency::answer(log.network, idempotency, row)?;
            return Ok(Some((Appended::Replayed { outcome, position }, vec![])));
        }
        let lengths = match self.checks {
            Checks::On => {
                check(log.network, append, &locked.taken)?;
                let expected = |write: &StreamWrite| (write.stream, write.expected);
                append.writes.iter().map(expected).collect()
            }
            Checks::Off => lengths(log, append).await?,
        };
        let recorded_on = append.recorded_on.max(locked.last_day);
        let writer = Writer {
            ring: &self.keys,
            network: log.network,
            recorded_on,
            next: before.plus(1),
            erase: &erase_of(append, recorded_on),
        };
        let keys = (&mut locked.keys, &mut locked.owner_keys);
        let sealed = writer.sealed(log, &append.writes, &lengths, keys);
        let (mut tables, owner_keys) = sealed.await?;
        tables.push(codes::change(log.network, &append.codes, &locked.codes)?);
        let last = before.plus(events_of(append));
        if let Some(idempotency) = &append.idempotency {
            let outcome = &append.outcome;
            tables.push(idempotency::answered(
                log.network,
                idempotency,
                outcome,
                last,
            ));
        }
        if !locked.makes(owner_keys) {
            return Ok(None);
        }
        (locked.last, locked.last_day) = (last, recorded_on);
        let position = if last == before { last } else { before.plus(1) };
        Ok(Some((Appended::Committed { position, last }, tables)))
    }

    /// Everything that appends need to know of what the lock protects, asked for at once.
    async fn read_locked(
        &self,
        log: &mut Log<'_>,
        members: &[Arc<Waiting>],
        before: Position,
    ) -> Result<Locked, AppendError> {
        let appends = || members.iter().map(|member| &member.append);
        let writes = || appends().flat_map(|append| &append.writes);
        let parts = keys::parts_of(writes().map(|write| write.stream));
        let question = Question::of_parts(log.network, parts);
        let last = log.network.event_id(before);
        let commands = appends().filter_map(|append| append.idempotency.as_ref());
        let changes = appends().flat_map(|append| &append.codes);
        let look = Look {
            stream_keys: question.ids(),
            answers: commands.map(idempotency::id).collect(),
            codes: changes.map(|code| codes::id(code.hash())).collect(),
            taken: appends()
                .flat_map(|append| slots(log.network, append))
                .collect(),
            recorded: vec![last],
            owner_keys: keys::owner_key_ids(log.network, writer::needs(writes())),
            ..Look::default()
        };
        let seen = look.at(log.session).await?;
        let (mut taken, mut last_day) = (HashSet::new(), Day::MIN);
        for row in &seen.places {
            taken.insert(row.number(1)?);
            if row.number(0)? == last {
                last_day = row.int(2)?;
            }
        }
        Ok(Locked {
            taken,
            last: before,
            last_day,
            keys: self
                .keys
                .answer(log.network, &question, &seen.stream_keys)?,
            owner_keys: keys::owner_keys(&seen.owner_keys)?,
            made: HashSet::new(),
            codes: by_number(seen.codes)?,
            answers: by_number(seen.answers)?,
        })
    }
}

/// What was read under the lock, and what those before have made of it.
struct Locked {
    /// Slots that are taken.
    taken: HashSet<i64>,
    /// Where the log ends.
    last: Position,
    /// The day of the last event.
    last_day: Day,
    /// All keys of the streams that are written.
    keys: Keys,
    /// Those of the owners for whom something is written.
    owner_keys: OwnerKeys,
    /// Those of owners that are made now.
    made: HashSet<i64>,
    /// The codes that change, as far as they are known.
    codes: HashMap<i64, Row>,
    /// What the same commands were answered before.
    answers: HashMap<i64, Row>,
}

impl Locked {
    /// Whether these keys of owners are made by no other append of this transaction; then they are by this one.
    fn makes(&mut self, owner_keys: Vec<i64>) -> bool {
        let alone = !owner_keys.iter().any(|key| self.made.contains(key));
        if alone {
            self.made.extend(owner_keys);
        }
        alone
    }
}

fn by_number(rows: Vec<Row>) -> Result<HashMap<i64, Row>, StoreError> {
    let by_number = rows.into_iter().map(|row| Ok((row.number(0)?, row)));
    by_number.collect()
}

fn events_of(append: &Append) -> u64 {
    let events = append.writes.iter().map(|write| write.events.len() as u64);
    events.sum()
}

fn erase_of(append: &Append, day: Day) -> Erase<'_> {
    Erase {
        owners: &append.erase,
        parts: &append.shred,
        day,
    }
}

/// One statement for each table, whoever writes there.
fn merge(tables: &mut Vec<Table>, more: Vec<Table>) {
    for (sql, rows) in more {
        match tables
            .iter_mut()
            .find(|(there, _)| there.sqlite == sql.sqlite)
        {
            Some((_, there)) => there.extend(rows),
            None => tables.push((sql, rows)),
        }
    }
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
async fn lengths(log: &mut Log<'_>, append: &Append) -> Result<HashMap<StreamId, u64>, StoreError> {
    let mut lengths = HashMap::new();
    for write in &append.writes {
        let length = read::length(log, write.stream).await?;
        lengths.insert(write.stream, length);
    }
    Ok(lengths)
}
