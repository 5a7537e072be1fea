//! Statistics: from the log to what may leave a network. The log is streamed from its start into memory
//! each time, never stored; no step of it is shown to anybody. What leaves is a release
//! ([`path_statistics::releases`]), made once and kept as an event; and to a lead the counts of the own
//! office's acts.

use async_recursion::async_recursion as boxed;
mod attacked;
mod changed;
mod make;
mod office;
mod persons;
mod read;
mod revise;
mod ways;

pub use attacked::{MadeRelease, made};
pub use read::{ListedRelease, ReleaseState};
pub use revise::ReviseRelease;

use domain::ReleaseId;
use domain::statistics::Edition;
use event_store::{NetworkId, Position, Store};
use path_statistics::journeys::Journeys;

use crate::Failure;
use make::body_of;
use ways::{Counted, Ways};

/// How many events are read at once.
const PAGE: u32 = 2_000;

/// Everybody's way through a network, as far as she agreed that it is counted and nothing of it is
/// erased, up to a position of the log; with none, all of it.
#[boxed]
pub async fn journeys(
    store: &Store,
    network: NetworkId,
    up_to: Option<Position>,
) -> Result<Journeys, Failure> {
    let (counted, _) = counted(store, network, up_to).await?;
    Ok(counted.journeys)
}

/// The same with whose it is, and the position as of which it counts.
async fn counted(
    store: &Store,
    network: NetworkId,
    up_to: Option<Position>,
) -> Result<(Counted, Position), Failure> {
    let mut ways = Ways::default();
    let mut read = Position::START;
    loop {
        let page = store.read_from(network, read, PAGE).await?;
        if page.is_empty() {
            return Ok((ways.counted(), read));
        }
        for event in &page {
            if up_to.is_some_and(|end| event.position > end) {
                return Ok((ways.counted(), read));
            }
            ways.follow(event)?;
            read = event.position;
        }
    }
}

/// What the release of this edition is called.
fn release_id(network: NetworkId, edition: Edition) -> ReleaseId {
    ReleaseId::of(domain::NetworkId::from_bytes(*network.as_bytes()), edition)
}
