//! From the log to what a release may count: streamed from its start into memory each time, never stored.
//! No step of it is shown to anybody; what leaves is a release ([`path_statistics::releases`]).

mod agreed;
mod counted;
mod noted;
mod persons;
mod ways;

use event_store::{NetworkId, Position, Store};
use path_statistics::journeys::Journeys;

use crate::Failure;
use ways::Ways;

/// How many events are read at once.
const PAGE: u32 = 2_000;

/// Everybody's way through a network, as far as she agreed that it is counted and nothing of it is
/// erased, up to a position of the log; with none, all of it.
pub async fn journeys(
    store: &Store,
    network: NetworkId,
    up_to: Option<Position>,
) -> Result<Journeys, Failure> {
    let mut ways = Ways::default();
    let mut after = Position::START;
    loop {
        let page = store.read_from(network, after, PAGE).await?;
        let Some(last) = page.last() else {
            break;
        };
        after = last.position;
        for event in &page {
            if up_to.is_some_and(|end| event.position > end) {
                return Ok(ways.journeys());
            }
            ways.follow(event)?;
        }
    }
    Ok(ways.journeys())
}
