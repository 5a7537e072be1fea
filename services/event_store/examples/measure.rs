//! How long the store takes for what it does all day, and how much room an event takes: for comparing two builds in
//! one run, never for a figure by itself. Prints one line of JSON.
//!
//! `cargo run --release -p event_store --features testing --example measure -- sqlite`, or `postgres` with the
//! server that the tests use.

#![expect(
    clippy::print_stdout,
    reason = "a measurement is read on standard output"
)]

use event_store::{
    Append, EventDraft, FoldError, OwnerId, Placed, Position, Projection, Projector, ReadModel,
    Recorded, StateGroup, StreamId, StreamWrite, Subject,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Instant;

const APPENDS: usize = 1_500;
const OFFICES: usize = 12;

/// One row for each stream, in the list of an office.
struct Cases;

#[derive(Serialize, Deserialize)]
struct Case {
    office: String,
    day: i32,
    events: u64,
    identity: Value,
}

impl ReadModel for Cases {
    type Row = Case;
    const NAME: &'static str = "cases";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        vec![Subject::of_stream(event.stream)]
    }

    fn fold(
        _: &Subject,
        row: Option<Case>,
        event: &Recorded,
    ) -> Result<Option<Placed<Case>>, FoldError> {
        let text = |member: &str| event.event[member].as_str().unwrap_or_default().to_owned();
        let mut row = row.unwrap_or(Case {
            office: text("institution"),
            day: event.recorded_on,
            events: 0,
            identity: event.event.get("identity").cloned().unwrap_or_default(),
        });
        row.events += 1;
        let office = OwnerId::from_hex(&row.office).ok_or(FoldError("no office".to_owned()))?;
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((office, "cases".to_owned())),
            day: Some(row.day),
            state: StateGroup::Open,
            row,
        }))
    }
}

fn event(number: usize, office: OwnerId) -> EventDraft {
    let id = |_| any_stream().to_string();
    let members = json!({
        "event": "SlipIssued", "schema": 1, "recorded_at": "2026-11-22T08:00:00Z",
        "occurred_on": "2026-11-21", "institution": office.to_string(),
        "actor": {"as": "staff", "function": "caseworker", "account": id(0), "institution": office.to_string()},
        "agreement": {"by": "for_her", "on": "2026-11-21"}, "author": id(1),
        "carries": ["identity", "need"], "disclosure": {"consent": id(2), "items": ["identity", "need"], "version": number},
        "feedback": ["feedback_arrival", "feedback_outcome"], "handover": id(3), "need": "maintenance",
        "paper": "discreet", "path": id(4), "recipient": id(5), "record": id(6), "service": id(7),
        "service_name": "Unterhaltsvorschuss", "slip": id(8), "valid_until": "2026-12-20",
        "identity": {"name": format!("Frau Beispiel {number}"), "birth_year": 1998},
    });
    EventDraft::of(&members).expect("it is an event")
}

#[tokio::main]
async fn main() {
    let bench = match std::env::args().nth(1).as_deref() {
        Some("postgres") => TestStore::postgres().await,
        _ => TestStore::sqlite().await,
    };
    let (store, network) = (bench.store(), any_network());
    let offices: Vec<_> = (0..OFFICES).map(|_| any_owner()).collect();
    let mut streams: Vec<StreamId> = Vec::new();

    let begun = Instant::now();
    for number in 0..APPENDS {
        let office = offices[number % OFFICES];
        let opened: Vec<_> = (0..2).map(|_| (any_stream(), any_owner())).collect();
        let mut writes: Vec<_> = opened
            .iter()
            .map(|(stream, owner)| StreamWrite {
                stream: *stream,
                expected: 0,
                owner: Some(*owner),
                events: vec![event(number, office)],
            })
            .collect();
        // And one event more in a stream that is there.
        if let Some(stream) = streams.get(number * 7 % streams.len().max(1)).copied() {
            let expected = store.version(network, stream).await.expect("a version");
            writes.push(StreamWrite {
                stream,
                expected,
                owner: None,
                events: vec![event(number, office)],
            });
        }
        let append = Append {
            network,
            recorded_on: 20_779 + i32::try_from(number / 50).unwrap_or_default(),
            writes,
            guards: Vec::new(),
            codes: Vec::new(),
            erase: Vec::new(),
            shred: Vec::new(),
            idempotency: Some(store.idempotency(
                network,
                b"account",
                &number.to_string(),
                b"command",
            )),
            outcome: "slip-issued".to_owned(),
        };
        store.append(append).await.expect("it is appended");
        streams.extend(opened.iter().map(|(stream, _)| *stream));
    }
    let append = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    for stream in streams.iter().step_by(2) {
        let events = store.load(network, *stream).await.expect("it loads");
        assert!(!events.is_empty());
    }
    let load = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    let mut last = Position::START;
    loop {
        let page = store.read_from(network, last, 500).await.expect("a page");
        let Some(end) = page.last() else { break };
        last = end.position;
    }
    let replay = begun.elapsed().as_secs_f64();

    let projector = Projector::new(store.clone(), vec![Projection::of::<Cases>()]);
    projector.catch_up(network).await.expect("it catches up");
    let begun = Instant::now();
    projector.rebuild(network).await.expect("it is rebuilt");
    let rebuild = begun.elapsed().as_secs_f64();

    let figures = json!({
        "events": last.get(), "append": append, "load": load, "replay": replay, "rebuild": rebuild,
    });
    println!("{figures}");
}
