//! Somebody has the whole database and no key, and joins all rows over every value that two of them share:
//! keyed hashes, and positions where one is named. No chain leads from a row of one institution's record
//! of her to a row of another's, nor from either to her path, nor to the list of any office. What remains
//! to be seen is that events lie next to each other, and their days (docs/formats.md).

use std::collections::{BTreeMap, BTreeSet};

use acceptance::{Caseworker, Office, Town};
use domain::StreamEvent;
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

/// What two rows can share: bytes, a keyed hash, or the number of an event.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Shared {
    Bytes(Vec<u8>),
    Tag(i64),
    Position(i64),
}

fn shared(row: &ClearRow) -> Vec<Shared> {
    let of = |(name, value): &(&str, Clear)| match value {
        Clear::Bytes(bytes) => Some(Shared::Bytes(bytes.clone())),
        Clear::Number(number) if *name == "position" => Some(Shared::Position(*number)),
        Clear::Number(number) if number.unsigned_abs() > u64::from(u32::MAX) => {
            Some(Shared::Tag(*number))
        }
        // Days, generations, counts and the words of models: the same for many.
        Clear::Number(_) | Clear::Text(_) => None,
    };
    row.values.iter().filter_map(of).collect()
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
fn chains(rows: &[ClearRow]) -> Vec<usize> {
    let mut first: BTreeMap<Shared, usize> = BTreeMap::new();
    let mut above: Vec<usize> = (0..rows.len()).collect();
    for (number, row) in rows.iter().enumerate() {
        for value in shared(row) {
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
    let joined = self::joined(&rows, &owners);
    assert!(joined.len() >= 5, "{} chains", joined.len());
    for chain in &joined {
        assert!(chain.whose.len() <= 1, "one chain: {chain:?}");
        let listed = chain.tables.contains("list_page");
        assert!(!listed || chain.whose.is_empty(), "a list: {chain:?}");
    }
    // Were there a value that two offices' rows share, it would be seen.
    let one = of_another(&rows, &owners, None);
    let other = of_another(&rows, &owners, Some(one));
    let mut planted = rows;
    let value = Clear::Number(i64::MAX);
    for row in [one, other] {
        planted[row].values.push(("planted", value.clone()));
    }
    let found = self::joined(&planted, &owners);
    assert!(
        found.iter().any(|chain| chain.whose.len() == 2),
        "it is found"
    );
}

/// What hangs together: whose rows, and of which tables.
#[derive(Debug, Default)]
struct Chain<'a> {
    whose: BTreeSet<&'a Whose>,
    tables: BTreeSet<&'static str>,
}

fn joined<'a>(rows: &[ClearRow], owners: &'a BTreeMap<Vec<u8>, Whose>) -> Vec<Chain<'a>> {
    let mut joined: BTreeMap<usize, Chain<'a>> = BTreeMap::new();
    for (row, chain) in rows.iter().zip(chains(rows)) {
        let chain = joined.entry(chain).or_default();
        chain.tables.insert(row.table);
        chain.whose.extend(whose_row(row, owners));
    }
    let told = |chain: &Chain<'_>| !chain.whose.is_empty() || chain.tables.contains("list_page");
    joined.into_values().filter(told).collect()
}

/// Whose a row is, as the keys tell.
fn whose_row<'a>(row: &ClearRow, owners: &'a BTreeMap<Vec<u8>, Whose>) -> Option<&'a Whose> {
    row.of
        .and_then(|stream| owners.get(stream.as_bytes().as_slice()))
}

/// A row of a record, of another office than a row's.
fn of_another(rows: &[ClearRow], owners: &BTreeMap<Vec<u8>, Whose>, than: Option<usize>) -> usize {
    let than = than.and_then(|row| whose_row(&rows[row], owners));
    let found = rows.iter().position(|row| {
        let whose = whose_row(row, owners);
        matches!(whose, Some(Whose::Record(_))) && whose != than
    });
    found.expect("several offices have rows")
}
