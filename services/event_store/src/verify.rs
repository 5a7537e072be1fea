//! Reads a whole log as an auditor would: places, leaves, parts, days.

use crate::{
    Store, StoreError,
    body::Header,
    engine::Row,
    erase,
    event::Recorded,
    idempotency,
    ids::{Day, NetworkId, Position, StreamId},
    keys::Keys,
    network::Network,
    open::{self, OpenedRow},
    own_events::KEYS_ENDED,
    read,
};
use std::collections::{BTreeSet, HashMap};

const PAGE: u32 = 500;

/// What a sound log holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StoreReport {
    /// Events read.
    pub events: u64,
    /// Streams met.
    pub streams: u64,
    /// Parts whose key has ended.
    pub erased_parts: u64,
    /// The head when the reading began.
    pub head: Position,
}

/// What is wrong with a log, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("position {}: {what}", .position.get())]
pub struct Violation {
    /// Where.
    pub position: Position,
    /// What, in a sentence.
    pub what: String,
}

/// Why a log was not found sound.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// It could not be read to its end.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Reads the log from its first event to its head and hands every event to the visitor, whose
    /// refusal is a violation too.
    pub async fn verify(
        &self,
        network: NetworkId,
        mut on_event: impl FnMut(&Recorded) -> Result<(), String> + Send,
    ) -> Result<StoreReport, VerifyError> {
        // In this order: the head moves with its events, so it is never behind what was seen before.
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(StoreReport::default());
        };
        drop(session);
        let count = self.count(&network).await?;
        let head = self.head(network.id).await?;
        if count > head.get() {
            let position = head.plus(1);
            let what = "it stands beyond the head".to_owned();
            return Err(Violation { position, what }.into());
        }
        let mut audit = Audit::new(&network);
        while audit.last < head {
            let mut session = self.engine.read().await?;
            let rows = read::raw_page(&mut session.of(&network), audit.last, PAGE).await?;
            let headers = open::headers(&network, &rows).map_err(damaged)?;
            let keys = open::keys_of(&self.keys, &mut session.of(&network), &headers).await;
            let keys = keys.map_err(damaged)?;
            drop(session);
            if rows.is_empty() {
                let position = audit.last.plus(1);
                let what = "the log ends before its head".to_owned();
                return Err(Violation { position, what }.into());
            }
            for (header, row) in headers.iter().zip(&rows) {
                if audit.last < head {
                    audit.row(header, row, &keys, &mut on_event)?;
                }
            }
        }
        self.beside(&network, &audit).await?;
        Ok(StoreReport {
            events: audit.last.get(),
            streams: audit.lengths.len() as u64,
            erased_parts: audit.erased_parts,
            head,
        })
    }

    /// What lies beside the log fits it: no key has ended but those of which it says so, and nobody was
    /// answered by what it does not have any more.
    async fn beside(&self, network: &Network, audit: &Audit<'_>) -> Result<(), VerifyError> {
        let mut session = self.engine.read().await?;
        let ended = self.keys.all_ended(&mut session.of(network)).await?;
        let ended: BTreeSet<_> = ended.into_iter().collect();
        let head = self.head(network.id).await?;
        let wrong = |what: &str| Violation {
            position: head,
            what: what.to_owned(),
        };
        // The log goes on meanwhile: what it says since counts as well.
        let mut said = audit.ended.clone();
        for event in
            read::read_page(&self.keys, &mut session.of(network), audit.last, u32::MAX).await?
        {
            said.extend(keys_ended(&event).unwrap_or_default());
        }
        if !ended.is_subset(&said) {
            return Err(wrong("a key has ended of which the log does not say so").into());
        }
        if !audit.ended.is_subset(&ended) {
            return Err(wrong("a key lives that the log says has ended").into());
        }
        let answered = idempotency::last_position(&mut session.of(network)).await?;
        if answered > self.head(network.id).await? {
            return Err(wrong("a command was answered by events that stood behind it").into());
        }
        Ok(())
    }

    /// How many events there are, wherever they stand.
    async fn count(&self, network: &Network) -> Result<u64, StoreError> {
        let mut session = self.engine.read().await?;
        let sql = "/* walks */ SELECT COUNT(*) FROM event WHERE network = $1";
        let row = session.first(sql, &[network.number.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }
}

/// What has been seen so far.
struct Audit<'a> {
    network: &'a Network,
    last: Position,
    day: Day,
    lengths: HashMap<StreamId, u64>,
    erased_parts: u64,
    /// The keys of which the log says that they have ended.
    ended: BTreeSet<i64>,
}

impl<'a> Audit<'a> {
    fn new(network: &'a Network) -> Self {
        Self {
            network,
            last: Position::START,
            day: Day::MIN,
            lengths: HashMap::new(),
            erased_parts: 0,
            ended: BTreeSet::new(),
        }
    }

    fn row(
        &mut self,
        header: &Header,
        row: &Row,
        keys: &Keys,
        on_event: &mut impl FnMut(&Recorded) -> Result<(), String>,
    ) -> Result<(), VerifyError> {
        let wrong = |what: &str| Violation {
            position: header.position,
            what: what.to_owned(),
        };
        if header.position != self.last.plus(1) {
            return Err(wrong("the positions before it are missing").into());
        }
        let length = self.lengths.entry(header.stream).or_default();
        if header.version != *length {
            return Err(wrong("its version is not the next of its stream").into());
        }
        if header.recorded_on < self.day {
            return Err(wrong("its day is before that of the event before it").into());
        }
        let opened = sound(self.network, header, row, keys)?;
        if let Some(ended) = keys_ended(&opened.event) {
            self.ended.extend(ended);
        }
        on_event(&opened.event).map_err(|what| wrong(&what))?;
        *length += 1;
        self.last = header.position;
        self.day = header.recorded_on;
        self.erased_parts += opened.erased_parts;
        Ok(())
    }
}

/// An event that stands in its slot, whose leaf fits its columns and body, and whose parts open unless
/// they are erased.
pub(crate) fn sound(
    network: &Network,
    header: &Header,
    row: &Row,
    keys: &Keys,
) -> Result<OpenedRow, VerifyError> {
    let place = open::place(network, row)?;
    let wrong = |what: &str| Violation {
        position: header.position,
        what: what.to_owned(),
    };
    if place.slot != network.slot(header.stream, header.version) {
        return Err(wrong("it stands in a slot that is not its own").into());
    }
    if place.id != network.event_id(header.position) {
        return Err(wrong("it stands at a position that is not its own").into());
    }
    // A malformed body has no leaf; opening it says so.
    let leaf = place.leaf(row.bytes(4)?);
    if leaf.is_ok_and(|leaf| row.fixed(5).ok() != Some(leaf)) {
        return Err(wrong("its leaf does not fit its columns and body").into());
    }
    open::open_row(header, row, keys).map_err(damaged)
}

/// The keys that an event says have ended, if it is one that says so.
fn keys_ended(event: &Recorded) -> Option<Vec<i64>> {
    let says_so = event.name() == KEYS_ENDED;
    erase::named_keys(&event.event).filter(|_| says_so)
}

/// What does not read back is a violation where it stands.
pub(crate) fn damaged(error: StoreError) -> VerifyError {
    match error {
        StoreError::Damaged { position, what } => Violation { position, what }.into(),
        other => other.into(),
    }
}
