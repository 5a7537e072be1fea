//! Reads a whole log as an auditor would: places, leaves, parts, days.

use crate::{
    Store, StoreError,
    engine::Row,
    event::Recorded,
    ids::{Day, KeyId, NetworkId, Position, StreamId},
    keys::StreamKey,
    open::{self, OpenedRow},
    read,
};
use std::collections::HashMap;

const PAGE: u32 = 500;

/// What a sound log holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoreReport {
    /// Events read.
    pub events: u64,
    /// Streams met.
    pub streams: u64,
    /// Parts whose key has a tombstone.
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
        let end = self.end_of_log(network).await?;
        let head = self.head(network).await?;
        if end > head {
            let position = head.plus(1);
            let what = "it stands beyond the head".to_owned();
            return Err(Violation { position, what }.into());
        }
        let mut audit = Audit::new(network);
        while audit.last < head {
            let mut session = self.engine.read().await?;
            let rows = read::raw_page(&mut session, network, audit.last, PAGE).await?;
            let keys = open::keys_of(&self.keys, &mut session, network, &rows).await;
            let keys = keys.map_err(damaged)?;
            drop(session);
            if rows.is_empty() {
                let position = audit.last.plus(1);
                let what = "the log ends before its head".to_owned();
                return Err(Violation { position, what }.into());
            }
            for row in &rows {
                if audit.last < head {
                    audit.row(row, &keys, &mut on_event)?;
                }
            }
        }
        Ok(StoreReport {
            events: audit.last.get(),
            streams: audit.lengths.len() as u64,
            erased_parts: audit.erased_parts,
            head,
        })
    }

    async fn end_of_log(&self, network: NetworkId) -> Result<Position, StoreError> {
        let mut session = self.engine.read().await?;
        let sql = "/* walks one step */ SELECT COALESCE(MAX(position), 0) FROM event \
                   WHERE network_id = $1";
        let row = session.first(sql, &[network.as_bytes().into()]).await?;
        row.map_or(Ok(Position::START), |row| row.int(0).map(Position::new))
    }
}

/// What has been seen so far.
struct Audit {
    network: NetworkId,
    last: Position,
    day: Day,
    lengths: HashMap<StreamId, u64>,
    erased_parts: u64,
}

impl Audit {
    fn new(network: NetworkId) -> Self {
        Self {
            network,
            last: Position::START,
            day: Day::MIN,
            lengths: HashMap::new(),
            erased_parts: 0,
        }
    }

    fn row(
        &mut self,
        row: &Row,
        keys: &HashMap<KeyId, StreamKey>,
        on_event: &mut impl FnMut(&Recorded) -> Result<(), String>,
    ) -> Result<(), VerifyError> {
        let header = open::header(self.network, row)?;
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
        let opened = sound(self.network, row, keys)?;
        on_event(&opened.event).map_err(|what| wrong(&what))?;
        *length += 1;
        self.last = header.position;
        self.day = header.recorded_on;
        self.erased_parts += opened.erased_parts;
        Ok(())
    }
}

/// An event whose leaf fits its columns and body, and whose parts open unless they are erased.
pub(crate) fn sound(
    network: NetworkId,
    row: &Row,
    keys: &HashMap<KeyId, StreamKey>,
) -> Result<OpenedRow, VerifyError> {
    let header = open::header(network, row)?;
    // A malformed body has no leaf; opening it says so.
    let leaf = header.leaf(row.bytes(5)?);
    if leaf.is_ok_and(|leaf| row.fixed(6).ok() != Some(leaf)) {
        return Err(Violation {
            position: header.position,
            what: "its leaf does not fit its columns and body".to_owned(),
        }
        .into());
    }
    open::open_row(network, row, keys).map_err(damaged)
}

/// What does not read back is a violation where it stands.
pub(crate) fn damaged(error: StoreError) -> VerifyError {
    match error {
        StoreError::Damaged { position, what } => Violation { position, what }.into(),
        other => other.into(),
    }
}
