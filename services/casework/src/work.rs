//! One attempt at a command: what was read is guarded, what was decided is appended, all or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use domain::consents::ConsentEvent;
use domain::network::{Faces, Network};
use domain::{
    Actor, IdOf, Instruction, Meta, NetworkId, Now, PathId, RecordId, Refusal, Staff, Stream,
    StreamEvent,
};
use event_store::{
    Append, AppendError, Appended, CodeChange, EventDraft, Events, Guard, Idempotency, OwnerId,
    PartClass, Recorded, Replayed, Sought, StreamId, StreamWrite,
};
use jiff::civil::Date;

pub(crate) use crate::days::{date_of, day};
use crate::owners::Sealed;
pub(crate) use crate::owners::{evidence_owner, path_owner, record_owner};
use crate::{Desk, Failure};

/// One attempt at a command of this member of staff.
pub struct Work<'d> {
    /// Who gives the command.
    pub(crate) by: Staff,
    transaction: Transaction<'d>,
}

impl<'d> Work<'d> {
    /// An attempt at what this member of staff asks of the desk.
    pub(crate) fn of(desk: &'d Desk, by: Staff) -> Self {
        let transaction = Transaction::at(desk);
        Self { by, transaction }
    }

    /// What shall be done, with who says so and when.
    pub(crate) fn order<W>(&self, what: W) -> Instruction<W> {
        Instruction {
            by: self.by,
            now: self.now,
            what,
        }
    }

    /// Decides on what was loaded, writes what happens, and lets the state go on from there.
    pub(crate) fn decide<A>(
        &mut self,
        id: IdOf<A>,
        state: &mut A,
        what: A::What,
    ) -> Result<Vec<A::Event>, Failure>
    where
        A: Stream<Event: Sealed>,
    {
        self.decide_on(self.now.today, id, state, what)
    }

    /// The same for what happened on another day.
    pub(crate) fn decide_on<A>(
        &mut self,
        day: Date,
        id: IdOf<A>,
        state: &mut A,
        what: A::What,
    ) -> Result<Vec<A::Event>, Failure>
    where
        A: Stream<Event: Sealed>,
    {
        let events = state.decided(&self.order(what))?;
        let actor = Actor::Staff(self.by);
        self.write_on(actor, day, id, events.iter().cloned())?;
        for event in &events {
            state.apply(event.clone());
        }
        Ok(events)
    }

    /// Writes events that happened today, done by this member of staff.
    pub(crate) fn write<E: Sealed>(
        &mut self,
        id: E::Id,
        events: impl IntoIterator<Item = E>,
    ) -> Result<(), Failure> {
        self.transaction.write_as(Actor::Staff(self.by), id, events)
    }

    /// Commits everything, see [`Transaction::commit`].
    pub(crate) async fn commit(
        self,
        principal: [u8; 16],
        outcome: &str,
        idempotency: Option<Idempotency>,
    ) -> Result<Option<Appended>, AppendError> {
        self.transaction
            .commit(principal, outcome, idempotency)
            .await
    }
}

impl<'d> Deref for Work<'d> {
    type Target = Transaction<'d>;

    fn deref(&self) -> &Transaction<'d> {
        &self.transaction
    }
}

impl<'d> DerefMut for Work<'d> {
    fn deref_mut(&mut self) -> &mut Transaction<'d> {
        &mut self.transaction
    }
}

/// One attempt at something, whoever does it: what it read and guards, and what it is going to append.
pub struct Transaction<'d> {
    pub(crate) desk: &'d Desk,
    /// The moment at which everything is decided.
    pub(crate) now: Now,
    /// Streams that were read, as they were then: nothing is asked for twice.
    read: BTreeMap<StreamId, Events>,
    seen: BTreeMap<StreamId, u64>,
    writes: Vec<StreamWrite>,
    codes: Vec<CodeChange>,
    erase: Vec<OwnerId>,
    shred: Vec<(StreamId, PartClass)>,
    /// Something was named that the own institution does not keep.
    pub(crate) asked_for_unknown: bool,
    /// Stations that this attempt writes down already.
    pub(crate) joining: BTreeSet<(PathId, RecordId)>,
}

impl<'d> Transaction<'d> {
    pub(crate) fn at(desk: &'d Desk) -> Self {
        Self {
            desk,
            now: desk.now(),
            read: BTreeMap::new(),
            seen: BTreeMap::new(),
            writes: Vec::new(),
            codes: Vec::new(),
            erase: Vec::new(),
            shred: Vec::new(),
            asked_for_unknown: false,
            joining: BTreeSet::new(),
        }
    }

    /// Another attempt at something, which has read the same.
    pub(crate) fn unguarded(&self) -> Self {
        Self {
            read: self.read.clone(),
            ..Self::at(self.desk)
        }
    }

    /// The network, as the domain names it.
    pub(crate) fn network_id(&self) -> NetworkId {
        NetworkId::from_bytes(*self.desk.network.as_bytes())
    }

    /// The network: its members and the rules on which they agreed.
    pub(crate) async fn network(&mut self) -> Result<Network, Failure> {
        let id = self.network_id();
        self.load(id).await
    }

