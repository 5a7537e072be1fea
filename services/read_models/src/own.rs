//! What most read models share: one row for each stream of a kind, kept by one institution and
//! sealed with the stream's own keys. A model's file says what its row is and how it changes.

use std::marker::PhantomData;

use domain::{InstitutionId, StreamEvent};
use event_store::{
    FoldError, IndexEntry, OwnerId, Placed, ReadModel, Recorded, StateGroup, Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::stored::{event_day, occurred_on, read};

/// A row that one institution keeps of one stream.
pub trait Own: Serialize + DeserializeOwned + Send + 'static {
    /// The stream's events.
    type Event: StreamEvent;

    /// The name of the model and, unless a row says otherwise, of each institution's list.
    const NAME: &'static str;

    /// How many bytes a row takes at least: see [`ReadModel::ROOM`].
    const ROOM: usize = 128;
    /// For how many index entries there is room at least: see [`ReadModel::INDEXED`].
    const INDEXED: usize = 0;

    /// The row after an event that happened on this day; `None` = no row.
    fn after(row: Option<Self>, event: Self::Event, on: Date) -> Option<Self>;

    /// Who keeps it.
    fn institution(&self) -> InstitutionId;

    /// Whether something is to be done.
    fn state(&self) -> StateGroup;

    /// In which of its institution's lists it stands.
    fn list(&self) -> &'static str {
        Self::NAME
    }

    /// The day by which its list is sorted.
    fn day(&self) -> Date;

    /// By what else it is found or counted.
    fn index(&self) -> Vec<IndexEntry> {
        vec![]
    }
}

/// The model of such rows.
pub struct OwnRows<R>(PhantomData<fn() -> R>);

impl<R: Own> ReadModel for OwnRows<R> {
    type Row = R;
    const NAME: &'static str = R::NAME;
    const ROOM: usize = R::ROOM;
    const INDEXED: usize = R::INDEXED;

    fn subjects(event: &Recorded) -> Vec<Subject> {
        of_stream::<R::Event>(event)
    }

    fn index(row: &R) -> Vec<IndexEntry> {
        row.index()
    }

    fn fold(_: &Subject, row: Option<R>, event: &Recorded) -> Result<Option<Placed<R>>, FoldError> {
        let on = occurred_on(event)?;
        let row = R::after(row, read(event)?, on);
        Ok(row.map(|row| Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution()), row.list().into())),
            day: Some(event_day(row.day())),
            state: row.state(),
            row,
        }))
    }
}

/// The stream is the subject, if the event belongs to this kind of stream.
pub(crate) fn of_stream<E: StreamEvent>(event: &Recorded) -> Vec<Subject> {
    if E::knows(event.name()) {
        vec![Subject::of_stream(event.stream)]
    } else {
        vec![]
    }
}

/// The row as the stream's own events make it, for those who cannot wait for the rows; `None` when
/// an event of it is erased.
pub fn folded<R: Own>(events: &[Recorded]) -> Result<Option<R>, FoldError> {
    let mut row = None;
    for event in events {
        if event.is_erased() {
            return Ok(None);
        }
        row = R::after(row, read(event)?, occurred_on(event)?);
    }
    Ok(row)
}

/// Whose index key hides an institution's lists.
#[must_use]
pub fn owner_of(institution: InstitutionId) -> OwnerId {
    OwnerId::from_bytes(institution.bytes())
}
