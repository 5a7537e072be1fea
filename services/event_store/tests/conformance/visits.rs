//! A small read model and the events that feed it.

use crate::bench::{after, append, commit, event, opening};
use event_store::{
    FoldError, IndexEntry, NetworkId, OwnerId, Placed, Projection, Projector, ReadModel, Recorded,
    StateGroup, Store, StreamId, Subject, testing::any_stream,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Counts the visits of a person; one row per stream.
pub(crate) struct Visits;

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub(crate) count: u64,
    desk: String,
    day: Option<i32>,
    pub(crate) identity: String,
}

impl ReadModel for Visits {
    type Row = Visit;
    const NAME: &'static str = "visits";
    const CLOCKED: bool = true;

    fn subjects(event: &Recorded) -> Vec<Subject> {
        vec![Subject::of_stream(event.stream)]
    }

    /// Each visit counts, on the day of the first.
    fn index(row: &Visit) -> Vec<IndexEntry> {
        let text = "Counted".to_owned();
        let visit = row.day.map(|day| IndexEntry { text, day });
        visit
            .into_iter()
            .flat_map(|visit| std::iter::repeat_n(visit, usize::try_from(row.count).unwrap_or(0)))
            .collect()
    }

    fn fold(
        _: &Subject,
        row: Option<Visit>,
        event: &Recorded,
    ) -> Result<Option<Placed<Visit>>, FoldError> {
        let row = match (event.name(), row) {
            ("Came", None) => Visit {
                count: 1,
                desk: text(event, "desk"),
                day: event.event["day"]
                    .as_i64()
                    .and_then(|day| day.try_into().ok()),
                identity: text(event, "identity"),
            },
            ("Came", Some(row)) => Visit {
                count: row.count + 1,
                ..row
            },
            ("Left", _) => return Ok(None),
            _ => return Err(FoldError("the event is unknown".to_owned())),
        };
        let desk = OwnerId::from_hex(&row.desk).ok_or(FoldError("no desk".to_owned()))?;
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((desk, "Worklist".to_owned())),
            day: row.day,
            state: if row.count > 1 {
                StateGroup::Due
            } else {
                StateGroup::Open
            },
            row,
        }))
    }
}

fn text(event: &Recorded, member: &str) -> String {
    event.event[member].as_str().unwrap_or_default().to_owned()
}

pub(crate) fn projector(store: &Store) -> Projector {
    Projector::new(store.clone(), vec![Projection::of::<Visits>()])
}

pub(crate) async fn came(
    store: &Store,
    network: NetworkId,
    (desk, owner): (OwnerId, OwnerId),
    (day, name): (Option<i32>, &str),
) -> StreamId {
    let stream = any_stream();
    let members = json!({
        "event": "Came", "desk": desk.to_string(), "day": day, "identity": name,
    });
    commit(
        store,
        append(network, vec![opening(stream, owner, vec![event(members)])]),
    )
    .await;
    stream
}

pub(crate) async fn came_again(store: &Store, network: NetworkId, stream: StreamId, length: u64) {
    let again = event(json!({"event": "Came"}));
    commit(
        store,
        append(network, vec![after(stream, length, vec![again])]),
    )
    .await;
}
