//! A hand that changed the read models alone is found.

use crate::{
    bench::TODAY,
    visits::{came, came_again, projector},
};
use event_store::{
    NetworkId, ProjectorError,
    testing::{TestStore, any_network, any_owner},
};

on_both_engines!(
    true_rows_are_found_true,
    each_change_of_rows_and_lists_is_found,
);

/// Some who came, came again, and were erased; the number of rows.
async fn played(bench: &TestStore, network: NetworkId) -> u64 {
    let (store, desk) = (bench.store(), any_owner());
    for number in 0..150 {
        let owner = any_owner();
        let stream = came(store, network, (desk, owner), (Some(number % 9), "name")).await;
        match number % 10 {
            0 => came_again(store, network, stream, 1).await,
            5 => drop(store.erase_owner(network, owner, TODAY).await.unwrap()),
            _ => {}
        }
    }
    135
}

async fn true_rows_are_found_true(bench: TestStore) {
    let network = any_network();
    let projector = projector(bench.store());
    assert_eq!(projector.verify(network).await.unwrap(), 0);
    let rows = played(&bench, network).await;
    let before = bench.checkpoints().await;
    assert_eq!(projector.verify(network).await.unwrap(), rows);
    assert_eq!(projector.verify(network).await.unwrap(), rows);
    let live: Vec<_> = bench.checkpoints().await;
    assert_eq!((before.len(), live.len()), (0, 1), "nothing is left of it");
}

async fn each_change_of_rows_and_lists_is_found(bench: TestStore) {
    let network = any_network();
    let projector = projector(bench.store());
    played(&bench, network).await;
    for (sql, what) in [
        (
            "DELETE FROM view_row WHERE id = (SELECT MIN(id) FROM view_row)",
            "other rows",
        ),
        (
            "DELETE FROM list_page WHERE id = (SELECT MIN(id) FROM list_page)",
            "list",
        ),
        (
            "UPDATE view_row SET owner = (SELECT MAX(owner) FROM view_row) \
             WHERE id = (SELECT MIN(id) FROM view_row WHERE owner < (SELECT MAX(owner) FROM view_row))",
            "does not open",
        ),
        // Events that the rows do not know, called known.
        (
            "UPDATE checkpoint SET position = position + 1",
            "other rows",
        ),
    ] {
        projector.rebuild(network).await.unwrap();
        projector.verify(network).await.unwrap();
        if what == "other rows" && sql.contains("checkpoint") {
            came(
                bench.store(),
                network,
                (any_owner(), any_owner()),
                (None, "new"),
            )
            .await;
        }
        bench.tamper(sql).await;
        let found = projector.verify(network).await;
        assert!(
            matches!(&found, Err(ProjectorError::Differs { what: said, .. }) if said.contains(what)),
            "{sql}: {found:?}"
        );
    }
}