    /// The network's names.
    pub(crate) async fn faces(&mut self) -> Result<Faces, Failure> {
        let network = self.network().await?;
        Ok(network.faces().cloned().ok_or(Refusal::NotFound)?)
    }

    /// Reads what is known to be needed, and whether the command was carried out before.
    pub(crate) async fn begin(
        &mut self,
        idempotency: &Idempotency,
        streams: Vec<[u8; 16]>,
    ) -> Result<Option<Replayed>, Failure> {
        let streams: BTreeSet<StreamId> = streams.into_iter().map(StreamId::from_bytes).collect();
        let streams: Vec<StreamId> = streams.into_iter().collect();
        let sought = Sought {
            idempotency: Some(idempotency),
            streams: &streams,
        };
        let seen = self.desk.store.look(self.desk.network, sought).await;
        let seen = seen.map_err(Failure::of_append)?;
        self.took(&streams, seen.streams);
        Ok(seen.replayed)
    }

    fn took(&mut self, asked: &[StreamId], mut found: BTreeMap<StreamId, Events>) {
        for stream in asked {
            let events = found.remove(stream).unwrap_or_default();
            self.read.insert(*stream, events);
        }
    }

    /// Loads a stream's state; whatever is read here is guarded by the append.
    pub(crate) async fn load<A: Stream>(&mut self, id: IdOf<A>) -> Result<A, Failure> {
        folded(&self.events::<A::Event>(id).await?)
    }

    /// A stream's events, guarded as in [`Self::load`]; refused once one of them is erased.
    pub(crate) async fn events<E: StreamEvent>(&mut self, id: E::Id) -> Result<Events, Failure> {
        self.unerased(E::stream(id)).await
    }

    /// The same of whatever stands there.
    pub(crate) async fn unerased(&mut self, stream: [u8; 16]) -> Result<Events, Failure> {
        let events = self.read(stream).await?;
        if events.iter().any(Recorded::is_erased) {
            return Err(Refusal::Erased.into());
        }
        Ok(events)
    }

    /// A stream's events, guarded as in [`Self::load`], erased or not.
    pub(crate) async fn read(&mut self, id: [u8; 16]) -> Result<Events, Failure> {
        self.fetch([id]).await?;
        let stream = StreamId::from_bytes(id);
        let events = self.read.get(&stream).cloned().unwrap_or_default();
        self.saw(stream, events.len() as u64);
        Ok(events)
    }

    /// A fresh id: nothing is there, and nobody need look.
    pub(crate) fn draw<I: From<[u8; 16]>>(&mut self) -> I {
        let id = self.desk.draw.id();
        self.read
            .insert(StreamId::from_bytes(id), Events::default());
        id.into()
    }

