//! What most read models share: one row for each stream of a kind, kept by one institution and
//! sealed with the stream's own keys. A model's file says what its row is and how it changes.

use std::marker::PhantomData;

use domain::InstitutionId;
use event_store::{
    FoldError, Found, IndexEntry, NetworkId, Placed, ReadModel, Recorded, RowCounts, StateGroup,
    Store, StoreError, StreamId, Subject,
};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::owner_of;
use crate::stored::{event_day, occurred_on, read};

/// A row that one institution keeps of one stream.
pub trait Own: Serialize + DeserializeOwned + Send + 'static {
    /// The stream's events.
    type Event: DeserializeOwned;

    /// The name of the model and, unless a row says otherwise, of each institution's list.
    const NAME: &'static str;
    /// The stored names of the stream's events.
    const EVENTS: &'static [&'static str];

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
        of_stream(event, R::EVENTS)
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
pub(crate) fn of_stream(event: &Recorded, names: &[&str]) -> Vec<Subject> {
    if names.contains(&event.name()) {
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

/// The row of a stream, if it is this institution's.
pub(crate) async fn one<R: Own>(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    stream: [u8; 16],
) -> Result<Option<R>, StoreError> {
    let subject = Subject::of_stream(StreamId::from_bytes(stream));
    let row = store.rows().get::<OwnRows<R>>(network, &subject).await?;
    Ok(row.filter(|row| row.institution() == institution))
}

/// The rows of these streams that are this institution's, in no order.
pub(crate) async fn several<R: Own>(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    streams: impl Iterator<Item = [u8; 16]>,
) -> Result<Vec<R>, StoreError> {
    let subjects = streams.map(|stream| Subject::of_stream(StreamId::from_bytes(stream)));
    let rows = store.rows();
    let rows = rows.several::<OwnRows<R>>(network, subjects).await?;
    let own = |row: &R| row.institution() == institution;
    Ok(rows.into_values().filter(own).collect())
}

/// This institution's rows that are found by all of these texts, at most so many.
pub(crate) async fn look_up<R: Own>(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    texts: &[String],
    limit: usize,
) -> Result<Found<R>, StoreError> {
    let (rows, owner) = (store.rows(), owner_of(institution));
    let found = rows.look_up::<OwnRows<R>>(network, owner, texts, limit);
    let mut found = found.await?;
    found.rows.retain(|row| row.institution() == institution);
    Ok(found)
}

/// How many rows stand in this institution's list of this name, by state.
pub(crate) async fn count<R: Own>(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    list: &str,
) -> Result<RowCounts, StoreError> {
    let (rows, owner) = (store.rows(), owner_of(institution));
    rows.count::<OwnRows<R>>(network, owner, list).await
}
