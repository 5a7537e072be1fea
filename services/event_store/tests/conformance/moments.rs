//! A page is read in several statements. Whatever the projector does between two of them, the page is of one moment.

use crate::{
    bench::Gate,
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    ListPage, NetworkId, OwnerId, Probe, RowOrder, StateGroup, Store,
    testing::{TestStore, any_network, any_owner},
};
use futures::future::BoxFuture;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

on_both_engines!(
    who_changes_lists_meanwhile_stands_in_the_new_one_only,
    a_swap_meanwhile_loses_no_row,
);

const LIST: &str = "worklist";

/// Holds a reading after its first statement.
#[derive(Default)]
struct HoldsReading {
    gate: Gate,
    held: AtomicBool,
}

impl Probe for HoldsReading {
    fn while_reading(&self) -> BoxFuture<'_, ()> {
        if self.held.swap(true, Ordering::Relaxed) {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(self.gate.pass())
    }
}

async fn open_page(store: Store, network: NetworkId, desk: OwnerId) -> Vec<String> {
    let page = ListPage {
        state: Some(StateGroup::Open),
        order: RowOrder::EarliestFirst,
        after: None,
        limit: 10,
    };
    let rows = store.rows();
    let found = rows.page::<Visits>(network, desk, LIST, page).await;
    let rows = found.unwrap().rows.into_iter();
    rows.map(|row| row.identity).collect()
}

/// Begins to read, does something between two statements, and gives what was read.
async fn read_while(
    bench: &TestStore,
    (network, desk): (NetworkId, OwnerId),
    meanwhile: impl Future<Output = ()>,
) -> Vec<String> {
    let holds = Arc::new(HoldsReading::default());
    let store = bench.options().probe(holds.clone()).open().await.unwrap();
    // The first reading learns which generation is read; it is inside a transaction.
    open_page(store.clone(), network, desk).await;
    let reading = tokio::spawn(open_page(store, network, desk));
    holds.gate.reached.notified().await;
    meanwhile.await;
    holds.gate.go.notify_one();
    reading.await.unwrap()
}

async fn who_changes_lists_meanwhile_stands_in_the_new_one_only(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let stays = (Some(3), "Frau Bleibt");
    came(store, network, (desk, any_owner()), stays).await;
    let comes = (Some(5), "Frau Kommt");
    let stream = came(store, network, (desk, any_owner()), comes).await;
    projector(store).catch_up(network).await.unwrap();
    let read = read_while(&bench, (network, desk), async {
        came_again(store, network, stream, 1).await;
        projector(store).catch_up(network).await.unwrap();
    });
    assert_eq!(read.await, ["Frau Bleibt"]);
}

async fn a_swap_meanwhile_loses_no_row(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    for (day, name) in [(3, "Frau Eins"), (5, "Frau Zwei")] {
        came(store, network, (desk, any_owner()), (Some(day), name)).await;
    }
    projector(store).catch_up(network).await.unwrap();
    let read = read_while(&bench, (network, desk), async {
        projector(store).rebuild(network).await.unwrap();
    });
    assert_eq!(read.await, ["Frau Eins", "Frau Zwei"]);
}
