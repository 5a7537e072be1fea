//! Somebody has the whole database and no key, and joins all rows over every value that two of them share:
//! ids, keyed hashes, and positions where one is named. No chain leads from a row of one institution's
//! record of her to a row of another's, nor from either to her path. What remains to be seen is that rows
//! lie next to each other, and their days (formats.md).

use std::collections::{BTreeMap, BTreeSet};

use acceptance::{Caseworker, Office, Town};
use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::evidence::EvidenceEvent;
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use event_store::testing::{Clear, ClearRow};
use event_store::{Position, Recorded};
use serde_json::json;

const A: Office = Office::Schuldnerberatung;
const B: Office = Office::Jugendamt;
const C: Office = Office::Wohnungsamt;

/// A slip from A to B with everything that can follow, and from there to C.
async fn plays(town: &Town) {
    let (a, b) = (town.caseworker(A).await, town.caseworker(B).await);
    let all = ["announce", "identity", "need", "feedback_arrival"];
    let (slip, code) = a.issues(&Caseworker::slip_to(B, &all, &[])).await;
    // Another person between the same offices, so that a list has more than one.
    a.issues(&Caseworker::slip_to(B, &all, &[])).await;
    let c = town.caseworker(C).await;
    c.post("/api/v1/handovers", &json!({"code": code})).await;
    b.post("/api/v1/handovers/lookup", &json!({"code": code}))
        .await
        .ok();
    let handover = b.takes_on(&code, &["feedback_arrival"]).await;
    let at = format!("/api/v1/handovers/{handover}");
    b.get(&at).await.ok();
    let mut onward = Caseworker::slip_to(C, &["need"], &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    let forwarding = json!({"agreed": true, "slip": onward});
    let sent = b.post(&format!("{at}/forwarding"), &forwarding).await.ok();
    if let Some(code) = sent.json()["station_code"].as_str() {
        c.takes_on(code, &[]).await;
    }
    let own = a.get(&format!("/api/v1/slips/{slip}")).await.ok();
    let client = own.member("client");
    a.get(&format!("/api/v1/clients/{client}")).await.ok();
    let away = json!({
        "client": client, "recipient": B.id(), "items": ["need"], "said": {"how": "in_person"},
    });
    a.post("/api/v1/consents/withdrawals", &away).await.ok();
    let network = town.desk().network();
    town.projector().catch_up(network).await.unwrap();
}

/// Whose a stream is, as only keys tell: an institution's record of her, her path, or what proves one word
/// of hers, which hangs together with neither.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Whose {
    Record(String),
    Path(Vec<u8>),
    Evidence(Vec<u8>),
}

fn whose(event: &Recorded) -> Option<Whose> {
    let name = event.name();
    if ConsentEvent::knows(name) {
        return Some(Whose::Path(event.stream.as_bytes().to_vec()));
    }
    if EvidenceEvent::knows(name) {
        return Some(Whose::Evidence(event.stream.as_bytes().to_vec()));
    }
    let hers = ClientEvent::knows(name) || SlipEvent::knows(name) || HandoverEvent::knows(name);
    let institution = event.event.get("institution").and_then(|id| id.as_str());
    institution
        .filter(|_| hers)
        .map(|id| Whose::Record(id.to_owned()))
}

/// What two rows can share: an id, a keyed hash, or the number of an event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Bytes(Vec<u8>),
    Position(i64),
}

fn shared(row: &ClearRow) -> Vec<Shared> {
    let of = |(name, value): &(&str, Clear)| match value {
        Clear::Bytes(bytes) => Some(Shared::Bytes(bytes.clone())),
        Clear::Number(number) if *name == "position" => Some(Shared::Position(*number)),
        // Days, states, versions, and the words of models and outcomes: the same for many.
        Clear::Number(_) | Clear::Text(_) => None,
    };
    row.values.iter().filter_map(of).collect()
}

/// The list that a row of a model stands in: one hash for all rows of one institution there. It says that
/// they are of one office, and not what belongs together; that is asked of it below.
fn list(row: &ClearRow) -> Option<&Clear> {
    let named = row.values.iter().find(|(name, _)| *name == "search_hash");
    named.map(|(_, hash)| hash)
}

