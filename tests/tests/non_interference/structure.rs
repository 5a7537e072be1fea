//! Rule 2 by structure: the rows that an institution reads are made of its own streams, of what is open
//! to all, of what was sent to it, and of nothing else. Every model is folded over the whole log, which
//! gives the rows that the store has; then once more for each institution, over the log without all that
//! others did: their hand-overs, records, slips, readings, denials, erasures and withdrawals. The rows
//! that it reads come out the same, byte for byte. That is why no history at another institution can
//! matter to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::{Desk, SettableClock};
use domain::access::AccessEvent;
use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::evidence::EvidenceEvent;
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use domain::vouchers::{VoucherActEvent, VoucherEvent};
use domain::{InstitutionId, StreamEvent};
use event_store::testing::TestStore;
use event_store::{
    Day, NetworkId, OwnerId, Position, Projector, ReadModel, Recorded, StateGroup, Store, StreamId,
    Subject,
};
use jiff::civil::date;
use read_models::access_log::AccessLog;
use read_models::accounts::Accounts;
use read_models::clients::Clients;
use read_models::consents::Consents;
use read_models::data_protection::DataProtection;
use read_models::ends::{Ending, Ends};
use read_models::evidence::KeptEvidence;
use read_models::handovers::Handovers;
use read_models::institutions::Institutions;
use read_models::slips::Slips;
use read_models::vouchers::Vouchers;
use serde_json::Value;
use simulation::{SeededDraw, network_id};

/// A row and where it is found.
#[derive(Clone, PartialEq)]
struct Row {
    sealed_with: StreamId,
    listed: Option<(OwnerId, String)>,
    day: Option<Day>,
    state: StateGroup,
    says: Value,
}

/// The rows of all models, by model and subject.
type Rows = BTreeMap<(&'static str, Subject), Row>;

/// Folds all models over these events, as the projector does.
fn folded(log: &[&Recorded]) -> Rows {
    let mut rows = Rows::new();
    fold::<Institutions>(log, &mut rows);
    fold::<Accounts>(log, &mut rows);
    fold::<Clients>(log, &mut rows);
    fold::<Consents>(log, &mut rows);
    fold::<Slips>(log, &mut rows);
    fold::<Handovers>(log, &mut rows);
    fold::<Vouchers>(log, &mut rows);
    fold::<AccessLog>(log, &mut rows);
    fold::<Ends>(log, &mut rows);
    fold::<DataProtection>(log, &mut rows);
    fold::<KeptEvidence>(log, &mut rows);
    // What an erased stream sealed is gone.
    let erased = log.iter().filter(|event| event.is_erased());
    let erased: BTreeSet<StreamId> = erased.map(|event| event.stream).collect();
    rows.retain(|_, row| !erased.contains(&row.sealed_with));
    rows
}

fn fold<M: ReadModel>(log: &[&Recorded], rows: &mut Rows) {
    for event in log.iter().filter(|event| !event.is_erased()) {
        for subject in M::subjects(event) {
            let before = rows.remove(&(M::NAME, subject.clone()));
            let before = before.map(|row| serde_json::from_value(row.says).unwrap());
            let Some(placed) = M::fold(&subject, before, event).unwrap() else {
                continue;
            };
            let row = Row {
                sealed_with: placed.sealed_with,
                listed: placed.listed,
                day: placed.day,
                state: placed.state,
                says: serde_json::to_value(placed.row).unwrap(),
            };
            rows.insert((M::NAME, subject), row);
        }
    }
}

/// The rows that the projector wrote, by model, without their names.
async fn stored(store: &Store, network: NetworkId) -> BTreeMap<&'static str, Vec<String>> {
    BTreeMap::from([
        dumped::<Institutions>(store, network).await,
        dumped::<Accounts>(store, network).await,
        dumped::<Clients>(store, network).await,
        dumped::<Consents>(store, network).await,
        dumped::<Slips>(store, network).await,
        dumped::<Handovers>(store, network).await,
        dumped::<Vouchers>(store, network).await,
        dumped::<AccessLog>(store, network).await,
        dumped::<Ends>(store, network).await,
        dumped::<DataProtection>(store, network).await,
        dumped::<KeptEvidence>(store, network).await,
    ])
}

async fn dumped<M: ReadModel>(store: &Store, network: NetworkId) -> (&'static str, Vec<String>) {
    let rows = store.rows().dump::<M>(network).await.unwrap();
    let said = |row: event_store::DumpedRow| format!("{:?} {:?} {}", row.day, row.state, row.row);
    let mut rows: Vec<String> = rows.into_iter().map(said).collect();
    rows.sort();
    (M::NAME, rows)
}

/// Whose stream an event opens, if it is one institution's alone.
fn owner(event: &Recorded) -> Option<InstitutionId> {
    let name = event.name();
    let says = ClientEvent::knows(name)
        || SlipEvent::knows(name)
        || HandoverEvent::knows(name)
        || EvidenceEvent::knows(name);
    let acts = AccessEvent::NAMES.contains(&name) || VoucherActEvent::NAMES.contains(&name);
    match (says, acts) {
        (true, _) => event.event.get("institution")?.as_str()?.parse().ok(),
        (_, true) => actor(event),
        _ => None,
    }
}

/// Where who wrote it works; nobody for the clock, for her and for what crossed the seam.
fn actor(event: &Recorded) -> Option<InstitutionId> {
    event.event["actor"]["institution"].as_str()?.parse().ok()
}