    /// Reads several streams at once that the decision will look at, as far as they were not read before. What
    /// is only fetched is not guarded.
    pub(crate) async fn fetch(
        &mut self,
        ids: impl IntoIterator<Item = [u8; 16]>,
    ) -> Result<(), Failure> {
        let ids = ids.into_iter().map(StreamId::from_bytes);
        let new: BTreeSet<StreamId> = ids.filter(|id| !self.read.contains_key(id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let new: Vec<StreamId> = new.into_iter().collect();
        let (store, network) = (&self.desk.store, self.desk.network);
        let found = store.load_many(network, &new).await?;
        self.took(&new, found);
        Ok(())
    }

    /// Everything that is sealed for a record, in the order in which it began; nothing of it is guarded.
    pub(crate) async fn streams_of(&self, record: RecordId) -> Result<Vec<Events>, Failure> {
        self.sealed_for(record_owner(record)).await
    }

    /// The same of any owner.
    pub(crate) async fn sealed_for(&self, owner: OwnerId) -> Result<Vec<Events>, Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        let streams = store.owners_streams(network, owner).await?;
        let found = store.load_many(network, &streams).await?;
        let mut found: Vec<Events> = found.into_values().collect();
        found.sort_by_key(|events| events.first().map(|event| event.position));
        Ok(found)
    }

    /// As [`Self::load`], for what another controller may have erased: it is missing then, and
    /// nothing fails for it.
    pub(crate) async fn load_unless_erased<A: Stream>(
        &mut self,
        id: IdOf<A>,
    ) -> Result<Option<A>, Failure> {
        match self.load(id).await {
            Err(Failure::Refused(Refusal::Erased)) => Ok(None),
            loaded => loaded.map(Some),
        }
    }

    /// Remembers how long a stream is. Of a stream that is read twice, the first reading counts: what
    /// was decided on it must not pass because a later one saw more.
    pub(crate) fn saw(&mut self, stream: StreamId, version: u64) {
        self.seen.entry(stream).or_insert(version);
    }

    /// Writes events that happened today, with their actor.
    pub(crate) fn write_as<E: Sealed>(
        &mut self,
        actor: Actor,
        id: E::Id,
        events: impl IntoIterator<Item = E>,
    ) -> Result<(), Failure> {
        self.write_on(actor, self.now.today, id, events)
    }

    /// Writes events with their actor and the day on which they happened.
    pub(crate) fn write_on<E: Sealed>(
        &mut self,
        actor: Actor,
        occurred_on: Date,
        id: E::Id,
        events: impl IntoIterator<Item = E>,
    ) -> Result<(), Failure> {
        let meta = Meta {
            recorded_at: self.now.at,
            occurred_on,
            actor,
        };
        let mut owner = None;
        let mut drafts = Vec::new();
        for event in events {
            owner = owner.or_else(|| event.owner(id));
            drafts.push(draft(&event, &meta)?);
        }
        self.put(StreamId::from_bytes(E::stream(id)), owner, drafts);
        Ok(())
    }

    /// Writes an event that may open its stream without saying whose keys seal it.
    pub(crate) fn write_for<E: Sealed>(
        &mut self,
        owner: OwnerId,
        actor: Actor,
        id: E::Id,
        event: E,
    ) -> Result<(), Failure> {
        self.write_as(actor, id, [event])?;
        let stream = StreamId::from_bytes(E::stream(id));
        let written = self.writes.iter_mut().find(|write| write.stream == stream);
        if let Some(write) = written {
            write.owner.get_or_insert(owner);
        }
        Ok(())
    }

    fn put(&mut self, stream: StreamId, owner: Option<OwnerId>, drafts: Vec<EventDraft>) {
        if drafts.is_empty() {
            return;
        }
        if let Some(write) = self.writes.iter_mut().find(|write| write.stream == stream) {
            write.events.extend(drafts);
            return;
        }
        self.writes.push(StreamWrite {
            stream,
            expected: self.seen.get(&stream).copied().unwrap_or(0),
            owner,
            events: drafts,
        });
    }

    /// An owner whose keys go with the events.
    pub(crate) fn erase(&mut self, owner: OwnerId) {
        self.erase.push(owner);
    }

    /// The code that this stream keeps goes with the events.
    pub(crate) fn shred_code(&mut self, stream: impl Into<[u8; 16]>) {
        let stream = StreamId::from_bytes(stream.into());
        self.shred.push((stream, PartClass::Code));
    }

    /// A code that opens or closes with the events.
    pub(crate) fn code(&mut self, change: CodeChange) {
        self.codes.push(change);
    }

    /// Appends everything in one transaction; `principal` is written last, so that a retried
    /// command finds its answer there. Nothing to write is nothing to commit.
    pub(crate) async fn commit(
        mut self,
        principal: [u8; 16],
        outcome: &str,
        idempotency: Option<Idempotency>,
    ) -> Result<Option<Appended>, AppendError> {
        if self.writes.is_empty() {
            return Ok(None);
        }
        let principal = StreamId::from_bytes(principal);
        self.writes.sort_by_key(|write| write.stream == principal);
        let written = |stream: &StreamId| self.writes.iter().any(|w| w.stream == *stream);
        let guards = self
            .seen
            .iter()
            .filter(|(stream, _)| !written(stream))
            .map(|(&stream, &expected)| Guard { stream, expected })
            .collect();
        let append = Append {
            network: self.desk.network,
            recorded_on: day(self.now.today),
            writes: self.writes,
            guards,
            codes: self.codes,
            erase: self.erase,
            shred: self.shred,
            idempotency,
            outcome: outcome.to_owned(),
        };
        self.desk.store.append(append).await.map(Some)
    }
}

/// An event as it was stored, in the shape of now.
pub(crate) fn read<E: StreamEvent>(event: &Recorded) -> Result<E, Failure> {
    Ok(domain::stored::read(&event.event)?)
}

/// The same, if it is an event of this kind and not erased.
pub(crate) fn read_of<E: StreamEvent>(event: &Recorded) -> Result<Option<E>, Failure> {
    let is_one = E::knows(event.name());
    is_one.then(|| read(event)).transpose()
}

/// Who did it and when.
pub(crate) fn meta(event: &Recorded) -> Result<Meta, Failure> {
    Ok(domain::stored::meta(&event.event)?)
}

/// The state that these events made.
pub(crate) fn folded<A: Stream>(events: &[Recorded]) -> Result<A, Failure> {
    let mut state = A::default();
    for event in events {
        state.apply(read(event)?);
    }
    Ok(state)
}

fn draft<E: StreamEvent>(event: &E, meta: &Meta) -> Result<EventDraft, Failure> {
    let unreadable = |_| Failure::Unreadable { kind: "event" };
    let serde_json::Value::Object(mut object) = event.members().map_err(unreadable)? else {
        return Err(Failure::Unreadable { kind: "event" });
    };
    if let serde_json::Value::Object(frame) = serde_json::to_value(meta).map_err(unreadable)? {
        object.extend(frame);
    }
    let schema = domain::stored::version::<E>(&event.event_type());
    object.insert("schema".into(), schema.into());
    let draft = EventDraft::new(object)?;
    let taken_back = ConsentEvent::TAKEN_BACK.contains(&event.event_type().as_str());
    Ok(if taken_back {
        draft.kept_apart()
    } else {
        draft
    })
}