/// The row that stands for all that hang together with this one.
fn top(above: &mut [usize], mut row: usize) -> usize {
    while above[row] != row {
        above[row] = above[above[row]];
        row = above[row];
    }
    row
}

/// Rows that hang together, by number.
fn chains(rows: &[ClearRow], without_lists: bool) -> Vec<usize> {
    let mut first: BTreeMap<Shared, usize> = BTreeMap::new();
    let mut above: Vec<usize> = (0..rows.len()).collect();
    for (number, row) in rows.iter().enumerate() {
        for value in shared(row) {
            let is_list = match (list(row), &value) {
                (Some(Clear::Bytes(list)), Shared::Bytes(bytes)) => list == bytes,
                _ => false,
            };
            if is_list && without_lists {
                continue;
            }
            let other = *first.entry(value).or_insert(number);
            let (one, other) = (top(&mut above, number), top(&mut above, other));
            above[one] = other;
        }
    }
    (0..rows.len()).map(|row| top(&mut above, row)).collect()
}

pub(crate) async fn across_institutions(town: &Town) {
    plays(town).await;
    let rows = town.store().clear_rows().await;
    let network = town.desk().network();
    let log = town
        .store()
        .store()
        .read_from(network, Position::START, 10_000);
    let mut owners: BTreeMap<Vec<u8>, Whose> = BTreeMap::new();
    for event in log.await.unwrap() {
        if let Some(whose) = whose(&event) {
            owners
                .entry(event.stream.as_bytes().to_vec())
                .or_insert(whose);
        }
    }
    let offices = owners.values().collect::<BTreeSet<_>>();
    assert!(
        offices.len() >= 5,
        "three offices and two paths: {}",
        offices.len()
    );
    let proofs = owners
        .values()
        .filter(|whose| matches!(whose, Whose::Evidence(_)));
    assert!(proofs.count() >= 3, "her word was recorded by two, for two");
    no_chain_joins(&rows, &owners);
    no_list_joins(&rows, &owners);
}

/// The streams that a row names.
fn named<'a>(row: &ClearRow, owners: &'a BTreeMap<Vec<u8>, Whose>) -> Vec<&'a Whose> {
    let of = |(_, value): &(&str, Clear)| match value {
        Clear::Bytes(bytes) => owners.get(bytes),
        _ => None,
    };
    row.values.iter().filter_map(of).collect()
}

fn no_chain_joins(rows: &[ClearRow], owners: &BTreeMap<Vec<u8>, Whose>) {
    let chains = chains(rows, true);
    let mut joined: BTreeMap<usize, BTreeMap<&Whose, BTreeSet<&str>>> = BTreeMap::new();
    for (row, chain) in rows.iter().zip(&chains) {
        for whose in named(row, owners) {
            let tables = joined.entry(*chain).or_default().entry(whose).or_default();
            tables.insert(row.table);
        }
    }
    assert!(joined.len() >= 5, "{} chains", joined.len());
    for chain in joined.values() {
        assert_eq!(chain.len(), 1, "one chain: {chain:?}");
    }
}

/// The rows of one list are of one institution; none of them hangs together with a row in another's.
fn no_list_joins(rows: &[ClearRow], owners: &BTreeMap<Vec<u8>, Whose>) {
    let chains = chains(rows, true);
    let mut of_chain: BTreeMap<usize, BTreeSet<&Whose>> = BTreeMap::new();
    for (row, chain) in rows.iter().zip(&chains) {
        of_chain
            .entry(*chain)
            .or_default()
            .extend(named(row, owners));
    }
    let mut of_list: BTreeMap<&[u8], BTreeSet<&Whose>> = BTreeMap::new();
    for (row, chain) in rows.iter().zip(&chains) {
        if let Some(Clear::Bytes(list)) = list(row) {
            of_list.entry(list).or_default().extend(&of_chain[chain]);
        }
    }
    assert!(of_list.len() > 6, "there are lists");
    for whose in of_list.values() {
        let institutions = whose
            .iter()
            .filter(|whose| matches!(whose, Whose::Record(_)));
        assert!(
            institutions.count() <= 1,
            "a list of two institutions: {whose:?}"
        );
        let paths = whose.iter().filter(|whose| matches!(whose, Whose::Path(_)));
        assert_eq!(
            paths.count(),
            0,
            "a list shows that her path leads there: {whose:?}"
        );
    }
}
