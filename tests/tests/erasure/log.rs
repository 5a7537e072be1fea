//! What the log and the rows look like: what is erased in it, and whether a rebuild gives the same.

use std::collections::BTreeMap;

use acceptance::Town;
use event_store::{
    Append, DumpedRow, EventDraft, Events, OwnerId, Position, ReadModel, Recorded, StreamId,
    StreamWrite,
};

pub(crate) async fn whole(town: &Town) -> Vec<Recorded> {
    let desk = town.desk();
    let log = desk
        .store()
        .read_from(desk.network(), Position::START, 10_000);
    log.await.unwrap()
}

pub(crate) async fn named(town: &Town, name: &str) -> Vec<Recorded> {
    let mut log = whole(town).await;
    log.retain(|event| event.name() == name);
    log
}

pub(crate) async fn stream(town: &Town, id: [u8; 16]) -> Events {
    let desk = town.desk();
    let stream = desk.store().load(desk.network(), StreamId::from_bytes(id));
    stream.await.unwrap()
}

/// Whether a stream has events, and all of them are erased.
pub(crate) async fn is_gone(town: &Town, id: [u8; 16]) -> bool {
    let events = stream(town, id).await;
    !events.is_empty() && events.iter().all(Recorded::is_erased)
}

/// Whether this text stands anywhere in what still opens.
pub(crate) async fn says(town: &Town, text: &str) -> bool {
    let log = whole(town).await;
    let said = |event: &Recorded| serde_json::to_string(&event.event).unwrap();
    log.iter().any(|event| said(event).contains(text))
}

/// Writes an event that no command would, under a key of its own.
pub(crate) async fn writes(town: &Town, id: [u8; 16], event: &serde_json::Value) {
    let (store, network) = (town.desk().store(), town.desk().network());
    let since = jiff::civil::date(1970, 1, 1);
    let append = Append {
        network,
        recorded_on: Town::today().since(since).unwrap().get_days(),
        writes: vec![StreamWrite {
            stream: StreamId::from_bytes(id),
            expected: 0,
            owner: Some(OwnerId::from_bytes(id)),
            events: vec![EventDraft::of(event).unwrap()],
        }],
        guards: vec![],
        codes: vec![],
        erase: vec![],
        shred: vec![],
        idempotency: None,
        outcome: "forged".into(),
    };
    store.append(append).await.unwrap();
}

pub(crate) type Rows = BTreeMap<&'static str, Vec<DumpedRow>>;

/// All rows of the models about her.
pub(crate) async fn rows(town: &Town) -> Rows {
    let (projector, network) = (town.projector(), town.desk().network());
    projector.catch_up(network).await.unwrap();
    BTreeMap::from([
        of::<read_models::clients::Clients>(town).await,
        of::<read_models::consents::Consents>(town).await,
        of::<read_models::slips::Slips>(town).await,
        of::<read_models::handovers::Handovers>(town).await,
        of::<read_models::access_log::AccessLog>(town).await,
        of::<read_models::ends::Ends>(town).await,
        of::<read_models::evidence::KeptEvidence>(town).await,
        of::<read_models::data_protection::DataProtection>(town).await,
    ])
}

async fn of<M: ReadModel>(town: &Town) -> (&'static str, Vec<DumpedRow>) {
    let rows = town.store().store().rows();
    let dumped = rows.dump::<M>(town.desk().network()).await;
    (M::NAME, dumped.unwrap())
}

/// Rebuilds everything; the rows are the same as those that were lived.
pub(crate) async fn rebuilds_the_same(town: &Town) {
    let lived = rows(town).await;
    let (projector, network) = (town.projector(), town.desk().network());
    projector.rebuild(network).await.unwrap();
    for (model, rebuilt) in rows(town).await {
        let lived = &lived[model];
        assert_eq!(lived.len(), rebuilt.len(), "{model}");
        for (lived, rebuilt) in lived.iter().zip(&rebuilt) {
            assert!(lived == rebuilt, "{model}: {} {}", lived.row, rebuilt.row);
        }
    }
}

pub(crate) async fn verifies(town: &Town) {
    let desk = town.desk();
    let proof = casework::verify::verify(desk.store(), desk.network()).await;
    proof.unwrap();
}
