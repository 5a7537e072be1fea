//! Releases beside what the log says now, for those who check the one against the other: they need the
//! keys of the store, and see more than any role.

use async_recursion::async_recursion as boxed;
use domain::StreamEvent;
use domain::statistics::{Calendar, CalendarEvent, Edition};
use event_store::{NetworkId, Position, Store};
use jiff::civil::Date;
use path_statistics::releases::Release;

use super::body_of;
use crate::Failure;
use crate::work::folded;

/// A release with what says how it was made.
#[derive(Debug, Clone)]
pub struct MadeRelease {
    /// Which it is.
    pub edition: Edition,
    /// The position of the log as of which it counts.
    pub as_of: Position,
    /// The day on which it was made.
    pub on: Date,
    /// The frozen figures.
    pub figures: Release,
}

/// All releases of a network, in the order in which they were made.
#[boxed]
pub async fn made(store: &Store, network: NetworkId) -> Result<Vec<MadeRelease>, Failure> {
    let calendar = CalendarEvent::stream(domain::NetworkId::from_bytes(*network.as_bytes()));
    let stream = event_store::StreamId::from_bytes(calendar);
    let calendar: Calendar = folded(&store.load(network, stream).await?)?;
    let mut all = Vec::new();
    for made in calendar.made() {
        let stream = event_store::StreamId::from_bytes(made.release.bytes());
        let body = body_of(&store.load(network, stream).await?)?;
        let figures = Release::read(body.as_bytes());
        all.push(MadeRelease {
            edition: made.edition,
            as_of: Position::new(made.as_of),
            on: made.on,
            figures: figures.map_err(|_| Failure::Unreadable { kind: "release" })?,
        });
    }
    Ok(all)
}