/// The log without what others did: their own streams, and on her path what is neither this institution's
/// word nor what was handed to it.
fn without_others(log: &[Recorded], own: InstitutionId) -> Vec<&Recorded> {
    let mut owners = BTreeMap::new();
    for event in log {
        if let Some(owner) = owner(event) {
            owners.entry(event.stream).or_insert(owner);
        }
    }
    let handed = |event: &Recorded| {
        let to = event.event.get("recipient").and_then(Value::as_str);
        let names = ["CopyHanded", "CopyShown"];
        names.iter().any(|name| event.name().ends_with(name)) && to == Some(&own.to_string())
    };
    let kept = |event: &&Recorded| match owners.get(&event.stream) {
        Some(owner) => *owner == own,
        None if ConsentEvent::knows(event.name()) || VoucherEvent::knows(event.name()) => {
            actor(event).is_none_or(|by| by == own) || handed(event)
        }
        // Members, services, rules and accounts.
        None => true,
    };
    log.iter().filter(kept).collect()
}

/// The rows that this institution's queries find: those in its lists, those with its name in theirs, and
/// when its own slips and vouchers end. When something ends on her path is for the clock alone.
fn read_by(rows: &Rows, own: InstitutionId) -> Rows {
    let slips = rows.iter().filter(|((model, _), row)| {
        let listed = row.listed.as_ref().map(|(owner, _)| owner);
        *model == "slips" && listed == Some(&read_models::owner_of(own))
    });
    let slips: BTreeSet<StreamId> = slips.map(|(_, row)| row.sealed_with).collect();
    let finds = |(model, subject): &(&'static str, Subject), row: &Row| match &row.listed {
        Some((owner, _)) => *owner == read_models::owner_of(own),
        None if *model == Consents::NAME => {
            subject.as_bytes().ends_with(own.to_string().as_bytes())
        }
        None if *model == Ends::NAME => {
            let what = serde_json::from_value(row.says["what"].clone()).unwrap();
            matches!(what, Ending::Slip(_)) && slips.contains(&row.sealed_with)
        }
        None => true,
    };
    let found = rows.iter().filter(|(name, row)| finds(name, row));
    found
        .map(|(name, row)| (name.clone(), row.clone()))
        .collect()
}

/// What was looked at, so that a proof of nothing is seen as one.
#[derive(Default)]
pub(crate) struct Proven {
    pub(crate) senders: usize,
    pub(crate) left_out: usize,
    pub(crate) handovers_left_out: usize,
}

/// Proves it for every institution of a log.
pub(crate) async fn prove(store: &Store, network: NetworkId, projector: &Projector) -> Proven {
    projector.catch_up(network).await.unwrap();
    let log = store.read_from(network, Position::START, 100_000).await;
    let log = log.unwrap();
    let whole = folded(&log.iter().collect::<Vec<_>>());
    same_as_stored(&whole, stored(store, network).await);

    let institutions = whole
        .iter()
        .filter(|((model, _), _)| *model == Institutions::NAME);
    let institutions = institutions.map(|(_, row)| row.says["institution"].as_str().unwrap());
    let mut proven = Proven::default();
    for own in institutions.map(|id| id.parse::<InstitutionId>().unwrap()) {
        let left = without_others(&log, own);
        let hers = read_by(&whole, own);
        let alone = read_by(&folded(&left), own);
        for (name, row) in &hers {
            let same = alone.get(name).is_some_and(|alone| alone == row);
            assert!(same, "{own}: another's act is in {} {}", name.0, row.says);
        }
        assert_eq!(hers.len(), alone.len(), "{own}: rows that others took away");
        let handovers = |log: &[&Recorded]| {
            let of = |event: &&&Recorded| HandoverEvent::knows(event.name());
            log.iter().filter(of).count()
        };
        if hers.keys().any(|(model, _)| *model == "slips") {
            proven.senders += 1;
            proven.left_out += log.len() - left.len();
            let all: Vec<&Recorded> = log.iter().collect();
            proven.handovers_left_out += handovers(&all) - handovers(&left);
        }
    }
    proven
}

/// The fold of this file is the projector's.
fn same_as_stored(whole: &Rows, stored: BTreeMap<&'static str, Vec<String>>) {
    assert_eq!(
        stored.len(),
        read_models::all().len(),
        "a model is not read"
    );
    for (model, stored) in stored {
        let rows = whole.iter().filter(|((name, _), _)| *name == model);
        let said = |row: &Row| format!("{:?} {:?} {}", row.day, row.state, row.says);
        let mut rows: Vec<String> = rows.map(|(_, row)| said(row)).collect();
        rows.sort();
        assert!(rows == stored, "{model} is folded otherwise");
    }
}

/// On one database: a fold knows none.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_demos_town_every_institution_reads_only_its_own() {
    let bench = TestStore::sqlite().await;
    let today = date(2026, 11, 22);
    let projector = Projector::new(bench.store().clone(), read_models::all());
    let running = projector.clone();
    let running = tokio::spawn(async move { running.run(std::future::pending()).await });
    let (clock, draw) = (SettableClock::at(today), SeededDraw::new(11));
    let (clock, draw) = (Arc::new(clock), Arc::new(draw));
    let store = bench.store();
    let desk = Desk::new(
        store.clone(),
        projector.clone(),
        network_id(),
        clock.clone(),
        draw,
    )
    .waiting(std::time::Duration::from_secs(30));
    simulation::play(&desk, &clock, (11, today), None)
        .await
        .unwrap();
    let proven = prove(store, desk.network(), &projector).await;
    running.abort();
    assert!(proven.senders > 4, "many offices send");
    assert!(proven.handovers_left_out > 100 && proven.left_out > 300);
}
